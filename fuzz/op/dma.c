// SPDX-License-Identifier: GPL-2.0
/* dma.c - operations on the DMA interface; see op.h for their shape. */
#include "lang/exact.h"
#include "op/common.h"
#include "op/table.h"

static bool has_area(const struct run *r, unsigned int area)
{
	return area < r->machine->areas;
}

/* The device, and the area that serves it, if one does; for one on a node, the default area behind the node's. */
static bool pick_device(struct run *r, unsigned int n)
{
	r->call.device = reduced(r, "device", n, 0, r->machine->devices);
	r->call.area = core_dma_area(r->call.device);
	return has_room(r, 1);
}

static unsigned long reduce_dma(struct run *r, unsigned long count)
{
	return has_area(r, r->call.area) ? reduce_count(r, r->call.area, count) : count;
}

/* A buffer of whole pages less some 16ths of one: the kernel rounds down, and aligns by what was asked for. */
static void prepare_buffer(struct run *r, const uint8_t *arg, unsigned long count)
{
	unsigned int shift = r->build->page_shift;

	if (!pick_device(r, arg[0]))
		return;
	r->call.bytes = (reduce_dma(r, count) << shift) - ((unsigned long)arg[2] << shift >> 4);
	r->call.count = r->call.bytes >> shift;
	r->call.others = core_dma_node(r->call.device) >= 0;
}

static void prepare_dma_alloc(struct run *r, const uint8_t *arg)
{
	prepare_buffer(r, arg, arg[1] + 1UL);
}

static void prepare_dma_alloc_blocks(struct run *r, const uint8_t *arg)
{
	prepare_buffer(r, arg, block_pages(r, arg[1], 0));
}

/* A scenario's: nothing is reduced, whatever the area's size, and made whole pages, as dma_direct_alloc() does. */
static void prepare_dma_request(struct run *r, const uint8_t *arg)
{
	struct exact e;

	(void)arg;
	exact_parse(&e, program_text(r->program, r->op));
	if (e.device >= r->machine->devices) {
		r->skip = "no such device";
		return;
	}
	if (!pick_device(r, e.device))
		return;
	r->call.count = pages_of(r, e.size);
	r->call.bytes = r->call.count << r->build->page_shift;
	r->call.others = core_dma_node(r->call.device) >= 0;
}

/* The area of the device's node that a buffer came from; where there is none, the record keeps the default area. */
static void find_area(struct run *r)
{
	const struct core_area *a = r->machine->area;
	unsigned int i;

	for (i = 0; i < r->machine->areas; i++)
		if (r->rec.ok && r->rec.pfn >= a[i].pfn && r->rec.pfn - a[i].pfn < a[i].count)
			r->rec.area = i;
}

/* Without an area, nothing comes; if it does, nobody owns it. */
static void record_buffer(struct run *r, unsigned long pfn)
{
	r->rec.pfn = pfn;
	r->rec.ok = pfn != CORE_NO_PFN;
	if (r->call.others)
		find_area(r);
	if (has_area(r, r->rec.area))
		return;
	r->rec.kind = OP_KIND_OTHER;
	r->rec.pfn = CORE_NO_PFN;
	r->rec.count = 0;
}

static void alloc_buffer(struct run *r, int quiet)
{
	bool small = r->call.bytes <= 1UL << r->build->page_shift;
	unsigned long pfn = core_dma_alloc(r->call.device, r->call.bytes, quiet, &r->rec.align);

	record_buffer(r, pfn);
	/* Up to a page a device's own area alone is asked. */
	if ((!r->call.device || r->call.others) && small && pfn == CORE_NO_PFN)
		r->rec.kind = OP_KIND_OTHER;
}

static void act_dma_alloc(struct run *r)
{
	alloc_buffer(r, 0);
}

static void act_dma_alloc_quiet(struct run *r)
{
	alloc_buffer(r, 1);
}

static void apply_dma_alloc(struct run *r)
{
	if (has_area(r, r->rec.area))
		add_object(r, (struct object){.kind = OBJECT_CMA, .area = r->rec.area, .device = r->call.device});
}

static void prepare_dma_alloc_from(struct run *r, const uint8_t *arg)
{
	if (!pick_device(r, arg[0]))
		return;
	r->call.count = reduce_dma(r, arg[1] + 1UL);
	r->call.align = arg[2];
}

static void act_dma_alloc_from(struct run *r)
{
	record_buffer(r, core_dma_alloc_from(r->call.device, r->call.count, &r->rec.align));
}

/* A buffer goes back through the device it is of, however it was allocated. */
static const struct object *prepare_back(struct run *r, unsigned int n)
{
	const struct object *object = pick_to_free(r, OBJECT_CMA, n);

	if (!object)
		return NULL;
	r->call.area = object->area;
	r->call.device = object->device;
	if (object->order)
		r->skip = a_folio;
	return object->order ? NULL : object;
}

static void prepare_dma_free(struct run *r, const uint8_t *arg)
{
	prepare_back(r, arg[0]);
	r->call.bytes = r->call.count << r->build->page_shift;
}

static void act_dma_free(struct run *r)
{
	core_dma_free(r->call.device, r->call.pfn, r->call.bytes);
}

static void prepare_dma_release_from(struct run *r, const uint8_t *arg)
{
	const struct object *object = prepare_back(r, arg[0]);

	if (object && core_dma_area(object->device) != object->area)
		r->skip = "it is from the area of a node";
}

static void act_dma_release_from(struct run *r)
{
	r->rec.ok = core_dma_release_from(r->call.device, r->call.pfn, r->call.count);
}

/* Through a device that another area serves, or none: the kernel refuses it. */
static void prepare_dma_release_wrong(struct run *r, const uint8_t *arg)
{
	unsigned int device = reduced(r, "device", arg[1], 0, r->machine->devices);
	const struct object *object = pick(r, OBJECT_CMA, arg[0]);

	if (!object)
		return;
	r->call.misuse = true;
	r->call.area = object->area;
	r->call.device = device;
	if (core_dma_area(device) == object->area || core_dma_node(device) >= 0)
		r->skip = "it is of that device's area";
}

/* ---------------------------------------------------------------- the table */

/* Of several rows. */
#define WORDS_DMA_ALLOC {"a DMA buffer of {bytes} bytes for {device}", "is allocated: {pages}", "cannot be allocated"}

static const struct op_action actions[] = {
	{OP_DMA_ALLOC, prepare_dma_alloc, act_dma_alloc, apply_dma_alloc, WORDS_DMA_ALLOC},
	{OP_DMA_FREE,
	 prepare_dma_free,
	 act_dma_free,
	 apply_free,
	 {"the allocation at {pages} of {area}", "is freed as a DMA buffer of {device}", NULL}},
	{OP_DMA_ALLOC_BLOCKS, prepare_dma_alloc_blocks, act_dma_alloc, apply_dma_alloc, WORDS_DMA_ALLOC},
	{OP_DMA_ALLOC_FROM,
	 prepare_dma_alloc_from,
	 act_dma_alloc_from,
	 apply_dma_alloc,
	 {"an allocation of {count} from the area of {device}, aligned to order {align},", "gives {pages}", "fails"}},
	{OP_DMA_RELEASE_FROM,
	 prepare_dma_release_from,
	 act_dma_release_from,
	 apply_free,
	 {"the allocation at {pages} of {area}", "is released through {device}", "is not taken back by {device}"}},
	{OP_DMA_ALLOC_QUIET, prepare_dma_alloc, act_dma_alloc_quiet, apply_dma_alloc, WORDS_DMA_ALLOC},
	{OP_DMA_REQUEST, prepare_dma_request, act_dma_alloc, apply_dma_alloc, WORDS_DMA_ALLOC},
	{OP_DMA_RELEASE_WRONG,
	 prepare_dma_release_wrong,
	 act_dma_release_from,
	 NULL,
	 {"the allocation at {pages} of {area}", "is taken back by {device}, which another area serves",
	  "is refused by {device}, which another area serves"}},
};

const struct op_subject op_dma = OP_SUBJECT(actions);
