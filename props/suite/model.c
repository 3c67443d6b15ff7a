// SPDX-License-Identifier: GPL-2.0
/*
 * model.c - the reference model by itself: ownership, order of the live objects, cuts, moves and stamps.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "props/suite/scene.h"

TestSuite(model, .init = scene_start);

/* Real pages, since stamps are written into them: one range that the kernel gave. */
static unsigned long begin(unsigned long count)
{
	struct op_record op;

	scene_begin("flat");
	op = scene_cma_alloc(0, count, 4);
	cr_assert(op.ok);
	model_remove(scene.model, op.slot);
	return op.pfn;
}

static unsigned int add(enum object_kind kind, unsigned long pfn, unsigned long count)
{
	struct object object = {.kind = kind, .pfn = pfn, .count = count};

	return model_add(scene.model, &object);
}

static bool owns(unsigned int slot, unsigned long pfn, unsigned long count)
{
	for (; count; pfn++, count--)
		if (model_owner(scene.model, pfn) != slot)
			return false;
	return true;
}

static bool stamped(unsigned int slot)
{
	return model_check_stamp(scene.model, slot) == CORE_NO_PFN;
}

Test(model, owns_what_was_added)
{
	unsigned long pfn = begin(16);
	unsigned int slot = add(OBJECT_CMA, pfn, 16);

	cr_expect(owns(slot, pfn, 16));
	cr_expect(owns(MODEL_NONE, pfn - 1, 1) && owns(MODEL_NONE, pfn + 16, 1));
	cr_expect(stamped(slot));
	cr_expect_eq(scene.model->taken, CORE_NO_PFN);
	model_remove(scene.model, slot);
	cr_expect(owns(MODEL_NONE, pfn, 16));
	cr_expect_eq(scene.model->live_count[OBJECT_CMA], 0);
}

Test(model, nobody_outside_the_machine)
{
	begin(1);
	cr_expect_eq(model_owner(scene.model, scene.machine->start_pfn - 1), MODEL_NONE);
	cr_expect_eq(model_owner(scene.model, scene.machine->end_pfn), MODEL_NONE);
}

Test(model, tells_what_was_taken)
{
	unsigned long pfn = begin(16);
	unsigned int first = add(OBJECT_CONTIG, pfn, 8), second = add(OBJECT_CONTIG, pfn + 6, 4);

	cr_expect_eq(scene.model->taken, pfn + 6);
	cr_expect(owns(first, pfn, 6) && owns(second, pfn + 6, 4));
	model_remove(scene.model, first);
	cr_expect(owns(MODEL_NONE, pfn, 6) && owns(second, pfn + 6, 4), "the younger keeps its pages");
}

Test(model, picks_from_the_newest)
{
	unsigned long pfn = begin(3);
	unsigned int slot[3], i;

	cr_expect_eq(model_pick(scene.model, OBJECT_PAGES, 0), MODEL_NONE);
	for (i = 0; i < 3; i++)
		slot[i] = add(OBJECT_PAGES, pfn + i, 1);
	for (i = 0; i < 6; i++)
		cr_expect_eq(model_pick(scene.model, OBJECT_PAGES, i), slot[2 - i % 3]);
	model_remove(scene.model, slot[1]);
	cr_expect_eq(model_pick(scene.model, OBJECT_PAGES, 0), slot[2]);
	cr_expect_eq(model_pick(scene.model, OBJECT_PAGES, 1), slot[0]);
}

Test(model, cuts_keep_stamps)
{
	unsigned long pfn = begin(16);
	unsigned int slot = add(OBJECT_CMA, pfn, 16), rest;

	model_cut(scene.model, slot, pfn, 2);
	cr_expect(owns(MODEL_NONE, pfn, 2) && owns(slot, pfn + 2, 14) && stamped(slot), "front");
	model_cut(scene.model, slot, pfn + 14, 2);
	cr_expect(owns(MODEL_NONE, pfn + 14, 2) && owns(slot, pfn + 2, 12) && stamped(slot), "back");
	model_cut(scene.model, slot, pfn + 6, 3);
	rest = model_owner(scene.model, pfn + 9);
	cr_assert_neq(rest, MODEL_NONE);
	cr_expect(owns(slot, pfn + 2, 4) && owns(MODEL_NONE, pfn + 6, 3) && owns(rest, pfn + 9, 5), "middle");
	cr_expect(stamped(slot) && stamped(rest));
	cr_expect_eq(scene.model->live_count[OBJECT_CMA], 2);
	model_cut(scene.model, slot, pfn + 2, 4);
	cr_expect_eq(scene.model->live_count[OBJECT_CMA], 1);
}

Test(model, moves_only_what_can_move)
{
	unsigned long pfn = begin(4);
	unsigned int slot = add(OBJECT_MOVABLE, pfn, 1);

	add(OBJECT_PAGES, pfn + 1, 1);
	cr_expect_not(model_move(scene.model, pfn, pfn + 1), "the target is owned");
	cr_expect_not(model_move(scene.model, pfn + 1, pfn + 2), "the source is not movable");
	cr_expect_not(model_move(scene.model, pfn + 3, pfn + 2), "the source is nobody's");
	cr_expect_not(model_move(scene.model, pfn, scene.machine->end_pfn), "the target is no page");
	cr_expect(model_move(scene.model, pfn, pfn + 2));
	cr_expect(owns(MODEL_NONE, pfn, 1) && owns(slot, pfn + 2, 1));
	cr_expect_not(stamped(slot), "nobody copied the bytes");
	model_stamp(scene.model, slot);
	cr_expect(stamped(slot));
}

Test(model, sees_changed_bytes)
{
	unsigned long pfn = begin(4);
	unsigned int slot = add(OBJECT_CMA, pfn, 4);
	unsigned long half = scene.build->page_bytes / 2;
	char *bytes = core_page_bytes(pfn + 2);

	memset(bytes + half, 0, half);
	cr_expect_eq(model_check_stamp(scene.model, slot), pfn + 2);
	model_stamp(scene.model, slot);
	memset(bytes, 0, half);
	cr_expect_eq(model_check_stamp(scene.model, slot), pfn + 2);
}

Test(model, zero_pages)
{
	unsigned long pfn = begin(2);
	struct object object = {.kind = OBJECT_PAGES, .pfn = pfn, .count = 2, .zeroed = true};
	unsigned int slot;

	memset(core_page_bytes(pfn), 0, scene.build->page_bytes);
	memset(core_page_bytes(pfn + 1), 0, scene.build->page_bytes);
	slot = model_add(scene.model, &object);
	cr_expect_eq(scene.model->dirty, CORE_NO_PFN);
	model_remove(scene.model, slot);
	model_add(scene.model, &object);
	cr_expect_eq(scene.model->dirty, pfn, "the stamps of before are still there");
}

Test(model, marks_isolation)
{
	unsigned long pfn, step;
	unsigned int slot;

	begin(1);
	step = 1ul << scene.build->block_order;
	pfn = round_up(scene.machine->start_pfn, scene.build->block_order) + step;
	slot = add(OBJECT_ISOLATION, pfn, 2 * step);
	cr_expect_not(scene.model->isolated[model_block(scene.model, pfn - 1)]);
	cr_expect(scene.model->isolated[model_block(scene.model, pfn)]);
	cr_expect(scene.model->isolated[model_block(scene.model, pfn + 2 * step - 1)]);
	cr_expect_not(scene.model->isolated[model_block(scene.model, pfn + 2 * step)]);
	cr_expect(owns(MODEL_NONE, pfn, 2 * step), "an isolation owns nothing");
	model_remove(scene.model, slot);
	cr_expect_not(scene.model->isolated[model_block(scene.model, pfn)]);
}

Test(model, forgets_on_reset)
{
	unsigned long pfn = begin(8);
	unsigned int i;

	for (i = 0; i < 8; i++)
		add(OBJECT_PAGES, pfn + i, 1);
	add(OBJECT_ISOLATION, round_down(pfn, scene.build->block_order), 1ul << scene.build->block_order);
	model_reset(scene.model, scene.model->machine);
	cr_expect(owns(MODEL_NONE, pfn, 8));
	cr_expect_not(scene.model->isolated[model_block(scene.model, pfn)]);
	cr_expect_eq(scene.model->unuseds, MODEL_OBJECTS);
	for (i = 0; i < OBJECT_KINDS; i++)
		cr_expect_eq(scene.model->live_count[i], 0);
}

Test(model, is_full_in_the_end)
{
	unsigned long pfn = begin(1);
	unsigned int i;

	for (i = 0; i < MODEL_OBJECTS; i++)
		cr_assert_neq(add(OBJECT_PAGES, pfn, 1), MODEL_NONE);
	cr_expect_eq(add(OBJECT_PAGES, pfn, 1), MODEL_NONE);
}
