// SPDX-License-Identifier: GPL-2.0
/* dma.c - operations on the DMA interface; see op.h for their shape. */
#include "op/common.h"

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

void run_dma_alloc(struct run *r, const uint8_t *arg)
{
	alloc_dma(r, arg, arg[1] + 1UL, 0);
}

void run_dma_alloc_quiet(struct run *r, const uint8_t *arg)
{
	alloc_dma(r, arg, arg[1] + 1UL, 1);
}

void run_dma_alloc_blocks(struct run *r, const uint8_t *arg)
{
	alloc_dma(r, arg, block_pages(r, arg[1], 0), 0);
}

void run_dma_alloc_from(struct run *r, const uint8_t *arg)
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

void run_dma_free(struct run *r, const uint8_t *arg)
{
	free_dma(r, arg[0], false);
}

/* Through a device that another area serves, or none: the kernel refuses it. */
void run_dma_release_wrong(struct run *r, const uint8_t *arg)
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

void run_dma_release_from(struct run *r, const uint8_t *arg)
{
	free_dma(r, arg[0], true);
}
