// SPDX-License-Identifier: GPL-2.0
/*
 * ops.c - the table of operations and what each does.
 *
 * Shape of an operation: reduce the arguments to something legal or set r->skip; fill in r->rec, all but its kind,
 * which the table tells; call the kernel; call run_settle(), which applies the migrations; then change the model.  None
 * misuses the API: what is given wrongly is only what the kernel checks at run time, and such a record is marked
 * `misuse`.
 */
#include <string.h>

#include "blocks.h"
#include "expect.h"
#include "ops.h"
#include "text.h"

static const char nothing_live[] = "no such object";
static const char would_sleep[] = "would sleep";
static const char a_folio[] = "it is a folio";

/* ---------------------------------------------------------------- helpers */

/* The object that an argument names, or NULL after setting r->skip. */
static struct object *pick(struct run *r, enum object_kind kind, unsigned int n, unsigned int *slot)
{
	*slot = model_pick(r->model, kind, n);
	if (*slot != MODEL_NONE)
		return &r->model->object[*slot];
	r->skip = nothing_live;
	return NULL;
}

/* Whether the model has slots for so many more objects; else the operation is skipped before it allocates anything. */
static bool has_room(struct run *r, unsigned long objects)
{
	if (objects <= r->model->unuseds)
		return true;
	r->skip = "the model is full";
	return false;
}

static bool pick_area(struct run *r, unsigned int n, unsigned int *area)
{
	if (r->machine->areas)
		*area = n % r->machine->areas;
	else
		r->skip = "no CMA area";
	return r->machine->areas;
}

static unsigned int reduce_order(const struct run *r, unsigned int order)
{
	return order % (r->build->max_order + 1);
}

/* ---------------------------------------------------------------- pages */

static void add_pages(struct run *r, enum object_kind kind, unsigned long pfn, unsigned int order, unsigned int class)
{
	struct object object = {.kind = kind, .pfn = pfn, .count = 1UL << order, .order = order, .gfp = class};

	object.zeroed = core_gfp(class)->zero;
	r->rec.slot = model_add(r->model, &object);
}

static void record_alloc(struct run *r, unsigned int class, unsigned int order)
{
	r->rec.gfp = class;
	r->rec.order = order;
	r->rec.count = 1UL << order;
}

static void run_alloc(struct run *r, const uint8_t *arg)
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

static void run_movable(struct run *r, const uint8_t *arg)
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

static void free_pages(struct run *r, enum object_kind kind, unsigned int n)
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

static void run_free(struct run *r, const uint8_t *arg)
{
	free_pages(r, OBJECT_PAGES, arg[0]);
}

static void run_free_movable(struct run *r, const uint8_t *arg)
{
	free_pages(r, OBJECT_MOVABLE, arg[0]);
}

/* Those outside an area, one a repetition, oldest first. */
static void run_free_outside(struct run *r, const uint8_t *arg)
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

static void run_split(struct run *r, const uint8_t *arg)
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

static void run_write(struct run *r, const uint8_t *arg)
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

/* ---------------------------------------------------------------- CMA */

/* What an allocation from an area gave, or that it gave nothing. */
static void add_cma(struct run *r, struct object *object, unsigned long pfn)
{
	r->rec.area = object->area;
	r->rec.count = object->count;
	r->rec.pfn = object->pfn = pfn;
	r->rec.ok = pfn != CORE_NO_PFN;
	run_settle(r);
	if (r->rec.ok)
		r->rec.slot = model_add(r->model, object);
}

/* One page more than the area has is the largest count that tells something. */
static unsigned long reduce_count(const struct run *r, unsigned int area, unsigned long count)
{
	return (count - 1) % (r->machine->area[area].count + 1) + 1;
}

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

static void run_cma_alloc(struct run *r, const uint8_t *arg)
{
	alloc_cma(r, arg[0], arg[1] + 1UL, arg[2]);
}

/* Quarters of a pageblock, less some pages. */
static unsigned long block_pages(const struct run *r, unsigned int quarters, unsigned int less)
{
	unsigned long pages = ((quarters + 1UL) << r->build->block_order) / 4;

	return pages - less % pages;
}

static void run_cma_alloc_blocks(struct run *r, const uint8_t *arg)
{
	alloc_cma(r, arg[0], block_pages(r, arg[1], arg[2]), 0);
}

/* Those who want folios want them above the maximal order. */
static void run_cma_alloc_folio(struct run *r, const uint8_t *arg)
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

static void run_cma_release(struct run *r, const uint8_t *arg)
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

/* A part of an object: from `start` on, `length` pages, both modulo what there is. */
static struct range part_of(const struct object *object, unsigned int start, unsigned int length)
{
	struct range range = {.pfn = object->pfn + start % object->count};

	range.count = length % (object->pfn + object->count - range.pfn) + 1;
	return range;
}

static void run_cma_release_part(struct run *r, const uint8_t *arg)
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

static void run_cma_release_wrong(struct run *r, const uint8_t *arg)
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

/* ---------------------------------------------------------------- the DMA interface */

/* The device, and the area that serves it, if one does; for one on a node, the default area behind the node's. */
static bool pick_device(struct run *r, unsigned int n, struct object *object)
{
	object->device = n % r->machine->devices;
	object->area = core_dma_area(object->device);
	return has_room(r, 1);
}

static bool has_area(const struct run *r, const struct object *object)
{
	return object->area < r->machine->areas;
}

static unsigned long reduce_dma(const struct run *r, const struct object *object, unsigned long count)
{
	return has_area(r, object) ? reduce_count(r, object->area, count) : count;
}

/* Without an area, nothing comes; if it does, nobody owns it. */
static void add_dma(struct run *r, struct object *object, unsigned long pfn)
{
	if (has_area(r, object)) {
		add_cma(r, object, pfn);
		return;
	}
	r->rec.kind = OP_KIND_OTHER;
	r->rec.area = object->area;
	r->rec.ok = pfn != CORE_NO_PFN;
	run_settle(r);
}

/* A buffer from the area of the device's node; where there is none, the record stays with the default area. */
static void find_area(const struct run *r, struct object *object, unsigned long pfn)
{
	const struct core_area *a = r->machine->area;
	unsigned int i;

	for (i = 0; i < r->machine->areas; i++)
		if (pfn != CORE_NO_PFN && pfn >= a[i].pfn && pfn - a[i].pfn < a[i].count)
			object->area = i;
}

/* A buffer of whole pages less some 16ths of one: the kernel rounds down, and aligns by what was asked for. */
static void alloc_dma(struct run *r, const uint8_t *arg, unsigned long count, int quiet)
{
	struct object object = {.kind = OBJECT_CMA};
	unsigned long bytes, pfn;

	if (!pick_device(r, arg[0], &object))
		return;
	bytes = reduce_dma(r, &object, count) << r->build->page_shift;
	bytes -= (unsigned long)arg[2] << r->build->page_shift >> 4;
	object.count = bytes >> r->build->page_shift;
	pfn = core_dma_alloc(object.device, bytes, quiet, &r->rec.align);
	r->rec.others = core_dma_node(object.device) >= 0;
	if (r->rec.others)
		find_area(r, &object, pfn);
	/* Up to a page a device's own area alone is asked. */
	if ((!object.device || r->rec.others) && bytes <= 1UL << r->build->page_shift && pfn == CORE_NO_PFN)
		r->rec.kind = OP_KIND_OTHER;
	add_dma(r, &object, pfn);
}

static void run_dma_alloc(struct run *r, const uint8_t *arg)
{
	alloc_dma(r, arg, arg[1] + 1UL, 0);
}

static void run_dma_alloc_quiet(struct run *r, const uint8_t *arg)
{
	alloc_dma(r, arg, arg[1] + 1UL, 1);
}

static void run_dma_alloc_blocks(struct run *r, const uint8_t *arg)
{
	alloc_dma(r, arg, block_pages(r, arg[1], 0), 0);
}

static void run_dma_alloc_from(struct run *r, const uint8_t *arg)
{
	struct object object = {.kind = OBJECT_CMA};
	unsigned long pfn;

	if (!pick_device(r, arg[0], &object))
		return;
	object.count = reduce_dma(r, &object, arg[1] + 1UL);
	r->rec.align = arg[2];
	pfn = core_dma_alloc_from(object.device, object.count, &r->rec.align);
	add_dma(r, &object, pfn);
}

/* A buffer goes back through the device it is of, however it was allocated. */
static void free_dma(struct run *r, unsigned int n, bool from)
{
	unsigned int slot;
	const struct object *object = pick(r, OBJECT_CMA, n, &slot);

	if (!object)
		return;
	if (object->order) {
		r->skip = a_folio;
		return;
	}
	if (from && core_dma_area(object->device) != object->area) {
		r->skip = "it is from the area of a node";
		return;
	}
	run_check_stamp(r, slot);
	r->rec.area = object->area;
	r->rec.pfn = object->pfn;
	r->rec.count = object->count;
	r->rec.ok = true;
	if (from)
		r->rec.ok = core_dma_release_from(object->device, object->pfn, object->count);
	else
		core_dma_free(object->device, object->pfn, object->count << r->build->page_shift);
	run_settle(r);
	if (r->rec.ok)
		model_remove(r->model, slot);
}

static void run_dma_free(struct run *r, const uint8_t *arg)
{
	free_dma(r, arg[0], false);
}

/* Through a device that another area serves, or none: the kernel refuses it. */
static void run_dma_release_wrong(struct run *r, const uint8_t *arg)
{
	unsigned int slot, device = arg[1] % r->machine->devices, area = core_dma_area(device);
	const struct object *object = pick(r, OBJECT_CMA, arg[0], &slot);

	if (!object)
		return;
	if (area == object->area || core_dma_node(device) >= 0) {
		r->skip = "it is of that device's area";
		return;
	}
	r->rec.misuse = true;
	r->rec.area = object->area;
	r->rec.pfn = object->pfn;
	r->rec.count = object->count;
	r->rec.ok = core_dma_release_from(device, object->pfn, object->count);
	run_settle(r);
}

static void run_dma_release_from(struct run *r, const uint8_t *arg)
{
	free_dma(r, arg[0], true);
}

/* ---------------------------------------------------------------- pins */

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

static void run_pin(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	struct object *object = pick(r, OBJECT_MOVABLE, arg[0], &slot);

	if (object)
		pin(r, object);
}

/* The movable page in use that lies nearest behind a place in an area. */
static void run_pin_at(struct run *r, const uint8_t *arg)
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

static void run_unpin(struct run *r, const uint8_t *arg)
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

/* ---------------------------------------------------------------- contiguous ranges and isolation */

static void alloc_contig(struct run *r, struct range range)
{
	struct object object = {.kind = OBJECT_CONTIG, .pfn = range.pfn, .count = range.count};

	if (!range.count) {
		r->skip = "nothing fits";
		return;
	}
	if (!has_room(r, 1))
		return;
	r->rec.pfn = range.pfn;
	r->rec.count = range.count;
	r->rec.err = core_contig_alloc(range.pfn, range.pfn + range.count, range.type);
	r->rec.ok = !r->rec.err;
	run_settle(r);
	if (r->rec.ok)
		r->rec.slot = model_add(r->model, &object);
}

static void run_contig_alloc(struct run *r, const uint8_t *arg)
{
	alloc_contig(r, blocks_one_type(r, arg[0], arg[1], arg[2] + 1UL));
}

static void run_contig_alloc_blocks(struct run *r, const uint8_t *arg)
{
	alloc_contig(r, blocks_one_type(r, arg[0], arg[1], block_pages(r, arg[2], 0)));
}

/* A range that somebody holds isolated, as if the two had raced: the kernel must refuse it. */
static void run_contig_alloc_isolated(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	const struct object *object = pick(r, OBJECT_ISOLATION, arg[0], &slot);

	if (!object)
		return;
	r->rec.misuse = true;
	r->rec.pfn = object->pfn;
	r->rec.count = object->count;
	r->rec.err = core_contig_alloc(object->pfn, object->pfn + object->count, CORE_MOVABLE);
	r->rec.ok = !r->rec.err;
}

static void free_contig(struct run *r, unsigned int slot, struct range part)
{
	run_check_stamp(r, slot);
	r->rec.ok = true;
	r->rec.pfn = part.pfn;
	r->rec.count = part.count;
	core_contig_free(part.pfn, part.count);
	run_settle(r);
	model_cut(r->model, slot, part.pfn, part.count);
}

static void run_contig_free(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	const struct object *object = pick(r, OBJECT_CONTIG, arg[0], &slot);

	if (object)
		free_contig(r, slot, (struct range){.pfn = object->pfn, .count = object->count});
}

static void run_contig_free_part(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	const struct object *object = pick(r, OBJECT_CONTIG, arg[0], &slot);

	if (object && has_room(r, 1))
		free_contig(r, slot, part_of(object, arg[1], arg[2]));
}

/* Memory offlining: per-CPU lists off first, if so asked, then the isolation; on failure all is undone. */
static void run_isolate(struct run *r, const uint8_t *arg)
{
	struct object object = {.kind = OBJECT_ISOLATION, .pcp_off = arg[2]};
	struct range range;

	if (object.pcp_off && r->pcp_off) {
		r->skip = would_sleep;
		return;
	}
	range = blocks_one_zone(r, arg[0], arg[1] + 1);
	if (!range.count) {
		r->skip = "nothing fits";
		return;
	}
	if (!has_room(r, 1))
		return;
	r->rec.pfn = object.pfn = range.pfn;
	r->rec.count = object.count = range.count;
	if (object.pcp_off)
		core_pcp_disable(range.pfn);
	r->rec.err = core_isolate(range.pfn, range.pfn + range.count);
	r->rec.ok = !r->rec.err;
	if (object.pcp_off && !r->rec.ok)
		core_pcp_enable(range.pfn);
	run_settle(r);
	if (!r->rec.ok)
		return;
	r->rec.slot = model_add(r->model, &object);
	r->pcp_off += object.pcp_off;
}

static void run_unisolate(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	const struct object *object = pick(r, OBJECT_ISOLATION, arg[0], &slot);

	if (!object)
		return;
	r->rec.ok = true;
	r->rec.pfn = object->pfn;
	r->rec.count = object->count;
	core_unisolate(object->pfn, object->pfn + object->count);
	if (object->pcp_off)
		core_pcp_enable(object->pfn);
	run_settle(r);
	r->pcp_off -= object->pcp_off;
	model_remove(r->model, slot);
}

/* ---------------------------------------------------------------- the machine */

static void run_drain(struct run *r, const uint8_t *arg)
{
	r->rec.ok = true;
	core_drain(arg[0] ? (arg[0] - 1u) % r->build->cpus : CORE_MAX_CPUS);
}

static void run_cpu(struct run *r, const uint8_t *arg)
{
	r->rec.ok = true;
	r->value_name = "CPU";
	r->value = arg[0] % r->build->cpus;
	core_set_cpu(r->value);
}

static void run_min_free(struct run *r, const uint8_t *arg)
{
	unsigned long memory_kb = (r->machine->end_pfn - r->machine->start_pfn) << (r->build->page_shift - 10);

	if (r->pcp_off) {
		r->skip = would_sleep;
		return;
	}
	r->rec.ok = true;
	r->value_name = "min_free_kbytes";
	r->value = memory_kb * arg[0] / 2048;
	core_min_free_kb(r->value);
}

static void run_compact(struct run *r, const uint8_t *arg)
{
	unsigned int classes = core_gfps(), class = arg[0], i;

	/* Only those who may sleep get into compaction. */
	for (i = 0; i < classes && !core_gfp(class)->reclaim; i++)
		class = (class + 1) % classes;
	if (i == classes || !r->build->max_order) {
		r->skip = "no class may compact";
		return;
	}
	r->rec.gfp = class;
	r->rec.order = 1 + arg[1] % r->build->max_order;
	r->rec.ok = core_compact(class, r->rec.order);
}

static void run_tick(struct run *r, const uint8_t *arg)
{
	r->rec.ok = true;
	core_tick(2 * (arg[0] + 1ul));
}

/* No operation of the kernel's: the record stays empty. */
static void run_expect(struct run *r, const uint8_t *arg)
{
	const struct op op = {.arg = {arg[0], arg[1]}};

	r->rec.ok = true;
	expect_check(r, text_statement(&op));
}

/* ---------------------------------------------------------------- the table */

/* Stored programs name operations in text or by index: append only, and keep the first two where they are. */
const struct op_info ops[] = {
	{.name = "alloc",
	 .help = "allocate a block of 2^order pages",
	 .param = {{"order", PARAM_ORDER, 0}, {"gfp", PARAM_GFP, 0}},
	 .kind = OP_KIND_ALLOC,
	 .run = run_alloc},
	{.name = "free",
	 .help = "free a block",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_FREE,
	 .run = run_free},
	{.name = "free_movable",
	 .help = "take a page from the movable driver and free it",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_FREE,
	 .run = run_free_movable},
	{.name = "split",
	 .help = "split a block into single pages",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_OTHER,
	 .run = run_split},
	{.name = "write",
	 .help = "write new contents into a block",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_OTHER,
	 .run = run_write},
	{.name = "movable",
	 .help = "allocate a page and hand it to the movable driver",
	 .kind = OP_KIND_ALLOC,
	 .run = run_movable},
	{.name = "alloc_many",
	 .help = "alloc, count times",
	 .param = {{"order", PARAM_ORDER, 0}, {"gfp", PARAM_GFP, 0}, {"count", PARAM_COUNT, 32}},
	 .kind = OP_KIND_ALLOC,
	 .run = run_alloc,
	 .repeat = 3},
	{.name = "free_many",
	 .help = "free, count times",
	 .param = {{"nth", PARAM_OBJECT, 0}, {"count", PARAM_COUNT, 32}},
	 .kind = OP_KIND_FREE,
	 .run = run_free,
	 .repeat = 2},
	{.name = "movable_many",
	 .help = "movable, count times",
	 .param = {{"count", PARAM_COUNT, 64}},
	 .kind = OP_KIND_ALLOC,
	 .run = run_movable,
	 .repeat = 1},
	{.name = "cma_alloc",
	 .help = "allocate from a CMA area",
	 .param = {{"area", PARAM_AREA, 0}, {"count", PARAM_COUNT, 0}, {"align", PARAM_ALIGN, 0}},
	 .kind = OP_KIND_CMA_ALLOC,
	 .run = run_cma_alloc},
	{.name = "cma_release",
	 .help = "release a CMA allocation",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_CMA_RELEASE,
	 .run = run_cma_release},
	{.name = "cma_release_part",
	 .help = "release a part of a CMA allocation",
	 .param = {{"nth", PARAM_OBJECT, 0}, {"start", PARAM_OFFSET, 0}, {"count", PARAM_COUNT, 0}},
	 .kind = OP_KIND_CMA_RELEASE,
	 .run = run_cma_release_part},
	{.name = "cma_release_wrong",
	 .help = "release what the kernel must refuse",
	 .param = {{"area", PARAM_AREA, 0}, {"how", PARAM_WRONG, 0}, {"by", PARAM_OFFSET, 0}},
	 .kind = OP_KIND_CMA_RELEASE,
	 .run = run_cma_release_wrong},
	{.name = "contig_alloc",
	 .help = "allocate a given range, or as much of it as fits near by",
	 .param = {{"block", PARAM_BLOCK, 0}, {"offset", PARAM_OFFSET, 0}, {"count", PARAM_COUNT, 0}},
	 .kind = OP_KIND_CONTIG_ALLOC,
	 .run = run_contig_alloc},
	{.name = "contig_free",
	 .help = "free such a range",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_CONTIG_FREE,
	 .run = run_contig_free},
	{.name = "contig_free_part",
	 .help = "free a part of such a range",
	 .param = {{"nth", PARAM_OBJECT, 0}, {"start", PARAM_OFFSET, 0}, {"count", PARAM_COUNT, 0}},
	 .kind = OP_KIND_CONTIG_FREE,
	 .run = run_contig_free_part},
	{.name = "isolate",
	 .help = "isolate pageblocks as memory offlining does, and hold them",
	 .param = {{"block", PARAM_BLOCK, 0}, {"blocks", PARAM_COUNT, 4}, {"pcp_off", PARAM_BOOL, 0}},
	 .kind = OP_KIND_ISOLATE,
	 .run = run_isolate},
	{.name = "unisolate",
	 .help = "undo such an isolation",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_UNISOLATE,
	 .run = run_unisolate},
	{.name = "drain",
	 .help = "drain per-CPU lists",
	 .param = {{"cpu", PARAM_CPU_ALL, 0}},
	 .kind = OP_KIND_OTHER,
	 .run = run_drain},
	{.name = "cpu",
	 .help = "go on on another CPU",
	 .param = {{"cpu", PARAM_CPU, 0}},
	 .kind = OP_KIND_OTHER,
	 .run = run_cpu},
	{.name = "min_free",
	 .help = "set vm.min_free_kbytes",
	 .param = {{"share", PARAM_SHARE, 0}},
	 .kind = OP_KIND_OTHER,
	 .run = run_min_free},
	{.name = "compact",
	 .help = "compact for an allocation of that class and order",
	 .param = {{"gfp", PARAM_GFP, 0}, {"order", PARAM_ORDER, 0}},
	 .kind = OP_KIND_OTHER,
	 .run = run_compact},
	{.name = "tick",
	 .help = "let time pass",
	 .param = {{"jiffies", PARAM_JIFFIES, 0}},
	 .kind = OP_KIND_OTHER,
	 .run = run_tick},
	{.name = "dma_alloc",
	 .help = "allocate a DMA buffer of count pages, or a part of a page less",
	 .param = {{"device", PARAM_DEVICE, 0}, {"count", PARAM_COUNT, 0}, {"part", PARAM_PART, 0}},
	 .kind = OP_KIND_CMA_ALLOC,
	 .run = run_dma_alloc},
	{.name = "dma_free",
	 .help = "free a CMA allocation as a DMA buffer",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_CMA_RELEASE,
	 .run = run_dma_free},
	{.name = "dma_alloc_blocks",
	 .help = "dma_alloc, in quarters of a pageblock",
	 .param = {{"device", PARAM_DEVICE, 0}, {"blocks", PARAM_BLOCKS, 0}, {"part", PARAM_PART, 0}},
	 .kind = OP_KIND_CMA_ALLOC,
	 .run = run_dma_alloc_blocks},
	{.name = "dma_alloc_from",
	 .help = "allocate from the CMA area of a device",
	 .param = {{"device", PARAM_DEVICE, 0}, {"count", PARAM_COUNT, 0}, {"align", PARAM_ALIGN, 0}},
	 .kind = OP_KIND_CMA_ALLOC,
	 .run = run_dma_alloc_from},
	{.name = "dma_release_from",
	 .help = "release a CMA allocation to the area of its device",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_CMA_RELEASE,
	 .run = run_dma_release_from},
	{.name = "cma_alloc_blocks",
	 .help = "cma_alloc, in quarters of a pageblock less some pages",
	 .param = {{"area", PARAM_AREA, 0}, {"blocks", PARAM_BLOCKS, 0}, {"less", PARAM_OFFSET, 0}},
	 .kind = OP_KIND_CMA_ALLOC,
	 .run = run_cma_alloc_blocks},
	{.name = "contig_alloc_blocks",
	 .help = "contig_alloc, in quarters of a pageblock",
	 .param = {{"block", PARAM_BLOCK, 0}, {"offset", PARAM_OFFSET, 0}, {"blocks", PARAM_BLOCKS, 0}},
	 .kind = OP_KIND_CONTIG_ALLOC,
	 .run = run_contig_alloc_blocks},
	{.name = "pin",
	 .help = "the driver of a movable page refuses to let it migrate, as a balloon does while its lock is held",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_OTHER,
	 .run = run_pin},
	{.name = "unpin",
	 .help = "it does not refuse any more, for one pin",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_OTHER,
	 .run = run_unpin},
	{.name = "cma_alloc_folio",
	 .help = "allocate a folio above the maximal order from a CMA area; cma_release frees it",
	 .param = {{"area", PARAM_AREA, 0}, {"above", PARAM_COUNT, 3}},
	 .kind = OP_KIND_CMA_ALLOC,
	 .run = run_cma_alloc_folio},
	{.name = "dma_alloc_quiet",
	 .help = "dma_alloc without a message if it fails",
	 .param = {{"device", PARAM_DEVICE, 0}, {"count", PARAM_COUNT, 0}, {"part", PARAM_PART, 0}},
	 .kind = OP_KIND_CMA_ALLOC,
	 .run = run_dma_alloc_quiet},
	{.name = "dma_release_wrong",
	 .help = "release a CMA allocation through a device of another area, or of none: the kernel must refuse it",
	 .param = {{"nth", PARAM_OBJECT, 0}, {"device", PARAM_DEVICE, 0}},
	 .kind = OP_KIND_CMA_RELEASE,
	 .run = run_dma_release_wrong},
	{.name = "contig_alloc_isolated",
	 .help = "ask for the range of a held isolation, which the kernel must refuse",
	 .param = {{"nth", PARAM_OBJECT, 0}},
	 .kind = OP_KIND_CONTIG_ALLOC,
	 .run = run_contig_alloc_isolated,
	 .text_only = true},
	{.name = "movable_fill",
	 .help = "movable, until there is no memory",
	 .kind = OP_KIND_ALLOC,
	 .run = run_movable,
	 .repeat = OP_REPEAT,
	 .text_only = true},
	{.name = "free_outside",
	 .help = "free_movable of each page that lies outside the area",
	 .param = {{"area", PARAM_AREA, 0}},
	 .kind = OP_KIND_FREE,
	 .run = run_free_outside,
	 .repeat = OP_REPEAT,
	 .text_only = true},
	{.name = "pin_at",
	 .help = "pin of the movable page that lies nearest behind so many pageblocks of an area",
	 .param = {{"area", PARAM_AREA, 0}, {"blocks", PARAM_BLOCKS, 0}},
	 .kind = OP_KIND_OTHER,
	 .run = run_pin_at,
	 .text_only = true},
	{.name = "expect",
	 .help = "what must be true here, see fuzz/README.md",
	 .kind = OP_KIND_OTHER,
	 .run = run_expect,
	 .statement = expect_known,
	 .text_only = true},
};
const unsigned int op_count = sizeof(ops) / sizeof(ops[0]);

_Static_assert(sizeof(ops) / sizeof(ops[0]) <= PROGRAM_SLOTS, "an opcode byte has no more slots");

int op_code(const char *name)
{
	unsigned int i;

	for (i = 0; i < op_count; i++)
		if (!strcmp(name, ops[i].name))
			return i;
	return -1;
}
