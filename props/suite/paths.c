// SPDX-License-Identifier: GPL-2.0
/*
 * paths.c - the deep paths are there: what a program can only reach if boot left the kernel as a real one does.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "props/suite/scene.h"

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
	if (core_build()->block_order > 12)
		cr_skip_test("a pageblock is more than one allocation compacts for");
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

/* ---------------------------------------------------------------- settings that a machine switches on */

static void begin_on(const char *machine)
{
	scene_begin(machine);
	if (strcmp(scene.machine->name, machine))
		cr_skip_test("no machine %s in this profile", machine);
}

/* A page that was allocated, filled with `fill`, freed, and allocated again. */
static const unsigned char *used_page(int fill)
{
	unsigned int class = class_of("unmovable");
	unsigned long pfn = core_alloc(class, 0), again;

	cr_assert_neq(pfn, CORE_NO_PFN);
	memset(core_page_bytes(pfn), fill, scene.build->page_bytes);
	core_free(pfn, 0);
	again = core_alloc(class, 0);
	cr_assert_eq(again, pfn, "the page freed last is not handed out first");
	return core_page_bytes(again);
}

Test(paths, freed_pages_keep_their_bytes)
{
	begin_on("flat");
	cr_expect_eq(used_page(0x5a)[100], 0x5a);
}

Test(paths, freed_pages_are_filled)
{
	begin_on("poison");
	cr_expect_eq(used_page(0x5a)[100], 0xaa);
}

Test(paths, freed_pages_are_cleared)
{
	begin_on("initfree");
	cr_expect_eq(used_page(0x5a)[100], 0);
}

Test(paths, split_blocks_leave_guard_pages)
{
	const struct core_view *view;
	unsigned long i, guards = 0;

	begin_on("guard");
	cr_expect_gt(scene.machine->guard_order, 0);
	core_alloc(class_of("unmovable"), 0);
	view = core_view();
	for (i = 0; i < view->end_pfn - view->start_pfn; i++)
		guards += !!(view->page[i] & CORE_PG_GUARD);
	cr_expect_gt(guards, 0);
}
