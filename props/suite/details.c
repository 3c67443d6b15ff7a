// SPDX-License-Identifier: GPL-2.0
/*
 * details.c - signatures whose proof takes a separate scene: each detail of each invariant is seen somewhere in this
 * suite (ci/checks/proven).
 */
#include <string.h>

#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "lang/text.h"
#include "props/suite/scene.h"
#include "run/run.h"

TestSuite(details, .init = scene_start);

/* ---------------------------------------------------------------- free blocks and lists */

/* A page of the view that heads a block on a per-CPU list; CORE_NO_PFN if there is none. */
static unsigned long find_on_pcp(void)
{
	unsigned long pfn;

	for (pfn = scene.machine->start_pfn; pfn < scene.machine->end_pfn; pfn++)
		if ((*view_list(pfn) & (CORE_ON_FREE | CORE_ON_PCP)) == CORE_ON_PCP)
			return pfn;
	return CORE_NO_PFN;
}

Test(details, b3_page_of_a_per_cpu_list_owned)
{
	unsigned long pfn;

	fair_scene("ragged");
	scene_free(model_pick(scene.model, OBJECT_PAGES, 0));
	view_copy();
	pfn = find_on_pcp();
	cr_assert_neq(pfn, CORE_NO_PFN);
	scene.model->owner[pfn - scene.model->start_pfn] = 0;
	expect_finding("B3:per-cpu-owned", NULL, COST_WALK);
}

static void expect_fault(const char *id, enum core_list_error error, int pcp)
{
	struct core_view *view = view_copy();

	view->faults = 1;
	view->fault[0] = (struct core_list_fault){.error = error, .pcp = pcp, .pfn = scene.machine->start_pfn};
	expect_in_view(id, view);
}

Test(details, faults_of_lists)
{
	fair_scene("ragged");
	expect_fault("B5:back", CORE_LIST_BACK, 0);
	expect_fault("B5:twice", CORE_LIST_TWICE, 0);
	expect_fault("B5:wild", CORE_LIST_WILD, 0);
	expect_fault("R4:order", CORE_LIST_ORDER, 1);
	expect_fault("R4:zone", CORE_LIST_ZONE, 1);
}

Test(details, b9_owned_and_reserved)
{
	struct core_view *view;

	fair_scene("ragged");
	view = view_copy();
	*view_word(place_find(PLACE_OWNED)) |= CORE_PG_RESERVED;
	expect_in_view("B9:reserved", view);
}

Test(details, b11_below_the_watermark)
{
	struct op_record op;

	fair_scene("flat");
	op = scene_alloc("unmovable", 0);
	core_damage(CORE_DAMAGE_STAT_FREE, op.pfn, -(1l << 40));
	expect_finding("B11:below", &op, COST_OP);
}

Test(details, b13_free_pages_of_areas)
{
	struct core_view *view;

	scene_begin("ragged");
	view = view_copy();
	view->zone[zone_of(scene.machine, scene.machine->area[0].pfn)].free_by_type[CORE_CMA]++;
	cr_expect(finds_view("B13:free-cma", NULL, COST_END, view), "found %s", found());
}

Test(details, b14_state)
{
	struct op_record op;

	fair_scene("ragged");
	op = scene_alloc("unmovable", 0);
	core_damage(CORE_DAMAGE_BUDDY_MARK, op.pfn, 0);
	expect_finding("B14:state", &op, COST_OP);
}

/* ---------------------------------------------------------------- what a run sees itself */

static void corrupt(void *arg, const struct run *r, int at, const struct op *op)
{
	(void)arg;
	(void)op;
	if (at == 0)
		memset(core_page_bytes(r->rec.pfn), 0, core_build()->page_bytes);
}

/* What the model had as movable is not any more. */
static void pin_down(void *arg, const struct run *r, int at, const struct op *op)
{
	struct object object;

	(void)arg;
	(void)op;
	while (at == 0 && r->model->live_count[OBJECT_MOVABLE]) {
		object = r->model->object[r->model->live[OBJECT_MOVABLE][0]];
		model_remove(r->model, r->model->live[OBJECT_MOVABLE][0]);
		object.kind = OBJECT_PAGES;
		model_add(r->model, &object);
	}
}

/* Runs a program while somebody meddles after its first operation. */
static bool run_finds(const char *signature, const char *text,
		      void (*meddle)(void *arg, const struct run *r, int at, const struct op *op))
{
	struct run_options options = {.walk_every = WALK_AT_END, .observe = meddle};
	static struct program p;
	struct run_result result;
	char error[256] = "";
	unsigned int i;

	cr_assert(text_assemble(&p, "", text, strlen(text), error, sizeof(error)), "%s", error);
	run_program(&p, &options, &result);
	for (i = 0; i < verdict->findings; i++)
		if (!strcmp(verdict->finding[i].signature, signature)) {
			proven(signature);
			return true;
		}
	return false;
}

Test(details, b12_stamp)
{
	cr_expect(run_finds("B12:stamp", "mmfuzz 2\nmachine flat\nalloc\nfree\n", corrupt), "found %s", found());
}

Test(details, b3_migration)
{
	static const char text[] = "mmfuzz 2\nmachine halfcma\nmovable_many count=64\n"
				   "repeat 64 {\ncma_alloc area=0 count=96\n}\n";

	if (!core_build()->movable_ops || core_build()->block_order > 9)
		cr_skip_test("nothing moves here");
	cr_expect(run_finds("B3:migration", text, pin_down), "found %s", found());
}

/* ---------------------------------------------------------------- types */

Test(details, m3_further_counters)
{
	struct core_view *view;

	fair_scene("ragged");
	view = view_copy();
	view->zone[0].stat_free_highatomic = 1 << 20;
	expect_in_view("M3:free-highatomic", view);
	view = view_copy();
	view->zone[0].stat_free_blocks = 1 << 20;
	expect_in_view("M3:free-blocks", view);
}

Test(details, m7_r1_r3_moved)
{
	struct op_record op = scene_move_pages();
	const struct core_move *moves;
	struct core_view *view;

	cr_assert_geq(core_moves(&moves), 1);
	view = view_copy();
	*view_word(moves[0].to) |= CORE_PG_LOCKED;
	expect_in_view("R3:locked", view);
	scene.model->taken = op.pfn;
	expect_finding("R1:owned", &op, COST_OP);
	scene.model->taken = CORE_NO_PFN;
	/* A walk right before says that it was on no per-CPU list. */
	finds("none", NULL, COST_WALK);
	props_op_begin(scene.model, op.kind);
	scene.model->isolated[model_block(scene.model, moves[0].to)] = 1;
	expect_finding("M7:moved", &op, COST_OP);
}

/* ---------------------------------------------------------------- per-CPU lists, balance, watermarks */

Test(details, r4_limits)
{
	struct core_view *view;

	fair_scene("ragged");
	if (scene.build->cpus < 2)
		cr_skip_test("one CPU");
	view = view_copy();
	view->zone[zone_of(scene.machine, place_find(PLACE_OWNED))].pcp[1].batch++;
	expect_in_view("R4:limits", view);
}

Test(details, r4_disabled)
{
	struct core_view_zone *zone;
	struct core_view *view;
	unsigned long pfn;

	scene_begin("flat");
	pfn = place_find(PLACE_FREE_BLOCK);
	cr_assert(scene_isolate(pfn, 1ul << scene.build->block_order, true).ok);
	cr_assert_not(finds("none", NULL, COST_WALK) || verdict->findings, "found %s before", found());
	view = view_copy();
	zone = &view->zone[zone_of(scene.machine, pfn)];
	zone->pcp[0].high_max = 5;
	expect_in_view("R4:not-disabled", view);
	view = view_copy();
	zone = &view->zone[zone_of(scene.machine, pfn)];
	zone->pcp[0].listed = zone->pcp[0].count = 1;
	expect_in_view("R4:disabled", view);
}

Test(details, r5_lru_disabled)
{
	struct op_record op = new_record(OP_KIND_OTHER, true);

	fair_scene("ragged");
	core_damage(CORE_DAMAGE_LRU_DISABLE, CORE_NO_PFN, 1);
	expect_finding("R5:lru-disable", &op, COST_OP);
}

Test(details, r7_boost_and_total)
{
	struct core_view *view;

	fair_scene("ragged");
	view = view_copy();
	view->zone[zone_of(scene.machine, place_find(PLACE_OWNED))].wmark_boost = 1ul << 40;
	expect_in_view("R7:boost", view);
	view = view_copy();
	view->totalreserve++;
	expect_in_view("R7:total-reserve", view);
}
