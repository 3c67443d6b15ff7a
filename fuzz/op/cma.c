// SPDX-License-Identifier: GPL-2.0
/* cma.c - operations on CMA areas; see op.h for their shape. */
#include "op/common.h"

static void alloc_cma(struct run *r, unsigned int n, unsigned long count, unsigned int align)
{
	struct object object = {.kind = OBJECT_CMA};

	if (!pick_area(r, n, &object.area) || !has_room(r, 1))
		return;
	object.count = reduce_count(r, object.area, count);
	object.device = object.area + 1;
	r->rec.align = align;
	add_cma(r, &object, core_cma_alloc(object.area, object.count, align));
}

void run_cma_alloc(struct run *r, const uint8_t *arg)
{
	alloc_cma(r, arg[0], arg[1] + 1UL, arg[2]);
}

void run_cma_alloc_blocks(struct run *r, const uint8_t *arg)
{
	alloc_cma(r, arg[0], block_pages(r, arg[1], arg[2]), 0);
}

/* Those who want folios want them above the maximal order. */
void run_cma_alloc_folio(struct run *r, const uint8_t *arg)
{
	struct object object = {.kind = OBJECT_CMA, .order = r->build->max_order + 1 + arg[1]};

	if (object.order > r->build->cma_folio_order) {
		r->skip = "areas of this kernel give no such folios";
		r->lacking = true;
		return;
	}
	if (!pick_area(r, arg[0], &object.area) || !has_room(r, 1))
		return;
	r->rec.order = r->rec.align = object.order;
	object.count = 1UL << object.order;
	object.device = object.area + 1;
	add_cma(r, &object, core_cma_alloc_folio(object.area, object.order));
}

static void release_range(struct run *r, unsigned int area, unsigned long pfn, unsigned long count)
{
	r->rec.area = area;
	r->rec.pfn = pfn;
	r->rec.count = count;
	r->rec.ok = core_cma_release(area, pfn, count);
	run_settle(r);
}

static void release_whole(struct run *r, const struct object *object)
{
	if (!object->order) {
		release_range(r, object->area, object->pfn, object->count);
		return;
	}
	r->rec.area = object->area;
	r->rec.pfn = object->pfn;
	r->rec.count = object->count;
	r->rec.ok = core_cma_free_folio(object->area, object->pfn);
	run_settle(r);
}

void run_cma_release(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	const struct object *object = pick(r, OBJECT_CMA, arg[0], &slot);

	if (!object)
		return;
	run_check_stamp(r, slot);
	release_whole(r, object);
	if (r->rec.ok)
		model_remove(r->model, slot);
}

void run_cma_release_part(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	const struct object *object = pick(r, OBJECT_CMA, arg[0], &slot);
	struct range part;

	if (!object || !has_room(r, 1))
		return;
	if (object->order) {
		r->skip = a_folio;
		return;
	}
	if (r->machine->area[object->area].order_per_bit) {
		r->skip = "the area's bits stand for several pages";
		return;
	}
	run_check_stamp(r, slot);
	part = part_of(object, arg[1], arg[2]);
	release_range(r, object->area, part.pfn, part.count);
	if (r->rec.ok)
		model_cut(r->model, slot, part.pfn, part.count);
}

enum wrong { WRONG_BEFORE, WRONG_AFTER, WRONG_COUNT };

/* A range that the kernel refuses at run time; count 0 if this machine or kernel offers none. */
static struct range wrong_range(const struct run *r, const struct core_area *area, enum wrong wrong, unsigned int by)
{
	unsigned long end = area->pfn + area->count;
	struct range range = {.count = 1};

	switch (wrong) {
	case WRONG_BEFORE:
		range.pfn = area->pfn - 1 - by;
		break;
	case WRONG_AFTER:
		range.pfn = end + by;
		break;
	case WRONG_COUNT:
		range.pfn = area->pfn;
		range.count = area->count + 1 + by;
		break;
	}
	if (wrong == WRONG_COUNT && !r->build->cma_checks_count)
		range.count = 0;
	if (range.pfn < r->machine->start_pfn || range.pfn >= r->machine->end_pfn)
		range.count = 0;
	return range;
}

void run_cma_release_wrong(struct run *r, const uint8_t *arg)
{
	struct range range;
	unsigned int area;

	if (!pick_area(r, arg[0], &area))
		return;
	if (!r->machine->area[area].count) {
		r->skip = "the area is empty";
		return;
	}
	range = wrong_range(r, &r->machine->area[area], arg[1], arg[2]);
	if (!range.count) {
		r->skip = "no such range that this kernel checks";
		r->lacking = !r->build->cma_checks_count;
		return;
	}
	r->rec.misuse = true;
	release_range(r, area, range.pfn, range.count);
}
