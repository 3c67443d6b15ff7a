// SPDX-License-Identifier: GPL-2.0
/* contig.c - operations on contiguous ranges and isolation; see op.h for their shape. */
#include "op/common.h"
#include "op/table.h"

static bool call_range(struct run *r, struct range range)
{
	if (!range.count) {
		r->skip = "nothing fits";
		return false;
	}
	r->call.pfn = range.pfn;
	r->call.count = range.count;
	r->call.type = range.type;
	return has_room(r, 1);
}

static void prepare_contig_alloc(struct run *r, const uint8_t *arg)
{
	call_range(r, ranges_one_type(r, arg[0], arg[1], arg[2] + 1UL));
}

static void prepare_contig_alloc_blocks(struct run *r, const uint8_t *arg)
{
	call_range(r, ranges_one_type(r, arg[0], arg[1], block_pages(r, arg[2], 0)));
}

static void act_contig_alloc(struct run *r)
{
	r->rec.err = core_contig_alloc(r->call.pfn, r->call.pfn + r->call.count, r->call.type);
	r->rec.ok = !r->rec.err;
}

static void apply_contig_alloc(struct run *r)
{
	add_object(r, (struct object){.kind = OBJECT_CONTIG});
}

/* It would meet the isolation, and some kernels end that then (corpus/regressions/6.12/isolation-undone.mm). */
static void prepare_contig_pages(struct run *r, const uint8_t *arg)
{
	r->call.count = arg[0] + 1u;
	r->call.type = CORE_MOVABLE;
	if (r->model->live_count[OBJECT_ISOLATION])
		r->skip = "an isolation is held";
	else
		has_room(r, 1);
}

static void act_contig_pages(struct run *r)
{
	r->rec.pfn = core_contig_pages(r->call.count);
	r->rec.ok = r->rec.pfn != CORE_NO_PFN;
	r->rec.searched = true;
	/* Which ranges it tried nobody knows. */
	if (!r->rec.ok)
		r->rec.kind = OP_KIND_OTHER;
}

/* A range that somebody holds isolated, as if the two had raced: the kernel must refuse it. */
static void prepare_contig_alloc_isolated(struct run *r, const uint8_t *arg)
{
	r->call.misuse = pick(r, OBJECT_ISOLATION, arg[0]);
	r->call.type = CORE_MOVABLE;
}

static void prepare_contig_free(struct run *r, const uint8_t *arg)
{
	pick_to_free(r, OBJECT_CONTIG, arg[0]);
}

static void prepare_contig_free_part(struct run *r, const uint8_t *arg)
{
	if (pick_to_free(r, OBJECT_CONTIG, arg[0]) && has_room(r, 1))
		call_part(r, arg[1], arg[2]);
}

static void act_contig_free(struct run *r)
{
	core_contig_free(r->call.pfn, r->call.count);
}

/* Memory offlining: per-CPU lists off first, if so asked, then the isolation; on failure all is undone. */
static void prepare_isolate(struct run *r, const uint8_t *arg)
{
	r->call.pcp_off = arg[2];
	if (r->call.pcp_off && (r->pcp_off || r->beside))
		r->skip = would_sleep;
	else
		call_range(r, ranges_one_zone(r, arg[0], arg[1] + 1));
}

static void act_isolate(struct run *r)
{
	if (r->call.pcp_off)
		core_pcp_disable(r->call.pfn);
	r->rec.err = core_isolate(r->call.pfn, r->call.pfn + r->call.count);
	r->rec.ok = !r->rec.err;
	if (r->call.pcp_off && !r->rec.ok)
		core_pcp_enable(r->call.pfn);
}

static void apply_isolate(struct run *r)
{
	add_object(r, (struct object){.kind = OBJECT_ISOLATION, .pcp_off = r->call.pcp_off});
	r->pcp_off += r->rec.ok && r->call.pcp_off;
}

static void prepare_unisolate(struct run *r, const uint8_t *arg)
{
	const struct object *object = pick(r, OBJECT_ISOLATION, arg[0]);

	r->call.pcp_off = object && object->pcp_off;
	/* Whose mutex is that of who disabled them. */
	if (r->call.pcp_off && r->beside)
		r->skip = would_sleep;
}

static void act_unisolate(struct run *r)
{
	core_unisolate(r->call.pfn, r->call.pfn + r->call.count);
	if (r->call.pcp_off)
		core_pcp_enable(r->call.pfn);
}

static void apply_unisolate(struct run *r)
{
	r->pcp_off -= r->call.pcp_off;
	apply_free(r);
}

/* ---------------------------------------------------------------- the table */

/* Of several rows. */
#define WORDS_CONTIG_ALLOC {"the range at {pages}, {type},", "is allocated", "cannot be allocated{error}"}

static const struct op_action actions[] = {
	{OP_CONTIG_ALLOC, prepare_contig_alloc, act_contig_alloc, apply_contig_alloc, WORDS_CONTIG_ALLOC},
	{OP_CONTIG_PAGES,
	 prepare_contig_pages,
	 act_contig_pages,
	 apply_contig_alloc,
	 {"a range of {count}, wherever there is one,", "is allocated: {pages}", "cannot be allocated"}},
	{OP_CONTIG_FREE,
	 prepare_contig_free,
	 act_contig_free,
	 apply_free_part,
	 {"the range at {pages}", "is freed", NULL}},
	{OP_CONTIG_FREE_PART,
	 prepare_contig_free_part,
	 act_contig_free,
	 apply_free_part,
	 {"a part of a range, {pages},", "is freed", NULL}},
	{OP_ISOLATE,
	 prepare_isolate,
	 act_isolate,
	 apply_isolate,
	 {"the isolation of {blocks}{pcp_off}", "is held", "fails{error}"}},
	{OP_UNISOLATE,
	 prepare_unisolate,
	 act_unisolate,
	 apply_unisolate,
	 {"the isolation of {blocks}{pcp_off}", "is undone", NULL}},
	{OP_CONTIG_ALLOC_BLOCKS, prepare_contig_alloc_blocks, act_contig_alloc, apply_contig_alloc, WORDS_CONTIG_ALLOC},
	{OP_CONTIG_ALLOC_ISOLATED,
	 prepare_contig_alloc_isolated,
	 act_contig_alloc,
	 NULL,
	 {"the range at {pages}, which is held isolated,", "is allocated", "is refused{error}"}},
};

static const struct op_owner op_owners[] = {
	{OBJECT_CONTIG, OP_CONTIG_FREE, OP_FREE, OBSTACLE_CONTIG, false, "R", "allocated as a range"},
	{OBJECT_ISOLATION, OP_UNISOLATE, OP_FREE, NULL, false, NULL, NULL},
};

const struct op_subject op_contig = OP_SUBJECT_OWNERS(actions, op_owners);
