// SPDX-License-Identifier: GPL-2.0
/* movable.c - operations on pages with the movable driver, and pins; see op.h for their shape. */
#include "op/common.h"
#include "op/table.h"

static void prepare_movable(struct run *r, const uint8_t *arg)
{
	(void)arg;
	if (!has_room(r, 1))
		return;
	if (!r->build->movable_ops) {
		r->skip = "this kernel has no movable drivers";
		return;
	}
	/* What a movable driver allocates. */
	r->call.gfp = CORE_GFP_MOVABLE;
	r->call.count = 1;
}

static void act_movable(struct run *r)
{
	r->rec.pfn = core_alloc(r->call.gfp, 0);
	r->rec.ok = r->rec.pfn != CORE_NO_PFN;
	if (r->rec.ok)
		core_movable_get(r->rec.pfn);
}

static void apply_movable(struct run *r)
{
	apply_pages(r, OBJECT_MOVABLE);
}

static void prepare_free_movable(struct run *r, const uint8_t *arg)
{
	const struct object *object = pick_to_free(r, OBJECT_MOVABLE, arg[0]);

	if (!object)
		return;
	/* The driver would wait, and then look for the page anew. */
	if (r->beside && (core_view_page(object->pfn) & CORE_PG_LOCKED))
		r->skip = "another CPU is about to move it";
	r->call.gfp = object->gfp;
	r->call.order = object->order;
	if (object->pins)
		r->skip = refuses;
}

static void act_free_movable(struct run *r)
{
	core_movable_put(r->call.pfn);
	core_free(r->call.pfn, r->call.order);
}

static bool lies_in(const struct object *object, const struct core_area *area)
{
	return object->pfn >= area->pfn && object->pfn < area->pfn + area->count;
}

/* Those outside an area, one a repetition, oldest first. */
static void prepare_free_outside(struct run *r, const uint8_t *arg)
{
	const struct core_area *area;
	const struct object *object;

	if (!pick_area(r, arg[0]))
		return;
	area = &r->machine->area[r->call.area];
	r->call.area = 0;
	for (; r->scan < r->model->live_count[OBJECT_MOVABLE]; r->scan++) {
		object = &r->model->object[r->model->live[OBJECT_MOVABLE][r->scan]];
		if (object->pins || lies_in(object, area))
			continue;
		pick_to_free(r, OBJECT_MOVABLE, r->model->live_count[OBJECT_MOVABLE] - 1 - r->scan);
		r->call.gfp = object->gfp;
		return;
	}
	r->skip = "no page is left outside";
}

/* ---------------------------------------------------------------- pins */

static void prepare_pin(struct run *r, const uint8_t *arg)
{
	pick(r, OBJECT_MOVABLE, arg[0]);
}

static void act_pin(struct run *r)
{
	core_movable_refuse(r->call.pfn, 1);
}

static void apply_pin(struct run *r)
{
	r->remark = "its driver refuses for now to let it migrate";
	called(r)->pins++;
	r->pins[OBJECT_MOVABLE]++;
}

/* The movable page in use that lies nearest behind a place in an area, which is in quarters of a pageblock. */
static void prepare_pin_at(struct run *r, const uint8_t *arg)
{
	const struct core_area *area;
	unsigned long pfn;
	unsigned int slot;

	if (!pick_area(r, arg[0]))
		return;
	area = &r->machine->area[r->call.area];
	r->call.area = 0;
	for (pfn = area->pfn + (((unsigned long)arg[1] << r->build->block_order) / 4); pfn < area->pfn + area->count;
	     pfn++) {
		slot = model_owner(r->model, pfn);
		if (slot == MODEL_NONE || r->model->object[slot].kind != OBJECT_MOVABLE)
			continue;
		call_page(r, slot);
		return;
	}
	r->skip = nothing_live;
}

static void prepare_unpin(struct run *r, const uint8_t *arg)
{
	pick_pinned(r, OBJECT_MOVABLE, arg[0]);
}

static void act_unpin(struct run *r)
{
	core_movable_refuse(r->call.pfn, -1);
}

static void apply_unpin(struct run *r)
{
	struct object *object = called(r);

	object->pins--;
	r->pins[OBJECT_MOVABLE]--;
	r->remark = object->pins ? "its driver still refuses" : "its driver lets it migrate again";
}

/* ---------------------------------------------------------------- the table */

/* Of several rows. */
#define WORDS_FREE_MOVABLE {"the movable page at {pages}", "is taken from its driver and freed", NULL}
#define WORDS_MOVABLE {"a page for the movable driver", "is allocated: {pages}", "cannot be allocated"}
#define WORDS_PIN {"the movable page at {pages}", "is pinned: its driver refuses to let it migrate", NULL}

static const struct op_action actions[] = {
	{OP_FREE_MOVABLE, prepare_free_movable, act_free_movable, apply_free, WORDS_FREE_MOVABLE},
	{OP_MOVABLE, prepare_movable, act_movable, apply_movable, WORDS_MOVABLE},
	{OP_MOVABLE_MANY, prepare_movable, act_movable, apply_movable, WORDS_MOVABLE},
	{OP_PIN, prepare_pin, act_pin, apply_pin, WORDS_PIN},
	{OP_UNPIN, prepare_unpin, act_unpin, apply_unpin, {"the movable page at {pages}", "loses a pin", NULL}},
	{OP_MOVABLE_FILL, prepare_movable, act_movable, apply_movable, WORDS_MOVABLE},
	{OP_FREE_OUTSIDE, prepare_free_outside, act_free_movable, apply_free, WORDS_FREE_MOVABLE},
	{OP_PIN_AT, prepare_pin_at, act_pin, apply_pin, WORDS_PIN},
};

static const struct op_owner op_owners[] = {
	{OBJECT_MOVABLE, OP_FREE_MOVABLE, OP_UNPIN, NULL, false, "m", "allocated, movable"},
};

const struct op_subject op_movable = OP_SUBJECT_OWNERS(actions, op_owners);
