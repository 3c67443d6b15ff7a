# SPDX-License-Identifier: GPL-2.0
#
# judge.py - how each node of /reserved-memory ended, compared with the binding: an area, a DMA pool, no-map, reserved, or a message of
# the kernel's that says why not.  What is neither, or is explained by no row of explained.tsv, is unexplained.  That what is placed
# follows the binding, and that nothing else is reserved, are X1 to X4 of the program (mmfuzz boot --check).
import collections
import fnmatch
import re

import boots

EXPLAINED = boots.rows_of("explained.tsv", 4)

# how: area, pool, no-map, reserved, outside (no RAM is there), off (by its status), nothing (it asks for none); or failed: not as the
# binding says, with the message, and the reason if there is one.
Outcome = collections.namedtuple("Outcome", "node how base size message reason")


class Machine:
    """A boot's result, as far as nodes need it."""

    def __init__(self, line, result):
        self.line, self.log = line, result["log"].splitlines()
        self.memory, self.reserved = result["memblock"]["memory"], result["memblock"]["reserved"]
        self.areas, self.nodes = result["areas"], {n["name"]: (n["base"], n["size"]) for n in result["nodes"]}
        self.pools = {int(m[1], 16) for m in (re.search(r"created DMA memory pool at (0x[0-9a-f]+)", line) for line in self.log) if m}

    def covered(self, regions, base, size):
        """How many of its bytes lie in regions."""
        return sum(max(0, min(r["base"] + r["size"], base + size) - max(r["base"], base)) for r in regions)

    def ram(self, base, size):
        return self.covered(self.memory, base, size)

    def unmapped(self, base, size):
        return self.covered([r for r in self.memory if r["nomap"]], base, size)

    def is_reserved(self, base, size):
        """What of it is RAM is reserved, or not mapped."""
        return self.covered(self.reserved, base, size) + self.unmapped(base, size) >= self.ram(base, size)

    def area(self, base, size):
        return next((a for a in self.areas if a["base"] == base and a["size"] == size), None)


def wanted(node):
    if node.pool and node.reusable and not node.nomap:
        return "area"
    if node.pool and not node.reusable:
        return "pool"
    return "no-map" if node.nomap else "reserved"


def kind_fails(machine, node, base, size):
    """What is wrong with the place of a node, as a word; None if it ended as wanted."""
    how = wanted(node)
    if how == "area":
        return None if machine.area(base, size) else "no-area"
    if how == "pool" and base not in machine.pools:
        return "no-pool"
    if node.nomap:
        return None if machine.unmapped(base, size) == machine.ram(base, size) else "mapped"
    return None if machine.is_reserved(base, size) else "free"


def reg_fails(machine, node):
    """Of its ranges, the kernel makes an area or a pool of the first alone."""
    for at, (base, size) in enumerate(node.regs):
        if not size:
            continue
        whole = node if not at else node._replace(pool=False)
        wrong = kind_fails(machine, whole, base, size)
        if wrong:
            return wrong
    return None


def size_fails(machine, node):
    base, size = machine.nodes.get(node.name, (0, 0))
    if not size:
        return "not-placed"
    return kind_fails(machine, node, base, size)


def explain(machine, name, node, wrong):
    """The row for it: kernel lines, tree's pattern and what is wrong, a message with NODE, BASE or nothing ("-"), the reason."""
    base = node.regs[0][0] if node.regs else machine.nodes.get(node.name, (0, 0))[0]
    for where, what, message, reason in EXPLAINED:
        lines, pattern = where.split()
        if lines != "all" and machine.line not in lines.split(",") or not fnmatch.fnmatch(name, pattern) or wrong not in what.split(","):
            continue
        if message == "-":
            return "", reason
        look = re.compile(message.replace("NODE", re.escape(node.name)).replace("BASE", f"0x0*{base:x}"))
        found = next((line for line in machine.log if look.search(line)), None)
        if found:
            return found, reason
    return None


def place(machine, node):
    return node.regs[0] if node.regs else machine.nodes.get(node.name, (0, 0))


def judge_node(machine, name, tree, node):
    base, size = place(machine, node)
    if node.disabled:
        wrong = "disabled" if node.regs and machine.area(*node.regs[0]) else None
        how = "off"
    elif not node.regs and node.size is None and not node.odd:
        return Outcome(node.name, "nothing", 0, 0, "", "")
    else:
        wrong = "format" if tree.odd else "odd" if node.odd else reg_fails(machine, node) if node.regs else size_fails(machine, node)
        how = wanted(node) if machine.ram(base, size) or wanted(node) == "pool" else "outside"
    if not wrong:
        return Outcome(node.name, how, base, size, "", "")
    message, reason = explain(machine, name, node, wrong) or ("", None)
    return Outcome(node.name, f"failed: {wrong}", base, size, message, reason)


def explain_boot(line, name, wrong):
    """The reason why a whole board goes wrong."""
    for where, what, message, reason in EXPLAINED:
        lines, pattern = where.split()
        if what == "board" and lines in ("all", line) and fnmatch.fnmatch(name, pattern) and re.search(message, wrong):
            return reason
    return None


def default_area(result):
    """Where that of the command line or of Kconfig is; 0 if there is none."""
    return next((a["base"] for a in result["areas"] if a["name"] == "reserved"), 0)


def judge(line, name, tree, result):
    """How the nodes ended."""
    machine = Machine(line, result)
    return [judge_node(machine, name, tree, node) for node in tree.nodes]
