// SPDX-License-Identifier: GPL-2.0
/*
 * invariants.c - the registry: every invariant with its id, classes, statement and predicates.
 *
 * An id never changes its meaning.  A new invariant is one entry here and its predicates in one of the inv_*.c files.
 * Where the code is narrower than the statement, a comment at the predicate says why.
 */
#include <stddef.h>

#include "inv.h"

enum {
	O = COST_OP,
	W = COST_WALK,
	E = COST_END,
};

const struct invariant invariants[] = {
	/* Broken lists first: they are the cause of what else would be seen. */
	{"B5", W, "every list is well linked in both directions, finite, without repeats", NULL, b5_walk, NULL},

	{"B1", O | W, "a free block lies in one zone and one node, inside the zone's span", b1_op, b1_walk, NULL},
	{"B2", O | W, "a free block's order is within limits and its page number aligned to it", b2_op, b2_walk, NULL},
	{"B3", W, "no free block overlaps another, nor a page owned, on a per-CPU list or isolated", NULL, b3_walk,
	 NULL},
	{"B4", W, "a page is marked as buddy if and only if it heads a block on the free list of its order", NULL,
	 b4_walk, NULL},
	{"B6", W, "nr_free of an order is the number of blocks on its lists", NULL, b6_walk, NULL},
	{"B7", W, "a free block's pages have no references and no flags that allocation checks", NULL, b7_walk, NULL},
	{"B8", W, "no two free buddies that may merge stand side by side", NULL, b8_walk, NULL},
	{"B9", W, "every page is free, on a per-CPU list, guarded, owned or reserved, and the sums agree", NULL,
	 b9_walk, NULL},
	{"B10", W, "an operation leaves every block that it may not touch as it was", NULL, b10_walk, NULL},
	{"B11", O, "an allocation returns what was free and asked for; it fails only below the watermarks", b11_op,
	 NULL, NULL},
	{"B12", O | W, "the bytes of an owned page change only through its owner, and move with it", b12_op, b12_walk,
	 NULL},
	{"B13", E, "after everything was given back and drained the figures are as after boot", NULL, NULL, b13_end},
	{"B14", O | W, "what an allocation returns is in the state that the preparation functions document", b14_op,
	 b14_walk, NULL},

	{"M1", W, "a free block lies on the list of its pageblock's type", NULL, m1_walk, NULL},
	{"M2", W, "a free block larger than a pageblock covers one type only", NULL, m2_walk, NULL},
	{"M3", W, "the counters of free pages are the sums over the lists", NULL, m3_walk, NULL},
	{"M4", W, "nr_isolate_pageblock is the number of isolated pageblocks", NULL, m4_walk, NULL},
	{"M5", W, "nr_reserved_highatomic matches the HIGHATOMIC pageblocks and its limit", NULL, m5_walk, NULL},
	{"M6", O | W, "a CMA area's pageblocks are CMA, and only who may use CMA gets a page there", m6_op, m6_walk,
	 NULL},
	{"M7", O, "nothing is taken from an isolated pageblock's free lists but by its isolator", m7_op, NULL, NULL},
	{"M8", O | W, "isolation that fails or is undone leaves types and counters as documented", m8_op, m8_walk,
	 NULL},
	{"M9", W, "isolated free pages are on the ISOLATE lists, all of them", NULL, m9_walk, NULL},
	{"M10", O | W, "an operation changes no isolation but its own", m10_op, m10_walk, NULL},
	{"M11", W, "CMA, ISOLATE and HIGHATOMIC blocks never merge with blocks of another type", NULL, m11_walk, NULL},
	{"M12", W, "contiguous, compaction positions, reported marks and cma_pages fit their zone", NULL, m12_walk,
	 NULL},

	{"C1", O | W, "a bitmap's bit is set if and only if a page of its granule is owned through cma_alloc()", c1_op,
	 c1_walk, NULL},
	{"C2", O, "a release clears only bits that were set", c2_op, NULL, NULL},
	{"C3", O, "a release that leaves the area is refused and changes nothing", c3_op, NULL, NULL},
	{"C4", O, "an allocation lies in its area, is aligned, and disjoint from all that is live", c4_op, NULL, NULL},
	{"C5", O, "a failed cma_alloc() leaves bitmap and types as they were", c5_op, NULL, NULL},
	{"C6", O, "allocated pages have one reference and are on no list, released ones have none", c6_op, NULL, NULL},
	{"C7", W, "areas are disjoint, each in one zone, and the totals agree", NULL, c7_walk, NULL},
	{"C8", O, "cma_alloc() fails only if no aligned window of clear bits could be freed", c8_op, NULL, NULL},
	{"C9", E, "every page of an area is in the buddy system or reserved, none is lost", NULL, NULL, c9_end},

	{"R1", O, "alloc_contig_range() owns exactly its range, or nothing", r1_op, NULL, NULL},
	{"R2", O, "free_contig_range() gives back every page once", r2_op, NULL, NULL},
	{"R3", O | W, "migration frees the source; a page that could not move is back where it was", r3_op, r3_walk,
	 NULL},
	{"R4", W, "a per-CPU list's count, orders, types and limits are right", NULL, r4_walk, NULL},
	{"R5", O | W, "lru_cache_disable, zone_pcp_disable and isolated pages are balanced", r5_op, r5_walk, NULL},
	{"R6", O | W, "what an interface refuses has no effect", r6_op, r6_walk, NULL},
	{"R7", W, "watermarks, boost and lowmem_reserve match their formulas", NULL, r7_walk, NULL},
	{"R8", O, "a scanner never leaves its zone or range", r8_op, NULL, NULL},

	/* Enforced elsewhere; they stand here so that every id of a finding has its statement. */
	/* K1, K2, K4: where they happen; fuzz/host.c makes findings of what core_host_report() is told. */
	{"K1", O, "locks, interrupts and preemption are as they were when an operation returns", NULL, NULL, NULL},
	{"K2", O, "nothing that may sleep is called in atomic context", NULL, NULL, NULL},
	{"K4", O, "no BUG, WARN, bad page, panic or sanitizer report", NULL, NULL, NULL},
	/* T1: whoever replays compares the digests of two runs. */
	{"T1", E, "the same input gives the same trace in every engine, process and run", NULL, NULL, NULL},
};

const unsigned int invariant_count = sizeof(invariants) / sizeof(invariants[0]);
