# SPDX-License-Identifier: GPL-2.0
#
# places.py - where a kernel file can be mutated, found with Clang's own library over the file's compile command.
#
# A place is a stretch of the file and what may stand there instead.  Only what is spelled in the file itself is changed: the
# operator must stand between its operands, a keyword where its statement begins.  What comes out of a macro is taken as a
# whole or left alone, but for the arguments of likely() and unlikely().
import bisect
import re
from ctypes import byref, c_uint

from clang import cindex
from clang.cindex import CursorKind as K, TokenKind

from operators import REPORTS

THROUGH = {"likely", "unlikely"}  # macros whose argument is evaluated once, as it is
RELATIONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
UPDATES = {"+=", "-=", "++", "--"}
COUNTERS = re.compile(r"(^|_)(count_|mod_|inc_|dec_|update_|adjust_|account_)|_(inc|dec|add|sub|state)$|^(atomic|atomic_long)_(inc|dec|add|sub)|page_state")


class Place:
    """alternatives: [(operator, text, what is printed of it)], each a mutant; kind: how the stretch is wrapped (schemata.py)."""

    def __init__(self, kind, start, end, function, alternatives):
        self.kind, self.start, self.end, self.function, self.alternatives = kind, start, end, function, alternatives


class File:
    def __init__(self, path, arguments, text=None):
        self.path = path
        index = cindex.Index.create()
        unsaved = [(path, text)] if text is not None else None
        self.unit = index.parse(path, arguments, unsaved, cindex.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
        self.source = text if text is not None else open(path).read()
        if not self.source.isascii():
            # Offsets are those of bytes.
            self.source = self.source.encode().decode("latin-1")
        self.main = self.unit.get_file(path)
        self.places, self.function = [], None

    def find(self):
        self.read_tokens()
        for cursor in self.unit.cursor.get_children():
            if cursor.kind == K.FUNCTION_DECL and cursor.is_definition() and cursor.location.file and cursor.location.file.name == self.path:
                self.in_function(cursor)
        return self.places

    # ---- text

    def read_tokens(self):
        whole = cindex.SourceRange.from_locations(
            cindex.SourceLocation.from_offset(self.unit, self.main, 0), cindex.SourceLocation.from_offset(self.unit, self.main, len(self.source)))
        self.tokens = [(t.location.offset, t.spelling, t.kind) for t in self.unit.get_tokens(extent=whole)]
        self.tokens = [t for t in self.tokens if t[2] != TokenKind.COMMENT]
        self.starts = [t[0] for t in self.tokens]
        self.directives = [m.start() for m in re.finditer(r"^[ \t]*#", self.source, re.M)]
        self.macros = []
        for cursor in self.unit.cursor.get_children():
            if cursor.kind == K.MACRO_INSTANTIATION and cursor.location.file and cursor.location.file.name == self.path:
                self.macros.append((cursor.extent.start.offset, cursor.extent.end.offset, cursor.spelling))
        self.macros.sort()
        self.macro_starts = [m[0] for m in self.macros]

    def between(self, start, end):
        """The tokens of a stretch, without comments."""
        return [t[1] for t in self.tokens[bisect.bisect_left(self.starts, start):bisect.bisect_left(self.starts, end)]]

    def flat(self, start, end):
        """A stretch as one line."""
        return " ".join(self.between(start, end))

    def next_token(self, end):
        at = bisect.bisect_left(self.starts, end)
        return self.tokens[at][:2] if at < len(self.tokens) else (end, "")

    def offset(self, location):
        file, line, column, offset = cindex.c_object_p(), c_uint(), c_uint(), c_uint()
        cindex.conf.lib.clang_getFileLocation(location, byref(file), byref(line), byref(column), byref(offset))
        return offset.value

    def extent(self, cursor):
        """Where a node is spelled in the file, or None: in a macro, over a directive, not on the bounds of tokens."""
        start, end = self.offset(cursor.extent.start), self.offset(cursor.extent.end)
        at = bisect.bisect_left(self.starts, start)
        if not start < end or at == len(self.starts) or self.starts[at] != start:
            return None
        last = bisect.bisect_left(self.starts, end) - 1
        if self.tokens[last][0] + len(self.tokens[last][1]) != end:
            return None
        if bisect.bisect_left(self.directives, start) != bisect.bisect_left(self.directives, end):
            return None
        return None if self.in_macro(start, end) else (start, end)

    def in_macro(self, start, end):
        """Whether it is a part of what is a macro's."""
        for m in self.macros[:bisect.bisect_right(self.macro_starts, start)][-8:]:
            if m[0] <= start < m[1] and m[2] not in THROUGH and not (m[0] >= start and m[1] <= end):
                return True
        return False

    def is_macro(self, start, end):
        return any(m[0] == start and m[1] == end for m in self.macros[bisect.bisect_left(self.macro_starts, start):][:2])

    # ---- functions and statements

    def add(self, kind, extent, *alternatives):
        self.places.append(Place(kind, *extent, self.function.spelling, list(alternatives)))

    def in_function(self, cursor):
        self.function = cursor
        body = [c for c in cursor.get_children() if c.kind == K.COMPOUND_STMT]
        extent = body and self.extent(body[0])
        if not extent or self.source[extent[0]] != "{":
            return
        self.early_return(cursor, extent)
        self.statements(body[0])

    def early_return(self, cursor, extent):
        kind = cursor.result_type.get_canonical().kind
        if kind in (cindex.TypeKind.RECORD, cindex.TypeKind.INVALID):
            return
        value = "" if kind == cindex.TypeKind.VOID else "NULL" if kind == cindex.TypeKind.POINTER else "0"
        self.add("entry", (extent[0], extent[0] + 1), ("return", f"return {value};".replace(" ;", ";"), f"{{ -> {{ return {value};".rstrip()))

    def statements(self, cursor):
        """Whatever stands where a statement does is one; what stands in an expression is looked at by expression()."""
        for child in cursor.get_children():
            self.statement(child)

    def statement(self, cursor):
        kind = cursor.kind
        if kind == K.COMPOUND_STMT:
            self.statements(cursor)
        elif kind in (K.IF_STMT, K.WHILE_STMT, K.SWITCH_STMT, K.DO_STMT, K.FOR_STMT):
            self.control(cursor)
        elif kind in (K.CASE_STMT, K.DEFAULT_STMT, K.LABEL_STMT):
            children = list(cursor.get_children())
            if children:
                self.statement(children[-1])
        elif kind == K.DECL_STMT:
            self.declaration(cursor)
        elif kind == K.RETURN_STMT:
            for child in cursor.get_children():
                self.expression(child)
        elif kind.is_expression() or kind == K.UNEXPOSED_EXPR:
            self.drop(cursor)
            self.expression(cursor)

    def declaration(self, cursor):
        for variable in cursor.get_children():
            if variable.kind != K.VAR_DECL or variable.storage_class == cindex.StorageClass.STATIC:
                continue
            children = list(variable.get_children())
            if children and children[-1].kind.is_expression() and "=" in self.flat(self.offset(variable.extent.start), self.offset(children[-1].extent.start)):
                self.expression(children[-1])

    def control(self, cursor):
        words = {K.IF_STMT: "if", K.WHILE_STMT: "while", K.SWITCH_STMT: "switch", K.DO_STMT: "do", K.FOR_STMT: "for"}
        start = self.offset(cursor.extent.start)
        children = list(cursor.get_children())
        spelled = self.next_token(start) == (start, words[cursor.kind]) and not self.in_macro(start, start + 1)
        body = self.bodies(cursor, children)
        if not spelled and cursor.kind == K.DO_STMT:
            self.drop(cursor)
            return
        for child in children:
            if any(child is b for b in body):
                self.statement(child)
            elif spelled:
                self.header(cursor, child)

    def bodies(self, cursor, children):
        if cursor.kind == K.IF_STMT:
            return children[1:]
        return children[:1] if cursor.kind == K.DO_STMT else children[-1:]

    def header(self, cursor, child):
        if child.kind == K.DECL_STMT:
            self.declaration(child)
            return
        extent = self.extent(child)
        if extent and cursor.kind != K.SWITCH_STMT and self.is_condition(cursor, extent):
            self.add("negate", extent, ("negate", "", f"({self.flat(*extent)}) -> !(...)"))
        self.expression(child)

    def is_condition(self, cursor, extent):
        """Of a for it is what stands between the semicolons."""
        if cursor.kind != K.FOR_STMT:
            return self.next_token(extent[1])[1] == ")"
        return self.next_token(extent[1])[1] == ";" and ";" in self.between(self.offset(cursor.extent.start), extent[0])

    # ---- a statement that is dropped

    def drop(self, cursor):
        extent = self.extent(cursor)
        if not extent or self.next_token(extent[1])[1] != ";":
            return
        text = self.flat(*extent)
        name = self.between(*extent)[0]
        if name.startswith(REPORTS):
            return
        operator = self.what_is_dropped(cursor, extent, name)
        if operator:
            kind = "statement" if cursor.kind == K.DO_STMT else "drop"
            self.add(kind, extent, (operator, "", f"{text}; -> ;"))

    def what_is_dropped(self, cursor, extent, name):
        words = self.between(*extent)
        if cursor.kind == K.COMPOUND_ASSIGNMENT_OPERATOR or cursor.kind == K.UNARY_OPERATOR:
            return "counter" if UPDATES & set(words) else "assign"
        if cursor.kind == K.BINARY_OPERATOR:
            return "assign" if "=" in words else None
        if "(" not in words:
            return None
        return "counter" if COUNTERS.search(name) else "call"

    # ---- expressions

    def expression(self, cursor):
        kind = cursor.kind
        if kind in (K.CXX_UNARY_EXPR, K.COMPOUND_STMT, K.StmtExpr):
            return  # sizeof; what a macro has in braces
        children = list(cursor.get_children())
        extent = self.extent(cursor)
        if extent and kind == K.CALL_EXPR and cursor.spelling.startswith(REPORTS):
            return
        if extent:
            if kind == K.BINARY_OPERATOR:
                self.binary(cursor, children, extent)
            elif kind == K.CONDITIONAL_OPERATOR:
                self.conditional(children)
            elif kind == K.CALL_EXPR:
                self.arguments(cursor)
            elif kind == K.INTEGER_LITERAL or (kind == K.DECL_REF_EXPR and cursor.spelling in ("true", "false")):
                self.constant(extent)
        for child in children:
            if child.kind.is_expression():
                self.expression(child)

    def operands(self, children):
        """Both and what stands between them, if they are spelled in the file."""
        if len(children) != 2:
            return None
        left, right = self.extent(children[0]), self.extent(children[1])
        if not left or not right or left[1] > right[0]:
            return None
        return left, self.flat(left[1], right[0]), right

    def binary(self, cursor, children, extent):
        both = self.operands(children)
        if not both or (extent[0], extent[1]) != (both[0][0], both[2][1]):
            return
        a, operator, b = self.flat(*both[0]), both[1], self.flat(*both[2])
        if operator in RELATIONS:
            self.add("value", extent, ("compare", f"({a}) {RELATIONS[operator]} ({b})", f"{a} {operator} {b} -> {RELATIONS[operator]}"))
        elif operator in ("&&", "||"):
            self.add("value", extent, ("arm", f"!!({b})", f"{a} {operator} {b} -> {b}"), ("arm", f"!!({a})", f"{a} {operator} {b} -> {a}"))
        elif operator == "|":
            self.add("value", extent, ("flag", f"({b})", f"{a} | {b} -> {b}"), ("flag", f"({a})", f"{a} | {b} -> {a}"))

    def conditional(self, children):
        extent = self.extent(children[0])
        if extent and self.next_token(extent[1])[1] == "?":
            self.add("negate", extent, ("negate", "", f"({self.flat(*extent)}) ? -> !(...) ?"))

    def arguments(self, cursor):
        arguments = list(cursor.get_arguments())
        for one, other in zip(arguments, arguments[1:]):
            a, b = self.extent(one), self.extent(other)
            if not a or not b or self.flat(a[1], b[0]) != "," or one.type.get_canonical() != other.type.get_canonical():
                continue
            x, y = self.flat(*a), self.flat(*b)
            if x != y and self.is_argument(a, b):
                self.places.append(Swap(a, b, self.function.spelling, x, y))

    def is_argument(self, a, b):
        """As a whole, between commas and parentheses."""
        before = self.tokens[bisect.bisect_left(self.starts, a[0]) - 1][1]
        return before in ("(", ",") and self.next_token(b[1])[1] in (")", ",")

    def constant(self, extent):
        text = self.flat(*extent)
        if self.is_macro(*extent) and text not in ("true", "false"):
            return
        number = {"true": 1, "false": 0}.get(text)
        suffix = re.sub(r"^(0[xX][0-9a-fA-F]+|[0-9]+)", "", text)
        if number is None:
            if not re.fullmatch("[uUlL]*", suffix):
                return
            number = int(text[:len(text) - len(suffix)], 0) if not re.fullmatch("0[0-7]+", text) else int(text, 8)
        before = self.tokens[bisect.bisect_left(self.starts, extent[0]) - 1][1]
        if before == "-":
            return
        other = {0: "1", 1: "0"}.get(number, str(number + 1)) + suffix if text not in ("true", "false") else {"true": "false", "false": "true"}[text]
        self.add("value", extent, ("constant", other, f"{text} -> {other} in: {self.line_of(extent[0])}"))

    def line_of(self, offset):
        start = self.source.rfind("\n", 0, offset) + 1
        return " ".join(self.source[start:self.source.find("\n", offset)].split())


class Swap(Place):
    """Two stretches that change places: each is a place, and both are one mutant."""

    def __init__(self, a, b, function, x, y):
        super().__init__("swap", a[0], b[1], function, [("swap", "", f"{x}, {y} -> {y}, {x}")])
        self.a, self.b, self.x, self.y = a, b, x, y
