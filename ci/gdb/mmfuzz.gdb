# SPDX-License-Identifier: GPL-2.0
#
# mmfuzz.gdb - commands for the kernel side of mmfuzz, by the kernel's own types: mm-zones, mm-freelists, mm-page PFN and mm-block N.
# mmfuzz replay --gdb starts gdb with them; mm-start runs up to the operation that it stops before.
python
import gdb
import gdb.types


def symbol(name):
    """Its value, or None where this build has none."""
    found = gdb.lookup_global_symbol(name) or gdb.lookup_static_symbol(name)
    return found.value() if found else None


def enum(name):
    return int(gdb.parse_and_eval(f"(int){name}"))


def nodes():
    one = symbol("contig_page_data")
    if one is not None:
        return [one]
    array = symbol("node_data")
    return [array[i].dereference() for i in range(array.type.range()[1] + 1) if int(array[i])]


def zones():
    """Those that span pages."""
    for node in nodes():
        array = node["node_zones"]
        for i in range(array.type.range()[1] + 1):
            if int(array[i]["spanned_pages"]):
                yield array[i]


def name_of(zone):
    """As the host side names it: with its node, but for the first."""
    node = int(zone["node"]) if gdb.types.has_field(zone.type, "node") else 0
    return (f"node{node}." if node else "") + zone["name"].string()


def memory_map():
    """A page of it, and that page's frame: FLATMEM has a map a node, SPARSEMEM_VMEMMAP one as if all pages were there."""
    sparse, node = symbol("sim_vmemmap"), nodes()[0]
    if sparse is not None:
        return sparse, 0
    if not gdb.types.has_field(node.type, "node_mem_map"):
        raise gdb.GdbError("this build's memory map is neither FLATMEM's nor SPARSEMEM_VMEMMAP's, which is all that is known here")
    return node["node_mem_map"], int(node["node_start_pfn"])


def page_of(pfn):
    if not any(int(z["zone_start_pfn"]) <= pfn < int(z["zone_start_pfn"]) + int(z["spanned_pages"]) for z in zones()):
        raise gdb.GdbError(f"pfn {pfn:#x} lies in no zone (mm-zones)")
    base, start = memory_map()
    return base + (pfn - start)


def pfn_of(page):
    base, start = memory_map()
    return start + (int(page) - int(base)) // page.dereference().type.sizeof


def types():
    """Names of the free lists' types, by the kernel's numbering."""
    fields = {f.name: f.enumval for f in gdb.lookup_type("enum migratetype").fields()}
    count = fields["MIGRATE_TYPES"]
    return {v: n.removeprefix("MIGRATE_").lower() for n, v in fields.items() if v < count and n != "MIGRATE_PCPTYPES"}


def free_blocks(area, kind):
    """First pages of a free list, in its order."""
    head = area["free_list"][kind]
    page_type = gdb.lookup_type("struct page")
    offset = int(gdb.parse_and_eval("(unsigned long)&((struct page *)0)->lru"))
    at, end = head["next"], head.address
    while at != end:
        yield gdb.Value(int(at) - offset).cast(page_type.pointer())
        at = at["next"]


class Command(gdb.Command):
    def __init__(self, name):
        super().__init__(name, gdb.COMMAND_DATA)


class Zones(Command):
    """mm-zones: the zones with their spans, figures and watermarks."""

    def invoke(self, argument, tty):
        for z in zones():
            start, spanned = int(z["zone_start_pfn"]), int(z["spanned_pages"])
            # What the CPUs have not folded yet is not in the zone's own figure.
            counted = int(z["vm_stat"][enum("NR_FREE_PAGES")]["counter"])
            areas = z["free_area"]
            free = sum(len(list(free_blocks(areas[o], k))) << o for o in range(areas.type.range()[1] + 1) for k, name in types().items()
                       if name != "isolate")
            marks = ", ".join(str(int(z["_watermark"][i])) for i in range(3))
            print(f"{name_of(z)}: pfn {start:#x} to {start + spanned - 1:#x}, present {int(z['present_pages'])}, "
                  f"managed {int(z['managed_pages']['counter'])}, free {free}, NR_FREE_PAGES {counted}, isolated pageblocks {int(z['nr_isolate_pageblock'])}, watermarks {marks}")


class FreeLists(Command):
    """mm-freelists: of each zone, order and type the free blocks."""

    def invoke(self, argument, tty):
        names = types()
        for z in zones():
            areas = z["free_area"]
            for order in range(areas.type.range()[1] + 1):
                for kind, name in sorted(names.items()):
                    pages = [pfn_of(p) for p in free_blocks(areas[order], kind)]
                    if pages:
                        print(f"{name_of(z)} order {order} {name}: {len(pages)}: " + " ".join(f"{p:#x}" for p in pages))


class Page(Command):
    """mm-page PFN: a page's structure, and whether it heads a free block."""

    def invoke(self, argument, tty):
        pfn = int(gdb.parse_and_eval(argument or "0"))
        page = page_of(pfn)
        names = types()
        for z in zones():
            for order in range(z["free_area"].type.range()[1] + 1):
                for kind, name in names.items():
                    if any(pfn_of(p) == pfn for p in free_blocks(z["free_area"][order], kind)):
                        print(f"pfn {pfn:#x} heads a free block of order {order}, {name}, of zone {name_of(z)}")
        print(f"pfn {pfn:#x}: references {int(page['_refcount']['counter'])}, private {int(page['private'])}")
        print(page.dereference().format_string(max_depth=2))


class Block(Command):
    """mm-block N: the free blocks in pageblock N, counted from the machine's start."""

    def invoke(self, argument, tty):
        order = int(gdb.parse_and_eval("core_build()->block_order"))
        number = int(gdb.parse_and_eval(argument or "0"))
        first = min(int(z["zone_start_pfn"]) for z in zones())
        start = ((first >> order) + number) << order
        print(f"pageblock {number}: pfn {start:#x} to {start + (1 << order) - 1:#x}, "
              f"{gdb.parse_and_eval(f'(enum core_type)core_view_block({start})')}")
        names = types()
        for z in zones():
            for at in range(z["free_area"].type.range()[1] + 1):
                for kind, name in sorted(names.items()):
                    for page in free_blocks(z["free_area"][at], kind):
                        pfn = pfn_of(page)
                        if pfn < start + (1 << order) and pfn + (1 << at) > start:
                            print(f"  pfn {pfn:#x}: free, order {at}, {name}")


class Start(Command):
    """mm-start: run up to the operation that mmfuzz replay --gdb names."""

    def invoke(self, argument, tty):
        gdb.execute("set confirm off")
        gdb.execute("tbreak replay_stop", to_string=True)
        gdb.execute("run")


for command, name in ((Zones, "mm-zones"), (FreeLists, "mm-freelists"), (Page, "mm-page"), (Block, "mm-block"), (Start, "mm-start")):
    command(name)
end
