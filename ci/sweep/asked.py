# SPDX-License-Identifier: GPL-2.0
#
# asked.py - what a device tree asks boot for: its memory, and the nodes of /reserved-memory in the terms of the binding
# (reserved-memory.yaml, shared-dma-pool.yaml).
import collections

import libfdt

NONE = [libfdt.FDT_ERR_NOTFOUND]

Node = collections.namedtuple("Node", "name disabled nomap reusable pool compatible regs size odd")
Tree = collections.namedtuple("Tree", "memory nodes odd")


def numbers(value, cells):
    """Numbers of the cells, in turns; None where the property is no whole number of entries."""
    step = 4 * sum(cells)
    if not step or len(value) % step:
        return None
    found = []
    for at in range(0, len(value), step):
        entry, rest = [], value[at:at + step]
        for count in cells:
            entry.append(int.from_bytes(rest[:4 * count], "big"))
            rest = rest[4 * count:]
        found.append(tuple(entry))
    return found


class Reader:
    def __init__(self, blob):
        self.fdt, self.known = libfdt.FdtRo(blob), {}

    def properties(self, at):
        """By walking over them: to ask for one that is not there crashes this binding (1.6.1)."""
        if at not in self.known:
            self.known[at], one = {}, self.fdt.first_property_offset(at, NONE)
            while one >= 0:
                found = self.fdt.get_property_by_offset(one)
                self.known[at][found.name] = bytes(found)
                one = self.fdt.next_property_offset(one, NONE)
        return self.known[at]

    def has(self, at, name):
        return name in self.properties(at)

    def value(self, at, name):
        return self.properties(at).get(name)

    def text(self, at, name):
        return (self.value(at, name) or b"").rstrip(b"\0").decode(errors="replace")

    def texts(self, at, name):
        return [t.decode(errors="replace") for t in (self.value(at, name) or b"").split(b"\0") if t]

    def cell(self, at, name, default):
        value = self.value(at, name)
        return int.from_bytes(value[:4], "big") if value else default

    def children(self, at):
        child = self.fdt.first_subnode(at, NONE)
        while child >= 0:
            yield child
            child = self.fdt.next_subnode(child, NONE)

    def available(self, at):
        return self.text(at, "status") in ("", "ok", "okay")


def read_node(tree, at, cells):
    reg, size, ranges = tree.value(at, "reg"), tree.value(at, "size"), tree.value(at, "alloc-ranges")
    regs = numbers(reg, cells) if reg is not None else []
    windows = numbers(ranges, cells) if ranges is not None else []
    odd = regs is None or windows is None or (reg is None and size is not None and len(size) != 4 * cells[1])
    return Node(
        name=tree.fdt.get_name(at), disabled=not tree.available(at), nomap=tree.has(at, "no-map"), reusable=tree.has(at, "reusable"),
        pool="shared-dma-pool" in tree.texts(at, "compatible"), compatible=tree.texts(at, "compatible"), regs=regs or [],
        size=int.from_bytes(size, "big") if size is not None else None, odd=odd)


def read_memory(tree, cells):
    """The ranges of the root's memory nodes that are not empty."""
    found = []
    for at in tree.children(0):
        if tree.text(at, "device_type") != "memory" or not tree.available(at):
            continue
        value = tree.value(at, "linux,usable-memory") or tree.value(at, "reg") or b""
        found += [(base, size) for base, size in numbers(value[:len(value) // (4 * sum(cells)) * 4 * sum(cells)], cells) or [] if size]
    return found


def read(blob):
    tree = Reader(blob)
    cells = (tree.cell(0, "#address-cells", 1), tree.cell(0, "#size-cells", 1))
    parent = tree.fdt.path_offset("/reserved-memory", NONE)
    own = (tree.cell(parent, "#address-cells", 0), tree.cell(parent, "#size-cells", 0))
    return Tree(
        memory=read_memory(tree, cells), nodes=[read_node(tree, at, cells) for at in tree.children(parent)],
        odd=own != cells or not tree.has(parent, "ranges"))
