// SPDX-License-Identifier: GPL-2.0
/* cma.c - operations on CMA areas; see op.h for their shape. */
#include <stdlib.h>
#include <string.h>

#include "lang/exact.h"
#include "op/common.h"
#include "op/table.h"

static void prepare_from_area(struct run *r, unsigned int n, unsigned long count, unsigned int align)
{
	if (!pick_area(r, n) || !has_room(r, 1))
		return;
	r->call.count = reduce_count(r, r->call.area, count);
	r->call.device = r->call.area + 1;
	r->call.align = align;
}

static void prepare_cma_alloc(struct run *r, const uint8_t *arg)
{
	prepare_from_area(r, arg[0], arg[1] + 1UL, arg[2]);
}

static void prepare_cma_alloc_blocks(struct run *r, const uint8_t *arg)
{
	prepare_from_area(r, arg[0], block_pages(r, arg[1], arg[2]), 0);
}

static void act_cma_alloc(struct run *r)
{
	r->rec.pfn = core_cma_alloc(r->call.area, r->call.count, r->call.align);
	r->rec.ok = r->rec.pfn != CORE_NO_PFN;
}

static void apply_cma_alloc(struct run *r)
{
	add_object(r,
		   (struct object){
			   .kind = OBJECT_CMA, .order = r->call.order, .area = r->call.area, .device = r->call.device});
}

/* By its name, or its number. */
static bool find_area(struct run *r, const char *name)
{
	char *end;

	for (r->call.area = 0; r->call.area < r->machine->areas; r->call.area++)
		if (!strcmp(r->machine->area[r->call.area].name, name))
			return true;
	r->call.area = strtoul(name, &end, 10);
	if (!*end && r->call.area < r->machine->areas)
		return true;
	r->call.area = 0;
	r->skip = "no such area";
	return false;
}

/* A scenario's: nothing is reduced, whatever the area's size. */
static void prepare_cma_request(struct run *r, const uint8_t *arg)
{
	unsigned int shift = r->build->page_shift;
	struct exact e;

	(void)arg;
	exact_parse(&e, program_text(r->program, r->op));
	if (!find_area(r, e.area) || !has_room(r, 1))
		return;
	r->call.count = pages_of(r, e.size);
	r->call.device = r->call.area + 1;
	while (1ULL << r->call.align << shift < e.align)
		r->call.align++;
}

/* Those who want folios want them above the maximal order. */
static void prepare_cma_alloc_folio(struct run *r, const uint8_t *arg)
{
	unsigned int order = r->build->max_order + 1 + arg[1];

	if (order > r->build->cma_folio_order) {
		r->skip = "areas of this kernel give no such folios";
		r->lacking = true;
		return;
	}
	if (!pick_area(r, arg[0]) || !has_room(r, 1))
		return;
	r->call.order = r->call.align = order;
	r->call.count = 1UL << order;
	r->call.device = r->call.area + 1;
}

static void act_cma_alloc_folio(struct run *r)
{
	r->rec.pfn = core_cma_alloc_folio(r->call.area, r->call.order);
	r->rec.ok = r->rec.pfn != CORE_NO_PFN;
}

static const struct object *prepare_back(struct run *r, unsigned int n)
{
	const struct object *object = pick_to_free(r, OBJECT_CMA, n);

	if (object) {
		r->call.area = object->area;
		r->call.folio = object->order;
	}
	return object;
}

static void prepare_cma_release(struct run *r, const uint8_t *arg)
{
	prepare_back(r, arg[0]);
}

static void act_cma_release(struct run *r)
{
	if (r->call.folio)
		r->rec.ok = core_cma_free_folio(r->call.area, r->call.pfn);
	else
		r->rec.ok = core_cma_release(r->call.area, r->call.pfn, r->call.count);
}

static void prepare_cma_release_part(struct run *r, const uint8_t *arg)
{
	if (!prepare_back(r, arg[0]) || !has_room(r, 1))
		return;
	if (r->call.folio)
		r->skip = a_folio;
	else if (r->machine->area[r->call.area].order_per_bit)
		r->skip = "the area's bits stand for several pages";
	else
		call_part(r, arg[1], arg[2]);
}

enum wrong { WRONG_BEFORE, WRONG_AFTER, WRONG_COUNT };

/* A range that the kernel refuses at run time; count 0 if this machine or kernel offers none. */
static void call_wrong_range(struct run *r, const struct core_area *area, enum wrong wrong, unsigned int by)
{
	struct op_call *call = &r->call;

	call->count = 1;
	switch (wrong) {
	case WRONG_BEFORE:
		call->pfn = area->pfn - 1 - by;
		break;
	case WRONG_AFTER:
		call->pfn = area->pfn + area->count + by;
		break;
	case WRONG_COUNT:
		call->pfn = area->pfn;
		call->count = area->count + 1 + by;
		break;
	}
	if (wrong == WRONG_COUNT && !r->build->cma_checks_count)
		call->count = 0;
	if (call->pfn < r->machine->start_pfn || call->pfn >= r->machine->end_pfn)
		call->count = 0;
}

static void prepare_cma_release_wrong(struct run *r, const uint8_t *arg)
{
	const struct core_area *area;

	if (!pick_area(r, arg[0]))
		return;
	area = &r->machine->area[r->call.area];
	if (!area->count) {
		r->skip = "the area is empty";
		return;
	}
	r->call.misuse = true;
	call_wrong_range(r, area, arg[1], arg[2]);
	if (r->call.count)
		return;
	r->skip = "no such range that this kernel checks";
	r->lacking = !r->build->cma_checks_count;
}

/* ---------------------------------------------------------------- the table */

/* Of several rows. */
#define WORDS_CMA_ALLOC {"an allocation of {count} from {area}, aligned to order {align},", "gives {pages}", "fails"}

static const struct op_action actions[] = {
	{OP_CMA_ALLOC, prepare_cma_alloc, act_cma_alloc, apply_cma_alloc, WORDS_CMA_ALLOC},
	{OP_CMA_RELEASE,
	 prepare_cma_release,
	 act_cma_release,
	 apply_free,
	 {"the allocation at {pages} of {area}", "is released", "is not taken back"}},
	{OP_CMA_RELEASE_PART,
	 prepare_cma_release_part,
	 act_cma_release,
	 apply_free_part,
	 {"a part of an allocation, {pages} of {area},", "is released", "is not taken back"}},
	{OP_CMA_RELEASE_WRONG,
	 prepare_cma_release_wrong,
	 act_cma_release,
	 NULL,
	 {"{pages}, which is no allocation of {area},", "is taken back", "is refused"}},
	{OP_CMA_ALLOC_BLOCKS, prepare_cma_alloc_blocks, act_cma_alloc, apply_cma_alloc, WORDS_CMA_ALLOC},
	{OP_CMA_REQUEST, prepare_cma_request, act_cma_alloc, apply_cma_alloc, WORDS_CMA_ALLOC},
	{OP_CMA_ALLOC_FOLIO,
	 prepare_cma_alloc_folio,
	 act_cma_alloc_folio,
	 apply_cma_alloc,
	 {"a folio of order {order} from {area}", "is allocated: {pages}", "cannot be allocated"}},
};

static const struct op_owner op_owners[] = {
	{OBJECT_CMA, OP_CMA_RELEASE, OP_FREE, OBSTACLE_CONTIG, false, "C", "allocated from a CMA area"},
};

const struct op_subject op_cma = OP_SUBJECT_OWNERS(actions, op_owners);
