// SPDX-License-Identifier: GPL-2.0
/* processes.c - anonymous memory: what faults, fork and exit do, and the proofs of what is checked of it. */
#include <string.h>

#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "lang/text.h"
#include "op/common.h"
#include "props/state.h"
#include "props/suite/scene.h"
#include "run/run.h"

TestSuite(processes, .init = scene_start);

static unsigned long fault(unsigned int process, unsigned long page, int write, unsigned long *count)
{
	unsigned long first;
	int err;

	core_op_begin();
	err = core_process_fault(process, page, write, &first, count);
	core_op_end();
	cr_assert_eq(err, 0);
	return core_process_page(process, page);
}

static int do_fork(unsigned int from, unsigned int to)
{
	int err;

	core_op_begin();
	err = core_process_fork(from, to);
	core_op_end();
	return err;
}

static unsigned int given_up(unsigned int process)
{
	const struct core_move *move;
	unsigned int i, count = 0, moves;

	core_op_begin();
	core_process_exit(process);
	core_op_end();
	moves = core_moves(&move);
	for (i = 0; i < moves; i++)
		count += move[i].to == CORE_NO_PFN;
	return count;
}

Test(processes, read_then_write)
{
	unsigned long count, pfn;

	scene_begin(NULL);
	cr_expect_eq(fault(0, 3, 0, &count), CORE_NO_PFN, "the page of zeroes is nobody's");
	cr_expect_eq(count, 0);
	pfn = fault(0, 3, 1, &count);
	cr_expect_neq(pfn, CORE_NO_PFN);
	cr_expect_eq(count, 1);
	cr_expect_eq(fault(0, 3, 1, &count), pfn, "it has a page already");
	cr_expect_eq(count, 0);
	cr_expect_eq(given_up(0), 1);
	cr_expect_not(core_process_lives(0));
}

Test(processes, copy_on_write)
{
	unsigned long count, shared;

	scene_begin(NULL);
	shared = fault(0, 0, 1, &count);
	cr_assert_eq(do_fork(0, 2), 0);
	cr_expect_eq(core_process_page(2, 0), shared);
	cr_expect_neq(fault(2, 0, 1, &count), shared);
	cr_expect_eq(core_process_page(0, 0), shared);
	cr_expect_eq(given_up(2), 1, "the copy");
	cr_expect_eq(fault(0, 0, 1, &count), shared, "the only one left need not copy");
	cr_expect_eq(given_up(0), 1);
}

/* Every second process asks for huge pages. */
Test(processes, huge)
{
	unsigned long count;

	scene_begin(NULL);
	fault(0, 0, 1, &count);
	cr_expect_eq(count, 1);
	fault(1, 0, 1, &count);
	if (scene.build->cache_order && scene.build->block_order <= 6)
		cr_expect_eq(count, 1ul << scene.build->block_order);
	given_up(0);
	given_up(1);
}

Test(processes, tables_are_counted)
{
	unsigned long count;
	struct core_view *view;

	fair_scene(NULL);
	fault(0, 0, 0, &count);
	view = view_copy();
	cr_expect_gt(view->tables, 0);
	cr_expect_not(finds_view("B9", NULL, COST_WALK, view), "found %s", found());
	view->tables++;
	expect_in_view("B9:tables", view);
}

Test(processes, table_in_an_area)
{
	struct core_view *view;
	unsigned long pfn;

	fair_scene(NULL);
	pfn = place_find(PLACE_AREA_OWNED);
	if (pfn == CORE_NO_PFN)
		return;
	view = view_copy();
	scene.model->owner[pfn - scene.machine->start_pfn] = MODEL_NONE;
	*view_word(pfn) |= CORE_PG_TABLE;
	view->tables++;
	expect_in_view("M6:table", view);
}

/* What a process wrote is something else when its child copies it. */
static void spoil(void *arg, const struct run *r, int at, const struct op *op)
{
	uint64_t *bytes;

	(void)arg;
	(void)r;
	(void)op;
	if (at != 1)
		return;
	bytes = core_page_bytes(core_process_page(0, 0));
	*bytes ^= 1;
}

Test(processes, copy_is_compared)
{
	static const char text[] =
		"mmfuzz 2\nmachine flat\nprocess_fault process=0 page=0 write=yes\nprocess_fork nth=0\n"
		"process_fault process=1 page=0 write=yes\n";
	struct run_options options = {.walk_every = WALK_AT_END, .observe = spoil};
	static struct program p;
	struct run_result result;
	char error[256] = "";

	cr_assert(text_assemble(&p, "", text, strlen(text), error, sizeof(error)), "%s", error);
	run_program(&p, &options, &result);
	cr_expect(verdict_has(verdict, "B12:copy"));
	proven("B12:copy");
}

/* A child's copy may be a page that was reclaimed for it in the same operation. */
Test(processes, copy_of_pinned)
{
	static const char text[] =
		"mmfuzz 2\nmachine small\nprocess_fault process=3 page=0 write=no\n"
		"cache_read_many file=0 index=0 count=11\nprocess_pin nth=0\nprocess_fork nth=0\nprocess_fork nth=0\n";
	struct run_options options = {.walk_every = 1};
	static struct program p;
	struct run_result result;
	char error[256] = "";

	cr_assert(text_assemble(&p, "", text, strlen(text), error, sizeof(error)), "%s", error);
	run_program(&p, &options, &result);
	cr_expect_not(verdict->findings, "found %s", found());
}

/* A process's page that is in the model, too: its slot. */
static unsigned int add_page(void)
{
	struct object page = {.kind = OBJECT_ANON, .count = 1, .needed = 1};
	unsigned long count;
	unsigned int slot;

	scene_begin("flat");
	page.pfn = fault(0, 0, 1, &count);
	slot = model_add(scene.model, &page);
	cr_assert_not(finds("none", NULL, COST_WALK) || verdict->findings, "found %s before", found());
	return slot;
}

Test(processes, r3_unmapped)
{
	scene.model->object[add_page()].index++;
	expect_finding("R3:mapping", NULL, COST_WALK);
	expect_finding("R3:unmapped", NULL, COST_WALK);
}

/* Only the process may give it up. */
Test(processes, r3_lost)
{
	const struct core_move *moves;

	add_page();
	core_op_begin();
	core_process_advise(0, 0, 1, CORE_ADVICE_DONTNEED);
	core_op_end();
	cr_assert_eq(core_moves(&moves), 1);
	cr_assert(moves->dropped);
	((struct core_move *)moves)->dropped = false;
	follow_moves(scene.model);
	cr_expect(verdict_has(verdict, "R3:lost"), "found %s", found());
	proven("R3:lost");
}

/* The kernel takes a page that was freed lazily; in the model it was not. */
Test(processes, r3_lost_lazily)
{
	const struct core_move *moves;

	add_page();
	core_op_begin();
	cr_assert_eq(core_process_advise(0, 0, 1, CORE_ADVICE_FREE), 0);
	core_lru_drain(CORE_MAX_CPUS);
	cr_assert_eq(core_process_advise(0, 0, 1, CORE_ADVICE_PAGEOUT), 0);
	core_op_end();
	cr_assert_eq(core_moves(&moves), 1);
	cr_assert_eq(moves->to, CORE_NO_PFN);
	follow_moves(scene.model);
	cr_expect(verdict_has(verdict, "R3:lost"), "found %s", found());
}

/* It locks its memory too late. */
Test(processes, r3_mlocked)
{
	if (!core_build()->swap || core_build()->generations)
		cr_skip_test("this profile has no swap, or, with generations, leaves one that is so small alone");
	scene.model->object[add_page()].mlocked = true;
	core_op_begin();
	cr_assert_eq(core_swap_on(8), 0);
	cr_assert_eq(core_process_advise(0, 0, 1, CORE_ADVICE_PAGEOUT), 0);
	cr_assert_eq(core_swap_written(), 0);
	core_lru_drain(CORE_MAX_CPUS);
	core_tick(1000);
	core_op_end();
	core_op_begin();
	core_reclaim(CORE_GFP_MOVABLE, 0);
	cr_assert_eq(core_process_lock(0, 1), 0);
	core_op_end();
	follow_moves(scene.model);
	cr_expect(verdict_has(verdict, "R3:mlocked"), "found %s", found());
	proven("R3:mlocked");
}

/* Somebody counts a pin that never was: of a page that lies in an area. */
Test(processes, m6_pinned)
{
	struct object *page;
	struct core_view *view;

	page = &scene.model->object[add_page()];
	page->longterm = 1;
	view = view_copy();
	cr_expect_not(finds_view("M6", NULL, COST_WALK, view), "found %s", found());
	*view_block(page->pfn) = CORE_CMA;
	expect_in_view("M6:pinned", view);
}

static unsigned long movable_zone_start(void)
{
	const struct core_zone *z;

	for (z = scene.machine->zone; z < scene.machine->zone + scene.machine->zones; z++)
		if (!strcmp(z->name, "Movable") && z->start_pfn < z->end_pfn)
			return z->start_pfn;
	return CORE_NO_PFN;
}

static void pinned_at(unsigned long pfn, enum core_type type)
{
	struct object page = {.kind = OBJECT_ANON, .count = 1, .longterm = 1};
	struct core_view *view;
	unsigned long count;

	cr_assert_neq(pfn, CORE_NO_PFN);
	page.pfn = fault(0, 0, 1, &count);
	scene.model->object[model_add(scene.model, &page)].pfn = pfn;
	view = view_copy();
	*view_block(pfn) = type;
	expect_in_view("M6:pinned", view);
}

/* In the zone whose memory may be unplugged, or in an area whose pageblock is held isolated. */
Test(processes, m6_pinned_elsewhere)
{
	scene_begin("ragged");
	pinned_at(movable_zone_start(), CORE_MOVABLE);
	scene_begin("halfcma");
	pinned_at(scene.machine->area[0].pfn, CORE_ISOLATE);
}

/* What is pinned for long leaves the area, and stays where it is then. */
Test(processes, pin_leaves_area)
{
	unsigned long count, pfn = CORE_NO_PFN, page;

	scene_begin("halfcma");
	for (page = 0; page < CORE_PROCESS_PAGES && area_of(scene.machine, pfn) >= CORE_MAX_AREAS; page++) {
		core_alloc(CORE_GFP_UNMOVABLE, scene.build->block_order);
		pfn = fault(0, page, 1, &count);
	}
	if (area_of(scene.machine, pfn) >= CORE_MAX_AREAS)
		return;
	page--;
	cr_expect(core_process_writable(0, page));
	core_op_begin();
	cr_expect_eq(core_process_pin(0, page), 0);
	core_op_end();
	cr_expect_neq(core_process_page(0, page), pfn);
	cr_expect_eq(area_of(scene.machine, core_process_page(0, page)), CORE_MAX_AREAS);
	core_process_unpin(core_process_page(0, page));
}
