// SPDX-License-Identifier: GPL-2.0
/*
 * dma.c - a DMA buffer that goes back through the wrong device: its area refuses it, so the kernel frees its pages past
 * the area, and the checks see that.
 */
#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "props/suite/scene.h"

TestSuite(dma, .init = scene_start);

/* A page of the second area, freed through a device; what the checks say of the state then. */
static bool free_through(unsigned int device, const char *finding)
{
	struct object object = {.kind = OBJECT_CMA, .area = 1, .count = 1, .device = 2};
	struct op_record op = new_record(OP_KIND_CMA_RELEASE, true);
	unsigned int slot, align;

	scene_begin("ragged");
	core_op_begin();
	object.pfn = core_dma_alloc(object.device, 1ul << scene.build->page_shift, 0, &align);
	core_op_end();
	cr_assert_neq(object.pfn, CORE_NO_PFN);
	slot = model_add(scene.model, &object);
	props_op_begin(scene.model, op.kind);
	core_op_begin();
	core_dma_free(device, object.pfn, 1ul << scene.build->page_shift);
	core_op_end();
	model_remove(scene.model, slot);
	op.area = object.area;
	op.pfn = object.pfn;
	op.count = object.count;
	return finds(finding, &op, COST_OP | COST_WALK);
}

Test(dma, right_device)
{
	cr_expect_not(free_through(2, "C1") || verdict->findings, "found %s", found());
}

Test(dma, wrong_area_is_found)
{
	cr_expect(free_through(1, "C1:set"), "found %s", found());
	cr_expect(free_through(0, "C1:set"), "found %s", found());
}
