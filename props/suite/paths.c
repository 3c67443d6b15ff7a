// SPDX-License-Identifier: GPL-2.0
/*
 * paths.c - the deep paths are there: what a program can only reach if boot left the kernel as a real one does.
 */
#include <criterion/criterion.h>

#include "scene.h"

TestSuite(paths, .init = scene_start);

enum {
	PAGES = 4096,
};

/* Fills the machine with movable pages; their number. */
static unsigned int fill(unsigned long pfn[PAGES])
{
	unsigned int class = class_of("movable"), n;

	for (n = 0; n < PAGES; n++) {
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
	static unsigned long pfn[PAGES];
	unsigned int i, n;

	scene_begin("flat");
	n = fill(pfn);
	cr_assert_gt(n, 1000, "only %u pages", n);
	/* What lies below the watermarks, too, which may be in larger blocks. */
	while (core_alloc(class_of("memalloc"), 0) != CORE_NO_PFN)
		;
	for (i = 0; i < n; i += 2) {
		core_movable_put(pfn[i]);
		core_free(pfn[i], 0);
	}
	core_drain(CORE_MAX_CPUS);
}

/* An allocation that may wait compacts, and so succeeds. */
Test(paths, direct_compaction)
{
	const struct core_move *moves;

	fragment();
	core_op_begin();
	cr_expect_neq(core_alloc(class_of("unmovable"), 4), CORE_NO_PFN, "nothing was compacted");
	cr_expect_gt(core_moves(&moves), 0, "nothing was moved");
	core_op_end();
}

/* One that may not wait does not. */
Test(paths, no_compaction_without_waiting)
{
	const struct core_move *moves;

	fragment();
	core_op_begin();
	cr_expect_eq(core_alloc(class_of("nowait"), 4), CORE_NO_PFN, "a block was there without compaction");
	cr_expect_eq(core_moves(&moves), 0, "pages were moved");
	core_op_end();
}
