// SPDX-License-Identifier: GPL-2.0
/* pages.c - operations on blocks of pages: alloc, free, split, write; see op.h for their shape. */
#include "lang/exact.h"
#include "op/common.h"
#include "op/table.h"

static void prepare_alloc(struct run *r, const uint8_t *arg)
{
	if (!has_room(r, 1))
		return;
	r->call.order = reduced(r, "order", arg[0], 0, r->build->max_order + 1);
	r->call.gfp = arg[1];
	r->call.count = 1UL << r->call.order;
}

static void prepare_unmovable_fill(struct run *r, const uint8_t *arg)
{
	const uint8_t order_gfp[] = {arg[0], CORE_GFP_UNMOVABLE};

	prepare_alloc(r, order_gfp);
}

static unsigned int order_of(const struct run *r, unsigned long pages)
{
	unsigned int order = 0;

	while (order <= r->build->max_order && 1UL << order < pages)
		order++;
	return order;
}

static void prepare_alloc_request(struct run *r, const uint8_t *arg)
{
	struct exact e;

	(void)arg;
	exact_parse(&e, program_text(r->program, r->op));
	if (!has_room(r, 1))
		return;
	r->call.order = e.has_order ? e.order : order_of(r, pages_of(r, e.size));
	r->call.gfp = e.gfp;
	r->call.count = 1UL << r->call.order;
	r->call.loud = true;
	if (r->call.order > r->build->max_order)
		r->skip = "it is above the maximal order, which no caller may ask for";
}

static void act_alloc(struct run *r)
{
	r->rec.pfn =
		r->call.loud ? core_alloc_loud(r->call.gfp, r->call.order) : core_alloc(r->call.gfp, r->call.order);
	r->rec.ok = r->rec.pfn != CORE_NO_PFN;
}

static void apply_alloc(struct run *r)
{
	apply_pages(r, OBJECT_PAGES);
}

/* ---------------------------------------------------------------- single pages, many at once */

static void prepare_alloc_bulk(struct run *r, const uint8_t *arg)
{
	r->call.gfp = arg[0];
	r->call.count = arg[1] + 1u;
	has_room(r, r->call.count);
}

static const unsigned long *bulk;

static void act_alloc_bulk(struct run *r)
{
	r->rec.count = core_alloc_bulk(r->call.gfp, r->call.count, &bulk);
	r->rec.ok = r->rec.count;
	r->rec.pfn = r->rec.ok ? bulk[0] : CORE_NO_PFN;
}

/* The operation's own slot is the first's. */
static void add_page(struct run *r, unsigned long pfn)
{
	const struct object page = {
		.kind = OBJECT_PAGES,
		.pfn = pfn,
		.count = 1,
		.gfp = r->call.gfp,
		.zeroed = core_gfp(r->call.gfp)->zero,
	};
	unsigned int slot;

	slot = model_add(r->model, &page);
	r->rec.slot = r->rec.slot == MODEL_NONE ? slot : r->rec.slot;
}

static void apply_alloc_bulk(struct run *r)
{
	unsigned int i;

	for (i = 0; r->rec.ok && i < r->rec.count; i++)
		add_page(r, bulk[i]);
}

static void prepare_alloc_exact(struct run *r, const uint8_t *arg)
{
	r->call.gfp = arg[0];
	if (!core_gfp(r->call.gfp)->exact)
		refuse_number(r, "gfp=%s is none of those for exact ranges", core_gfp(r->call.gfp)->name);
	while (!core_gfp(r->call.gfp)->exact)
		r->call.gfp = (r->call.gfp + 1) % core_gfps();
	r->call.count = reduced(r, "count", arg[1], 1, 1UL << r->build->max_order) + 1;
	r->call.order = order_of(r, r->call.count);
	has_room(r, r->call.count);
}

static void act_alloc_exact(struct run *r)
{
	r->rec.pfn = core_alloc_exact(r->call.gfp, r->call.count);
	r->rec.ok = r->rec.pfn != CORE_NO_PFN;
	/* Single pages, and not all of the block. */
	if (r->rec.ok)
		r->rec.kind = OP_KIND_OWN;
}

/* Of the block that it was, the pages behind are free again. */
static void apply_alloc_exact(struct run *r)
{
	unsigned long i;

	for (i = 0; r->rec.ok && i < r->rec.count; i++)
		add_page(r, r->rec.pfn + i);
}

/* ---------------------------------------------------------------- free, split, write */

static void prepare_free(struct run *r, const uint8_t *arg)
{
	const struct object *object = pick_to_free(r, OBJECT_PAGES, arg[0]);

	if (!object)
		return;
	r->call.gfp = object->gfp;
	r->call.order = object->order;
}

static void act_free(struct run *r)
{
	core_free(r->call.pfn, r->call.order);
}

static void act_free_held(struct run *r)
{
	core_free_held(r->call.pfn, r->call.order);
}

/* How far behind the nth object, towards older ones, the first lies that split_page() may be given. */
static unsigned int pick_splittable(const struct run *r, unsigned int n)
{
	unsigned int live_count = r->model->live_count[OBJECT_PAGES], i, slot;

	for (i = 0; i < live_count; i++) {
		slot = model_pick(r->model, OBJECT_PAGES, n + i);
		if (r->model->object[slot].order && !core_gfp(r->model->object[slot].gfp)->comp)
			return i;
	}
	return live_count;
}

static void prepare_split(struct run *r, const uint8_t *arg)
{
	unsigned int behind = pick_splittable(r, arg[0]);
	const struct object *object;

	if (behind == r->model->live_count[OBJECT_PAGES]) {
		r->skip = nothing_live;
		return;
	}
	if (behind)
		refuse_number(r, "nth=%u is no block that can be split", arg[0]);
	object = pick_to_free(r, OBJECT_PAGES, arg[0] + behind);
	r->call.order = object->order;
	has_room(r, object->count);
}

static void act_split(struct run *r)
{
	core_split(r->call.pfn, r->call.order);
}

static void apply_split(struct run *r)
{
	split_object(r->model, r->call.slot);
}

static void prepare_write(struct run *r, const uint8_t *arg)
{
	pick_to_free(r, OBJECT_PAGES, arg[0]);
}

static void apply_write(struct run *r)
{
	write_object(r->model, r->call.slot);
}

/* ---------------------------------------------------------------- the table */

/* Of several rows. */
#define WORDS_ALLOC {"a block of order {order}, class {gfp},", "is allocated: {pages}", "cannot be allocated"}
#define WORDS_FREE {"the block of order {order} at {pages}", "is freed", NULL}

static const struct op_action actions[] = {
	{OP_ALLOC, prepare_alloc, act_alloc, apply_alloc, WORDS_ALLOC},
	{OP_FREE, prepare_free, act_free, apply_free, WORDS_FREE},
	{OP_SPLIT,
	 prepare_split,
	 act_split,
	 apply_split,
	 {"the block of order {order} at {pages}", "is split into single pages", NULL}},
	{OP_WRITE, prepare_write, NULL, apply_write, {"the block at {pages}", "gets new contents", NULL}},
	{OP_ALLOC_MANY, prepare_alloc, act_alloc, apply_alloc, WORDS_ALLOC},
	{OP_UNMOVABLE_FILL, prepare_unmovable_fill, act_alloc, apply_alloc, WORDS_ALLOC},
	{OP_ALLOC_REQUEST, prepare_alloc_request, act_alloc, apply_alloc, WORDS_ALLOC},
	{OP_FREE_MANY, prepare_free, act_free, apply_free, WORDS_FREE},
	{OP_FREE_HELD,
	 prepare_free,
	 act_free_held,
	 apply_free,
	 {"the block of order {order} at {pages}", "is freed, and a reference to it dropped", NULL}},
	{OP_ALLOC_BULK,
	 prepare_alloc_bulk,
	 act_alloc_bulk,
	 apply_alloc_bulk,
	 {"{count} in bulk, class {gfp},", "are allocated, or as many of them as there are", "cannot be allocated"}},
	{OP_ALLOC_EXACT,
	 prepare_alloc_exact,
	 act_alloc_exact,
	 apply_alloc_exact,
	 {"{count} in a row, class {gfp},", "are allocated: {pages}", "cannot be allocated"}},
};

static const struct op_owner op_owners[] = {
	{OBJECT_PAGES, OP_FREE, OP_FREE, "allocated by somebody who cannot move it", true, "A",
	 "allocated, cannot move"},
};

const struct op_subject op_pages = OP_SUBJECT_OWNERS(actions, op_owners);
