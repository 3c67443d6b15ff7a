// SPDX-License-Identifier: GPL-2.0
/* pages.c - operations on blocks of pages: alloc, free, split, write; see op.h for their shape. */
#include "op/common.h"

void run_alloc(struct run *r, const uint8_t *arg)
{
	unsigned int order = reduce_order(r, arg[0]), class = arg[1];

	if (!has_room(r, 1))
		return;
	record_alloc(r, class, order);
	r->rec.pfn = core_alloc(class, order);
	r->rec.ok = r->rec.pfn != CORE_NO_PFN;
	run_settle(r);
	if (r->rec.ok)
		add_pages(r, OBJECT_PAGES, r->rec.pfn, order, class);
}

void run_free(struct run *r, const uint8_t *arg)
{
	free_pages(r, OBJECT_PAGES, arg[0]);
}

/* The nth object or, from there on to older ones, the first that split_page() may be given. */
static unsigned int pick_splittable(const struct run *r, unsigned int n)
{
	unsigned int lives = r->model->lives[OBJECT_PAGES], i, slot;

	for (i = 0; i < lives; i++) {
		slot = model_pick(r->model, OBJECT_PAGES, n + i);
		if (r->model->object[slot].order && !core_gfp(r->model->object[slot].gfp)->comp)
			return slot;
	}
	return MODEL_NONE;
}

void run_split(struct run *r, const uint8_t *arg)
{
	unsigned int slot = pick_splittable(r, arg[0]);
	struct object object;
	unsigned long i;

	if (slot == MODEL_NONE) {
		r->skip = nothing_live;
		return;
	}
	run_check_stamp(r, slot);
	object = r->model->object[slot];
	if (!has_room(r, object.count))
		return;
	r->rec.ok = true;
	r->rec.order = object.order;
	r->rec.pfn = object.pfn;
	r->rec.count = object.count;
	core_split(object.pfn, object.order);
	run_settle(r);
	model_remove(r->model, slot);
	object.order = 0;
	object.count = 1;
	for (i = 0; i < r->rec.count; i++, object.pfn++)
		model_add(r->model, &object);
}

void run_write(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	struct object *object = pick(r, OBJECT_PAGES, arg[0], &slot);

	if (!object)
		return;
	run_check_stamp(r, slot);
	r->rec.ok = true;
	r->rec.pfn = object->pfn;
	r->rec.count = object->count;
	run_settle(r);
	object->zeroed = false;
	object->serial = r->model->serial++;
	model_stamp(r->model, slot);
}
