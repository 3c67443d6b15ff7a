// SPDX-License-Identifier: GPL-2.0
/*
 * invariants.c - the registry: every invariant with its id, classes, statement and predicates.
 *
 * An id never changes its meaning.  A new invariant is one entry here and its predicates in one of the inv_*.c files.
 * Where the code is narrower than the statement, a comment at the predicate says why.
 */
#include <stddef.h>

#include "props/inv.h"

enum {
	O = COST_OP,
	W = COST_WALK,
	E = COST_END,
	B = COST_BOOT,
};

/* After which operations: see enum op_kind. */
enum {
	ALLOC = 1 << OP_KIND_ALLOC,
	CMA_ALLOC = 1 << OP_KIND_CMA_ALLOC,
	CMA_RELEASE = 1 << OP_KIND_CMA_RELEASE,
	CMA = CMA_ALLOC | CMA_RELEASE,
	CONTIG_ALLOC = 1 << OP_KIND_CONTIG_ALLOC,
	CONTIG_FREE = 1 << OP_KIND_CONTIG_FREE,
	ISOLATE = 1 << OP_KIND_ISOLATE,
	UNISOLATE = 1 << OP_KIND_UNISOLATE,
	GIVE_BACK = 1 << OP_KIND_FREE | CMA_RELEASE | CONTIG_FREE,
};

const struct invariant invariants[] = {
	/* Broken lists first: they are the cause of what else would be seen. */
	{"B5", W, "every list is well linked in both directions, finite, without repeats", .walk = b5_walk},

	{"B1", O | W, "a free block lies in one zone and one node, inside the zone's span", .op = b1_op,
	 .after = GIVE_BACK, .walk = b1_walk},
	{"B2", O | W, "a free block's order is within limits and its page number aligned to it", .op = b2_op,
	 .after = GIVE_BACK, .walk = b2_walk},
	{"B3", W, "no free block overlaps another, nor a page owned, on a per-CPU list or isolated", .walk = b3_walk},
	{"B4", W, "a page is marked as buddy if and only if it heads a block on the free list of its order",
	 .walk = b4_walk},
	{"B6", W, "nr_free of an order is the number of blocks on its lists", .walk = b6_walk},
	{"B7", W, "a free block's pages have no references and no flags that allocation checks", .walk = b7_walk},
	{"B8", W, "no two free buddies that may merge stand side by side", .walk = b8_walk},
	{"B9", W, "every page is free, on a per-CPU list, guarded, owned or reserved, and the sums agree",
	 .walk = b9_walk},
	{"B10", W, "an operation leaves every block that it may not touch as it was", .walk = b10_walk},
	{"B11", O, "an allocation returns what was free and asked for; it fails only below the watermarks",
	 .op = b11_op, .after = ALLOC},
	{"B12", O | W, "the bytes of an owned page change only through its owner, and move with it", .op = b12_op,
	 .after = ALLOC | AFTER_MOVES, .walk = b12_walk},
	{"B13", E, "after everything was given back and drained the figures are as after boot", .end = b13_end},
	{"B14", O | W, "what an allocation returns is in the state that the preparation functions document",
	 .op = b14_op, .after = ALLOC | CMA_ALLOC | CONTIG_ALLOC, .walk = b14_walk},

	{"M1", W, "a free block lies on the list of its pageblock's type", .walk = m1_walk},
	{"M2", W, "a free block larger than a pageblock covers one type only", .walk = m2_walk},
	{"M3", W, "the counters of free pages are the sums over the lists", .walk = m3_walk},
	{"M4", W, "nr_isolate_pageblock is the number of isolated pageblocks", .walk = m4_walk},
	{"M5", W, "nr_reserved_highatomic matches the HIGHATOMIC pageblocks and its limit", .walk = m5_walk},
	{"M6", O | W, "a CMA area's pageblocks are CMA, and only who may use CMA gets a page there", .op = m6_op,
	 .after = ALLOC, .walk = m6_walk},
	{"M7", O, "nothing is taken from an isolated pageblock's free lists but by its isolator", .op = m7_op,
	 .after = ALLOC | CMA_ALLOC | CONTIG_ALLOC | AFTER_MOVES},
	{"M8", O | W, "isolation that fails or is undone leaves types and counters as documented", .op = m8_op,
	 .after = ISOLATE | UNISOLATE | CONTIG_ALLOC, .walk = m8_walk},
	{"M9", W, "isolated free pages are on the ISOLATE lists, all of them", .walk = m9_walk},
	{"M10", O | W, "an operation changes no isolation but its own", .op = m10_op,
	 .after = ISOLATE | UNISOLATE | CONTIG_ALLOC | CMA_ALLOC, .walk = m10_walk},
	{"M11", O | W, "CMA, ISOLATE and HIGHATOMIC blocks never merge with blocks of another type", .op = m11_op,
	 .after = 1 << OP_KIND_FREE, .walk = m11_walk},
	{"M12", W, "contiguous, compaction positions, reported marks and cma_pages fit their zone", .walk = m12_walk},

	{"C1", O | W, "a bitmap's bit is set if and only if a page of its granule is owned through cma_alloc()",
	 .op = c1_op, .after = CMA, .walk = c1_walk},
	{"C2", O, "a release clears only bits that were set", .op = c2_op, .after = CMA_RELEASE},
	{"C3", O, "a release that leaves the area is refused and changes nothing", .op = c3_op, .after = CMA_RELEASE},
	{"C4", O, "an allocation lies in its area, is aligned, and disjoint from all that is live", .op = c4_op,
	 .after = CMA_ALLOC},
	{"C5", O, "a failed cma_alloc() leaves bitmap and types as they were", .op = c5_op, .after = CMA_ALLOC},
	{"C6", O, "allocated pages have one reference and are on no list, released ones have none", .op = c6_op,
	 .after = CMA},
	{"C7", W, "areas are disjoint, each in one zone, and the totals agree", .walk = c7_walk},
	{"C8", O, "cma_alloc() fails only if no aligned window of clear bits could be freed", .op = c8_op,
	 .after = CMA_ALLOC},
	{"C9", E, "every page of an area is in the buddy system or reserved, none is lost", .end = c9_end},

	{"R1", O, "alloc_contig_range() owns exactly its range, or nothing", .op = r1_op, .after = CONTIG_ALLOC},
	{"R2", O, "free_contig_range() gives back every page once", .op = r2_op, .after = CONTIG_FREE},
	{"R3", O | W, "migration frees the source; a page that could not move is back where it was", .op = r3_op,
	 .after = AFTER_MOVES, .walk = r3_walk},
	{"R4", W, "a per-CPU list's count, orders, types and limits are right", .walk = r4_walk},
	{"R5", O | W, "lru_cache_disable, zone_pcp_disable and isolated pages are balanced", .op = r5_op,
	 .after = AFTER_ANY, .walk = r5_walk},
	{"R6", O | W, "what an interface refuses has no effect", .op = r6_op, .after = AFTER_ANY, .walk = r6_walk},
	{"R7", W, "watermarks, boost and lowmem_reserve match their formulas", .walk = r7_walk},
	{"R8", O, "a scanner never leaves its zone or range", .op = r8_op, .after = AFTER_MOVES},

	{"X1", B,
	 "memblock's regions are sorted, disjoint and merged; an area is reserved, a failed one leaves nothing",
	 .boot = x1_boot},
	{"X2", B, "reserved memory follows the device-tree binding; what is malformed leaks nothing", .boot = x2_boot},
	{"X3", B, "every page in a zone's span has its zone; holes are reserved; present pages sum up",
	 .boot = x3_boot},
	{"X4", B, "all memory that boot does not reserve is managed, once", .boot = x4_boot},

	/* Enforced elsewhere; they stand here so that every id of a finding has its statement. */
	/* K1 to K4: where they happen; fuzz/host/host.c makes findings of what core_host_report() is told. */
	{"K1", O, "locks, interrupts and preemption are as they were when an operation returns", .op = NULL},
	{"K2", O, "nothing that may sleep is called in atomic context", .op = NULL},
	{"K3", O, "locks are taken in one order (builds with CONFIG_LOCKDEP)", .op = NULL},
	{"K4", O, "no BUG, WARN, bad page, panic or sanitizer report", .op = NULL},
	/* T1, T2: whoever replays compares the digests of two runs, or of two builds. */
	{"T1", E, "the same input gives the same trace in every engine, process and run", .end = NULL},
	{"T2", E, "the same trace with CONFIG_DEBUG_VM on and off", .end = NULL},
};

const unsigned int invariant_count = sizeof(invariants) / sizeof(invariants[0]);
