// SPDX-License-Identifier: GPL-2.0
/*
 * false_records.c - checkers that compare the record of an operation with the state are proven by false records: the
 * operation is real; its record, the model or a copy of the view is altered.
 */
#include <errno.h>
#include <string.h>

#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "props/suite/scene.h"

TestSuite(false_records, .init = scene_start);

/* ---------------------------------------------------------------- allocation */

Test(false_records, b11_what_is_returned)
{
	struct op_record op, other;

	fair_scene("ragged");
	op = scene_alloc("unmovable", 1);
	cr_assert_not(finds("none", &op, COST_OP) || verdict->findings, "found %s", found());
	scene.model->taken = op.pfn + 1;
	expect_finding("B11:owned", &op, COST_OP);
	scene.model->taken = CORE_NO_PFN;
	other = op;
	other.pfn++;
	expect_finding("B11:alignment", &other, COST_OP);
	other = op;
	other.gfp = class_of("dma32");
	if (zone_of(scene.machine, op.pfn) && core_build()->dma32)
		expect_finding("B11:zone", &other, COST_OP);
	other.pfn = scene.machine->end_pfn;
	expect_finding("B11:zone", &other, COST_OP);
}

static unsigned long find_reserved(void)
{
	unsigned long pfn;

	for (pfn = scene.machine->start_pfn; pfn < scene.machine->end_pfn; pfn++)
		if (core_view_page(pfn) & CORE_PG_RESERVED)
			return pfn;
	return CORE_NO_PFN;
}

Test(false_records, b11_reserved)
{
	struct op_record op = new_record(OP_KIND_ALLOC, true);

	fair_scene("ragged");
	op.gfp = class_of("movable");
	op.pfn = find_reserved();
	if (op.pfn != CORE_NO_PFN)
		expect_finding("B11:reserved", &op, COST_OP);
}

Test(false_records, b11_refused)
{
	struct op_record op = new_record(OP_KIND_ALLOC, false);

	fair_scene("flat");
	op.gfp = class_of("unmovable");
	expect_finding("B11:refused", &op, COST_OP);
	op.order = 3;
	expect_finding("B11:refused", &op, COST_OP);
}

Test(false_records, b12_zero_and_stamps)
{
	struct op_record op;

	fair_scene("ragged");
	op = scene_alloc("zero", 0);
	cr_expect_not(finds("B12", &op, COST_OP), "found %s", found());
	scene.model->dirty = op.pfn;
	expect_finding("B12:not-zero", &op, COST_OP);
}

Test(false_records, b14_fresh_pages)
{
	struct op_record op, other;

	fair_scene("ragged");
	op = scene_alloc("unmovable", 2);
	cr_expect_not(finds("B14", &op, COST_OP), "found %s", found());
	other = op;
	other.gfp = class_of("compound");
	expect_finding("B14:compound", &other, COST_OP);
	other = op;
	other.kind = OP_KIND_CONTIG_ALLOC;
	expect_finding("B14:reference", &other, COST_OP);
	op = scene_alloc("compound", 2);
	other = op;
	other.gfp = class_of("unmovable");
	expect_finding("B14", &other, COST_OP);
	other = op;
	other.pfn = place_find(PLACE_FREE_HEAD);
	other.order = 0;
	expect_finding("B14", &other, COST_OP);
}

/* ---------------------------------------------------------------- free blocks */

Test(false_records, b2_order_of_a_listed_block)
{
	struct core_view *view;
	unsigned long pfn;

	fair_scene("ragged");
	pfn = place_find(PLACE_FREE_HEAD);
	view = view_copy();
	*view_list(pfn) = CORE_ON_FREE | 15 << 3 | CORE_MOVABLE;
	expect_in_view("B2:order", view);
	view = view_copy();
	*view_list(pfn + 1) = CORE_ON_FREE | 1 << 3 | CORE_MOVABLE;
	*view_list(pfn) = 0;
	expect_in_view("B2:alignment", view);
}

Test(false_records, b3_overlaps)
{
	struct core_view *view;
	unsigned long pfn;

	fair_scene("ragged");
	view = view_copy();
	pfn = place_find(PLACE_FREE_TAIL);
	*view_list(pfn) = CORE_ON_FREE;
	expect_in_view("B3:free", view);
	*view_list(pfn) = CORE_ON_PCP_TAIL;
	expect_in_view("B3:per-cpu", view);
	*view_list(pfn) = 0;
	*view_word(pfn) |= CORE_PG_ISOLATED;
	expect_in_view("B3:isolated", view);
}

Test(false_records, b3_owned)
{
	unsigned long pfn;

	fair_scene("ragged");
	pfn = place_find(PLACE_FREE_TAIL);
	scene.model->owner[pfn - scene.model->start_pfn] = 0;
	expect_finding("B3:owned", NULL, COST_WALK);
	scene.model->owner[pfn - scene.model->start_pfn] = MODEL_NONE;
	scene.model->owner[pfn - 1 - scene.model->start_pfn] = 0;
	expect_finding("B3:owned", NULL, COST_WALK);
}

/* Splits the free block at pfn in two halves, in the copy of the view. */
static void split_in_view(struct core_view *view, unsigned long pfn)
{
	unsigned int order = CORE_PG_ORDER(*view_word(pfn)) - 1;
	struct core_view_zone *z = &view->zone[zone_of(scene.machine, pfn)];
	unsigned int word = (*view_word(pfn) & ~(31u << CORE_PG_ORDER_SHIFT)) | order << CORE_PG_ORDER_SHIFT;
	unsigned char list = (*view_list(pfn) & (CORE_ON_FREE | 7)) | order << 3;

	*view_word(pfn) = *view_word(pfn + (1ul << order)) = word;
	*view_list(pfn) = *view_list(pfn + (1ul << order)) = list;
	z->listed[order + 1]--;
	z->nr_free[order + 1]--;
	z->listed[order] += 2;
	z->nr_free[order] += 2;
}

Test(false_records, b8_unmerged)
{
	struct core_view *view;
	unsigned long pfn;

	fair_scene("ragged");
	pfn = place_find(PLACE_FREE_HEAD);
	view = view_copy();
	split_in_view(view, pfn);
	expect_in_view("B8", view);
	if (!has_big_blocks())
		return;
	pfn = place_find(PLACE_BIG_TAIL) - (1ul << scene.build->block_order);
	view = view_copy();
	split_in_view(view, pfn);
	expect_in_view("B8", view);
	*view_block(pfn) = CORE_UNMOVABLE;
	*view_list(pfn) = (*view_list(pfn) & ~7) | CORE_UNMOVABLE;
	expect_in_view("B8", view);
	*view_block(pfn) = CORE_HIGHATOMIC;
	*view_list(pfn) = (*view_list(pfn) & ~7) | CORE_HIGHATOMIC;
	cr_expect_not(finds_view("B8", NULL, COST_WALK, view), "these may not merge: found %s", found());
}

Test(false_records, b10_other_zone)
{
	struct op_record op;
	struct core_view *view;
	unsigned long pfn;

	fair_scene("ragged");
	op = scene_free(model_pick(scene.model, OBJECT_PAGES, 0));
	cr_expect_not(finds("none", &op, COST_OP | COST_WALK) || verdict->findings, "found %s", found());
	op = scene_free(model_pick(scene.model, OBJECT_PAGES, 0));
	view = view_copy();
	for (pfn = scene.machine->start_pfn; pfn < scene.machine->end_pfn; pfn++)
		if (zone_of(scene.machine, pfn) != zone_of(scene.machine, op.pfn) && (*view_list(pfn) & CORE_ON_FREE))
			break;
	cr_assert_lt(pfn, scene.machine->end_pfn);
	*view_list(pfn) ^= 1 << 3;
	cr_expect(finds_view("B10", &op, COST_WALK, view), "found %s", found());
}

/* ---------------------------------------------------------------- types and isolation */

Test(false_records, m6_placed)
{
	struct op_record op = new_record(OP_KIND_ALLOC, true);

	fair_scene("ragged");
	op.gfp = class_of("unmovable");
	op.pfn = place_find(PLACE_AREA_FREE);
	expect_finding("M6:placed", &op, COST_OP);
}

Test(false_records, m7_taken_from_an_isolated_block)
{
	struct op_record op = new_record(OP_KIND_ALLOC, true);

	fair_scene("ragged");
	op.gfp = class_of("movable");
	op.pfn = place_find(PLACE_ISOLATED);
	/* A walk right before says that it was on no per-CPU list. */
	props_op_begin(scene.model, op.kind);
	expect_finding("M7:allocated", &op, COST_OP);
	op = new_record(OP_KIND_CONTIG_ALLOC, true);
	op.pfn = place_find(PLACE_ISOLATED);
	op.count = 1;
	expect_finding("M7:contiguous", &op, COST_OP);
}

Test(false_records, m8_failed_isolation)
{
	struct op_record op = new_record(OP_KIND_ISOLATE, false);

	fair_scene("ragged");
	op.pfn = place_find(PLACE_FREE_BLOCK);
	op.count = 1ul << scene.build->block_order;
	props_op_begin(scene.model, op.kind);
	core_damage(CORE_DAMAGE_BLOCK_TYPE, op.pfn, CORE_RECLAIMABLE);
	expect_finding("M8:failed", &op, COST_WALK);
	core_damage(CORE_DAMAGE_BLOCK_TYPE, op.pfn, CORE_ISOLATE);
	expect_finding("M8:type", &op, COST_OP);
}

Test(false_records, m13_isolated_or_not)
{
	struct op_record op = new_record(OP_KIND_ISOLATE, true);

	fair_scene("ragged");
	op.count = 1;
	op.pfn = place_find(PLACE_OWNED);
	expect_finding("M13:accepted", &op, COST_OP);
	op.ok = false;
	op.err = -EBUSY;
	op.count = 1ul << scene.build->block_order;
	op.pfn = place_find(PLACE_FREE_BLOCK);
	expect_finding("M13:refused", &op, COST_OP);
}

Test(false_records, m10_count)
{
	struct op_record op = new_record(OP_KIND_UNISOLATE, true);

	fair_scene("ragged");
	op.pfn = place_find(PLACE_ISOLATED);
	core_damage(CORE_DAMAGE_NR_ISOLATE, op.pfn, 1);
	expect_finding("M10:count", &op, COST_OP);
}

/* A zone that the kernel found to have another zone's page in a pageblock of its. */
Test(false_records, m12_contiguous)
{
	struct core_view *view;
	unsigned long pfn;
	unsigned int zone;

	fair_scene("flat");
	pfn = place_find(PLACE_LAST_ZONE);
	zone = zone_of(scene.machine, pfn);
	view = view_copy();
	view->zone[zone].contiguous = 1;
	*view_word(pfn) ^= 1u << CORE_PG_ZONE_SHIFT;
	expect_in_view("M12:contiguous", view);
	view = view_copy();
	view->zone[zone].cma_pages++;
	expect_in_view("M12:cma-pages", view);
}

/* ---------------------------------------------------------------- areas */

Test(false_records, c1_to_c4)
{
	struct op_record op, other;

	fair_scene("flat");
	op = scene_cma_alloc(0, 8, 3);
	cr_assert(op.ok);
	cr_expect_not(finds("none", &op, COST_OP) || verdict->findings, "found %s", found());
	core_damage(CORE_DAMAGE_CMA_BIT, op.pfn, 0);
	expect_finding("C1:clear", &op, COST_OP);
	core_damage(CORE_DAMAGE_CMA_BIT, op.pfn, 0);
	other = op;
	other.align = 9;
	if (op.pfn & 511)
		expect_finding("C4:alignment", &other, COST_OP);
	other = op;
	other.pfn = scene.machine->area[0].pfn - 1;
	expect_finding("C4:outside", &other, COST_OP);
	scene.model->taken = op.pfn;
	expect_finding("C4:owned", &op, COST_OP);
	scene.model->taken = CORE_NO_PFN;
	model_remove(scene.model, op.slot);
	op.kind = OP_KIND_CMA_RELEASE;
	op.slot = MODEL_NONE;
	expect_finding("C1:set", &op, COST_OP);
}

Test(false_records, c2_c3_release)
{
	struct op_record op, wrong;
	unsigned int slot;

	fair_scene("flat");
	slot = scene_cma_alloc(0, 4, 0).slot;
	op = scene_cma_release(slot);
	cr_expect_not(finds("none", &op, COST_OP) || verdict->findings, "found %s", found());
	/* Once more: the bits were clear before this one. */
	props_op_begin(scene.model, op.kind);
	expect_finding("C2", &op, COST_OP);
	wrong = op;
	wrong.misuse = true;
	wrong.pfn = scene.machine->area[0].pfn - 1;
	expect_finding("C3:accepted", &wrong, COST_OP);
	expect_finding("R6:accepted", &wrong, COST_OP);
	wrong.ok = false;
	cr_expect_not(finds("C3", &wrong, COST_OP), "found %s", found());
	core_damage(CORE_DAMAGE_CMA_BIT, op.pfn, 0);
	expect_finding("C3:bitmap", &wrong, COST_OP);
	op.ok = false;
	expect_finding("C3:refused", &op, COST_OP);
}

Test(false_records, c5_failed_allocation)
{
	struct op_record op = new_record(OP_KIND_CMA_ALLOC, false);

	fair_scene("flat");
	op.count = scene.machine->area[0].count + 1;
	props_op_begin(scene.model, op.kind);
	cr_expect_not(finds("C5", &op, COST_OP), "found %s", found());
	core_damage(CORE_DAMAGE_CMA_BIT, scene.machine->area[0].pfn, 0);
	expect_finding("C5:bitmap", &op, COST_OP);
	core_damage(CORE_DAMAGE_BLOCK_TYPE, scene.machine->area[0].pfn, CORE_ISOLATE);
	expect_finding("C5:types", &op, COST_OP);
}

Test(false_records, c6_references)
{
	struct op_record op;

	fair_scene("flat");
	op = scene_cma_alloc(0, 4, 0);
	cr_expect_not(finds("C6", &op, COST_OP), "found %s", found());
	core_damage(CORE_DAMAGE_REFCOUNT, op.pfn + 3, 2);
	expect_finding("C6:allocated", &op, COST_OP);
	expect_finding("B14:reference", &op, COST_OP);
	op.kind = OP_KIND_CMA_RELEASE;
	expect_finding("C6:released", &op, COST_OP);
}

Test(false_records, c7_areas)
{
	struct core_view *view;

	fair_scene("ragged");
	view = view_copy();
	view->area[1] = view->area[0];
	expect_in_view("C7:overlap", view);
	view = view_copy();
	view->area[0].pfn = scene.machine->end_pfn;
	expect_in_view("C7:zone", view);
	view = view_copy();
	view->area[0].available = 1;
	expect_in_view("C7:available", view);
	view = view_copy();
	view->area[0].order_per_bit++;
	expect_in_view("C7:declared", view);
}

Test(false_records, c8_refused)
{
	struct op_record op = new_record(OP_KIND_CMA_ALLOC, false);

	fair_scene("flat");
	if (core_cma_inner_error() == CORE_CMA_ERROR_UNKNOWN) {
		unprovable("C8:refused");
		cr_skip("this kernel does not report what the attempts met");
	}
	op.count = 16;
	op.align = 4;
	props_op_begin(scene.model, op.kind);
	core_op_begin();
	core_op_end();
	expect_finding("C8", &op, COST_OP);
	op.count = scene.machine->area[0].count;
	cr_expect_not(finds("C8", &op, COST_OP), "a part is allocated: found %s", found());
}

Test(false_records, r10_refused)
{
	struct op_record op = new_record(OP_KIND_OTHER, false);

	fair_scene("flat");
	op.searched = true;
	op.count = 16;
	expect_finding("R10", &op, COST_OP);
	op.injected = true;
	cr_expect_not(finds("R10", &op, COST_OP), "it was made to fail: found %s", found());
	op.injected = false;
	op.count = 1ul << 20;
	cr_expect_not(finds("R10", &op, COST_OP), "no zone has as much: found %s", found());
}

Test(false_records, c10_counts)
{
	struct op_record op;

	fair_scene("flat");
	op = scene_cma_alloc(0, 4, 0);
	cr_expect_not(finds("C10", &op, COST_OP), "found %s", found());
	op.ok = false;
	expect_finding("C10:succeeded", &op, COST_OP);
	expect_finding("C10:failed", &op, COST_OP);
}

/* ---------------------------------------------------------------- ranges and lists */

Test(false_records, r1_r2_kept)
{
	struct op_record op = new_record(OP_KIND_CONTIG_ALLOC, false);
	unsigned int slot;

	fair_scene("ragged");
	op.pfn = place_find(PLACE_OWNED);
	op.count = 1;
	cr_expect_not(finds("R1", &op, COST_OP), "found %s", found());
	slot = model_owner(scene.model, op.pfn);
	model_remove(scene.model, slot);
	expect_finding("R1:kept", &op, COST_OP);
	op.kind = OP_KIND_CONTIG_FREE;
	op.ok = true;
	expect_finding("R2:kept", &op, COST_OP);
}

Test(false_records, r3_r8_moves)
{
	struct op_record op = scene_move_pages(), other;
	const struct core_move *moves;
	struct core_view *view;

	cr_assert(op.ok);
	cr_assert_geq(core_moves(&moves), 1);
	cr_expect_not(finds("none", &op, COST_OP | COST_WALK) || verdict->findings, "found %s", found());
	other = op;
	other.pfn += op.count;
	expect_finding("R8", &other, COST_OP);
	core_damage(CORE_DAMAGE_REFCOUNT, moves[0].to, 0);
	expect_finding("R3:reference", &op, COST_OP);
	expect_finding("R3:reference", &op, COST_WALK);
	core_damage(CORE_DAMAGE_REFCOUNT, moves[0].to, 1);
	view = view_copy();
	*view_word(moves[0].to) &= ~CORE_PG_MOVABLE_OPS;
	expect_in_view("R3:mark", view);
	*view_word(moves[0].to) |= CORE_PG_MOVABLE_OPS | CORE_PG_ISOLATED;
	expect_in_view("R3:isolated", view);
	expect_in_view("R5:page-isolated", view);
	memset(core_page_bytes(moves[0].to), 0, scene.build->page_bytes);
	expect_finding("B12:moved", &op, COST_OP);
}

Test(false_records, r3_source)
{
	struct op_record op = scene_move_pages();
	const struct core_move *moves;

	cr_assert_geq(core_moves(&moves), 1);
	model_remove(scene.model, op.slot);
	expect_finding("R3:source", &op, COST_OP);
}

Test(false_records, r4_r5_disabled_lists)
{
	struct core_view *view;

	fair_scene("flat");
	core_pcp_disable(scene.machine->area[0].pfn);
	expect_finding("R5:mutex", NULL, COST_OP);
	expect_finding("R4:not-restored", NULL, COST_WALK);
	core_pcp_enable(scene.machine->area[0].pfn);
	cr_expect_not(finds("none", NULL, COST_OP | COST_WALK) || verdict->findings, "found %s", found());
	view = view_copy();
	view->zone[zone_of(scene.machine, scene.machine->area[0].pfn)].pcp[0].cma_off_movable = 1;
	expect_in_view("R4:cma", view);
}

Test(false_records, r6_effect)
{
	struct op_record op = new_record(OP_KIND_CMA_RELEASE, false);
	struct core_view *view;

	fair_scene("flat");
	op.misuse = true;
	op.pfn = scene.machine->area[0].pfn - 1;
	if (op.pfn < scene.machine->start_pfn)
		op.pfn += scene.machine->area[0].count + 1;
	op.count = 1;
	props_op_begin(scene.model, op.kind);
	view = view_copy();
	cr_expect_not(finds_view("R6", &op, COST_WALK, view), "found %s", found());
	props_op_begin(scene.model, op.kind);
	*view_block(op.pfn) ^= 1;
	cr_expect(finds_view("R6:effect", &op, COST_WALK, view), "found %s", found());
}
