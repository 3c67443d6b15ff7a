// SPDX-License-Identifier: GPL-2.0
/* common.c - what operations of several subjects share, see common.h. */
#include "op/common.h"

const char nothing_live[] = "no such object";
const char would_sleep[] = "would sleep";
const char a_folio[] = "it is a folio";

struct object *pick(struct run *r, enum object_kind kind, unsigned int n, unsigned int *slot)
{
	*slot = model_pick(r->model, kind, n);
	if (*slot != MODEL_NONE)
		return &r->model->object[*slot];
	r->skip = nothing_live;
	return NULL;
}

bool has_room(struct run *r, unsigned long objects)
{
	if (objects <= r->model->unuseds)
		return true;
	r->skip = "the model is full";
	return false;
}

bool pick_area(struct run *r, unsigned int n, unsigned int *area)
{
	if (r->machine->areas)
		*area = n % r->machine->areas;
	else
		r->skip = "no CMA area";
	return r->machine->areas;
}

unsigned int reduce_order(const struct run *r, unsigned int order)
{
	return order % (r->build->max_order + 1);
}

unsigned long block_pages(const struct run *r, unsigned int quarters, unsigned int less)
{
	unsigned long pages = ((quarters + 1UL) << r->build->block_order) / 4;

	return pages - less % pages;
}

struct range part_of(const struct object *object, unsigned int start, unsigned int length)
{
	struct range range = {.pfn = object->pfn + start % object->count};

	range.count = length % (object->pfn + object->count - range.pfn) + 1;
	return range;
}

void add_cma(struct run *r, struct object *object, unsigned long pfn)
{
	r->rec.area = object->area;
	r->rec.count = object->count;
	r->rec.pfn = object->pfn = pfn;
	r->rec.ok = pfn != CORE_NO_PFN;
	run_settle(r);
	if (r->rec.ok)
		r->rec.slot = model_add(r->model, object);
}

unsigned long reduce_count(const struct run *r, unsigned int area, unsigned long count)
{
	return (count - 1) % (r->machine->area[area].count + 1) + 1;
}

void record_alloc(struct run *r, unsigned int class, unsigned int order)
{
	r->rec.gfp = class;
	r->rec.order = order;
	r->rec.count = 1UL << order;
}

void add_pages(struct run *r, enum object_kind kind, unsigned long pfn, unsigned int order, unsigned int class)
{
	struct object object = {.kind = kind, .pfn = pfn, .count = 1UL << order, .order = order, .gfp = class};

	object.zeroed = core_gfp(class)->zero;
	r->rec.slot = model_add(r->model, &object);
}

void free_pages(struct run *r, enum object_kind kind, unsigned int n)
{
	unsigned int slot;
	const struct object *object = pick(r, kind, n, &slot);

	if (!object)
		return;
	if (object->pins) {
		r->skip = "its driver refuses for now";
		return;
	}
	run_check_stamp(r, slot);
	r->rec.ok = true;
	r->rec.gfp = object->gfp;
	r->rec.order = object->order;
	r->rec.pfn = object->pfn;
	r->rec.count = object->count;
	if (kind == OBJECT_MOVABLE)
		core_movable_put(object->pfn);
	core_free(object->pfn, object->order);
	run_settle(r);
	model_remove(r->model, slot);
}
