// SPDX-License-Identifier: GPL-2.0
/*
 * paths.c - the deep paths are there: what a program can only reach if boot left the kernel as a real one does.
 */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "scene.h"

TestSuite(paths, .init = scene_start);

/* Fills the machine with movable pages; their number. */
static unsigned int fill(unsigned long *pfn, unsigned int max)
{
	unsigned int class = class_of("movable"), n;

	for (n = 0; n < max; n++) {
		pfn[n] = core_alloc(class, 0);
		if (pfn[n] == CORE_NO_PFN)
			break;
		core_movable_get(pfn[n]);
	}
	return n;
}

/* A machine in which memory is free in single pages only. */
static void fragment(void)
{
	unsigned long *pfn;
	unsigned int i, n;

	scene_begin("flat");
	n = scene.machine->end_pfn - scene.machine->start_pfn;
	pfn = malloc(n * sizeof(*pfn));
	cr_assert(pfn);
	n = fill(pfn, n);
	cr_assert_gt(n, 1000, "only %u pages", n);
	/* What lies on other lists or below the watermarks, too, which may be in larger blocks. */
	core_drain(CORE_MAX_CPUS);
	while (core_alloc(class_of("memalloc"), 0) != CORE_NO_PFN)
		;
	for (i = 0; i < n; i++) {
		if (pfn[i] % 2)
			continue;
		core_movable_put(pfn[i]);
		core_free(pfn[i], 0);
	}
	free(pfn);
	core_drain(CORE_MAX_CPUS);
}

/* Allocates a pageblock in the fragmented machine: whether it succeeded, and whether pages were moved for it. */
static void expect_compaction(const char *class, bool compacts)
{
	const struct core_move *moves;

	if (!core_build()->movable_ops)
		cr_skip_test("no compaction");
	fragment();
	core_op_begin();
	cr_expect_eq(core_alloc(class_of(class), scene.build->block_order) != CORE_NO_PFN, compacts, "%s", class);
	cr_expect_eq(core_moves(&moves) > 0, compacts, "%s: %u pages were moved", class, core_moves(&moves));
	core_op_end();
}

Test(paths, who_may_wait_compacts)
{
	expect_compaction("unmovable", true);
}

Test(paths, who_may_not_wait_does_not)
{
	expect_compaction("nowait", false);
}
