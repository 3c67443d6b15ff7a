// SPDX-License-Identifier: GPL-2.0
/* contig.c - operations on contiguous ranges and isolation; see op.h for their shape. */
#include "op/common.h"

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

void run_contig_alloc(struct run *r, const uint8_t *arg)
{
	alloc_contig(r, blocks_one_type(r, arg[0], arg[1], arg[2] + 1UL));
}

void run_contig_alloc_blocks(struct run *r, const uint8_t *arg)
{
	alloc_contig(r, blocks_one_type(r, arg[0], arg[1], block_pages(r, arg[2], 0)));
}

/* A range that somebody holds isolated, as if the two had raced: the kernel must refuse it. */
void run_contig_alloc_isolated(struct run *r, const uint8_t *arg)
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

void run_contig_free(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	const struct object *object = pick(r, OBJECT_CONTIG, arg[0], &slot);

	if (object)
		free_contig(r, slot, (struct range){.pfn = object->pfn, .count = object->count});
}

void run_contig_free_part(struct run *r, const uint8_t *arg)
{
	unsigned int slot;
	const struct object *object = pick(r, OBJECT_CONTIG, arg[0], &slot);

	if (object && has_room(r, 1))
		free_contig(r, slot, part_of(object, arg[1], arg[2]));
}

/* Memory offlining: per-CPU lists off first, if so asked, then the isolation; on failure all is undone. */
void run_isolate(struct run *r, const uint8_t *arg)
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

void run_unisolate(struct run *r, const uint8_t *arg)
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
