// SPDX-License-Identifier: GPL-2.0
/* movable.c - operations on pages with the movable driver, and pins; see op.h for their shape. */
#include <string.h>

#include "op/common.h"

/* The plain class of movable pages, which is what a movable driver allocates. */
static unsigned int movable_class(void)
{
	static int class = -1;
	unsigned int i;

	for (i = 0; class < 0 && i < core_gfps(); i++)
		if (!strcmp(core_gfp(i)->name, "movable"))
			class = i;
	return class < 0 ? 0 : class;
}

void run_movable(struct run *r, const uint8_t *arg)
{
	unsigned int class = movable_class();

	(void)arg;
	if (!has_room(r, 1))
		return;
	if (!r->build->movable_ops) {
		r->skip = "this kernel has no movable drivers";
		return;
	}
	record_alloc(r, class, 0);
	r->rec.pfn = core_alloc(class, 0);
	r->rec.ok = r->rec.pfn != CORE_NO_PFN;
	if (r->rec.ok)
		core_movable_get(r->rec.pfn);
	run_settle(r);
	if (r->rec.ok)
		add_pages(r, OBJECT_MOVABLE, r->rec.pfn, 0, class);
}

void run_free_movable(struct run *r, const uint8_t *arg)
{
	free_pages(r, OBJECT_MOVABLE, arg[0]);
}

/* Those outside an area, one a repetition, oldest first. */
void run_free_outside(struct run *r, const uint8_t *arg)
{
	const struct core_area *area;
	const struct object *object;
	unsigned int n;

	if (!pick_area(r, arg[0], &n))
		return;
	area = &r->machine->area[n];
	for (; r->scan < r->model->lives[OBJECT_MOVABLE]; r->scan++) {
		object = &r->model->object[r->model->live[OBJECT_MOVABLE][r->scan]];
		if (object->pins || (object->pfn >= area->pfn && object->pfn < area->pfn + area->count))
			continue;
		free_pages(r, OBJECT_MOVABLE, r->model->lives[OBJECT_MOVABLE] - 1 - r->scan);
		return;
	}
	r->skip = "no page is left outside";
}

static void pin(struct run *r, struct object *object)
{
	r->rec.ok = true;
	r->rec.pfn = object->pfn;
	r->rec.count = 1;
	core_movable_refuse(object->pfn, 1);
	r->remark = "its driver refuses for now to let it migrate";
	object->pins++;
	r->pins++;
}

void run_pin(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	struct object *object = pick(r, OBJECT_MOVABLE, arg[0], &slot);

	if (object)
		pin(r, object);
}

/* The movable page in use that lies nearest behind a place in an area. */
void run_pin_at(struct run *r, const uint8_t *arg)
{
	unsigned long pfn;
	unsigned int area, slot;

	if (!pick_area(r, arg[0], &area))
		return;
	pfn = r->machine->area[area].pfn + block_pages(r, arg[1], 0);
	for (; pfn < r->machine->area[area].pfn + r->machine->area[area].count; pfn++) {
		slot = model_owner(r->model, pfn);
		if (slot == MODEL_NONE || r->model->object[slot].kind != OBJECT_MOVABLE)
			continue;
		pin(r, &r->model->object[slot]);
		return;
	}
	r->skip = nothing_live;
}

/* The nth movable page or, from there on to older ones, the first that is pinned. */
static struct object *pick_pinned(const struct run *r, unsigned int n)
{
	unsigned int lives = r->model->lives[OBJECT_MOVABLE], i, slot;

	for (i = 0; i < lives && r->pins; i++) {
		slot = model_pick(r->model, OBJECT_MOVABLE, n + i);
		if (r->model->object[slot].pins)
			return &r->model->object[slot];
	}
	return NULL;
}

void run_unpin(struct run *r, const uint8_t *arg)
{
	struct object *object = pick_pinned(r, arg[0]);

	if (!object) {
		r->skip = nothing_live;
		return;
	}
	r->rec.ok = true;
	r->rec.pfn = object->pfn;
	r->rec.count = 1;
	core_movable_refuse(object->pfn, -1);
	object->pins--;
	r->remark = object->pins ? "its driver still refuses" : "its driver lets it migrate again";
	r->pins--;
}
