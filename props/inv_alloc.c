// SPDX-License-Identifier: GPL-2.0
/*
 * inv_alloc.c - B11, B12 and B14: what an allocation returns, when it may fail, and what becomes of the bytes.
 */
#include <errno.h>
#include <stddef.h>

#include "props/inv.h"

/* Kinds whose objects own pages. */

/* ---------------------------------------------------------------- B11: what is returned */

static bool may_use_zone(const struct op_record *op, unsigned int zone)
{
	unsigned char zones[CORE_MAX_ZONES];
	unsigned int i, count = core_zonelist(op->gfp, zones);

	for (i = 0; i < count; i++)
		if (zones[i] == zone)
			return true;
	return false;
}

static void check_returned(struct check *c)
{
	const struct op_record *op = c->op;
	unsigned long last = op->pfn + (1ul << op->order) - 1, i;
	unsigned int zone = zone_of(c->machine, op->pfn);

	if (op->slot != MODEL_NONE && c->model->taken != CORE_NO_PFN)
		check_fail_page(c->model->taken, "B11", "owned",
				"the allocation [0x%lx, 0x%lx] holds page 0x%lx, which is owned", op->pfn, last,
				c->model->taken);
	if (op->pfn & ((1ul << op->order) - 1))
		check_fail_page(op->pfn, "B11", "alignment", "the block at 0x%lx is not aligned to order %u", op->pfn,
				op->order);
	if (zone == NO_ZONE || zone_of(c->machine, last) != zone || !may_use_zone(op, zone)) {
		check_fail_page(op->pfn, "B11", "zone",
				"the block [0x%lx, 0x%lx] lies in zone %u, which class %s may not use", op->pfn, last,
				zone, core_gfp(op->gfp)->name);
		return;
	}
	for (i = 0; i < c->words; i++) {
		if ((c->word[i] & (CORE_PG_VALID | CORE_PG_RESERVED)) == CORE_PG_VALID && !is_held(c, op->pfn + i))
			continue;
		check_fail_page(op->pfn + i, "B11", "reserved",
				"the allocation [0x%lx, 0x%lx] holds page 0x%lx, which was not free", op->pfn, last,
				op->pfn + i);
		break;
	}
}

/* ---------------------------------------------------------------- B11: when it may fail */

/*
 * The kernel checks watermarks with the global counters, which lag behind by up to the threshold of each CPU's
 * difference; the checks read the exact sum.
 */
static long counter_drift(const struct check *c, const struct core_view_zone *z)
{
	unsigned long units = z->managed >> (27 - c->build->page_shift);
	unsigned int cpus_bits = 32 - __builtin_clz(c->build->cpus | 1);
	unsigned int mem_bits = units ? 64 - __builtin_clzl(units) : 0;
	long threshold = 2l * cpus_bits * (1 + mem_bits);

	return (threshold < 125 ? threshold : 125) * c->build->cpus;
}

/* Whether the zone stood so far above its watermark that no allocation of this class and order may fail there. */
static bool above_watermark(const struct check *c, const struct core_view_zone *z)
{
	const struct core_gfp *gfp = core_gfp(c->op->gfp);
	long spare = z->stat_free - ((1l << c->op->order) - 1), reserve = 0;
	unsigned int i;

	/* A negative counter counts for nothing, as in zone_page_state() (include/linux/vmstat.h). */
	if (!gfp->cma && z->stat_free_cma > 0)
		spare -= z->stat_free_cma;
	spare -= z->stat_free_highatomic < 0 ? (long)z->nr_reserved_highatomic : z->stat_free_highatomic;
	spare -= 2 * counter_drift(c, z);
	for (i = 0; i < CORE_MAX_ZONES; i++)
		if (z->lowmem_reserve[i] > reserve)
			reserve = z->lowmem_reserve[i];
	return spare > (long)(z->wmark[0] + z->wmark_boost) + reserve;
}

static bool has_order(const struct check *c, const struct core_view_zone *z)
{
	unsigned int order;

	for (order = c->op->order; order <= c->build->max_order; order++)
		if (z->nr_free[order])
			return true;
	return false;
}

/* Whether a block of the order lies on a list that the class may use; walks the machine. */
static bool has_eligible(const struct check *c, unsigned int zone)
{
	const struct core_view *view = core_view();
	const struct core_view_zone *z = &view->zone[zone];
	unsigned int list, type;
	unsigned long pfn;

	for (pfn = z->start_pfn; pfn < z->end_pfn; pfn++) {
		list = view->list[pfn - view->start_pfn];
		type = list & 7;
		if (!(list & CORE_ON_FREE) || (list >> 3 & 15) < c->op->order)
			continue;
		if (is_mergeable(type) || (type == CORE_CMA && core_gfp(c->op->gfp)->cma))
			return true;
	}
	return false;
}

/*
 * A failed allocation ended with an attempt at the minimum watermark in every zone of its list, and nothing is freed
 * behind that attempt, but by others while the task waits: kswapd, which lowers watermarks, too, and what drains
 * per-CPU lists when time passes (vmstat_update()).  So a zone that is well above it afterwards, and
 * has the block, was so then.
 */
static void check_refused(struct check *c)
{
	unsigned char zones[CORE_MAX_ZONES];
	unsigned int i, count = core_zonelist(c->op->gfp, zones);
	struct core_view_zone z;

	if (c->op->order > c->build->max_order || core_points(CORE_POINT_OTHERS))
		return;
	for (i = 0; i < count; i++) {
		core_view_zone(zones[i], &z);
		if (!z.managed || !above_watermark(c, &z) || !has_order(c, &z))
			continue;
		if (!has_eligible(c, zones[i]))
			continue;
		check_fail("B11", "refused",
			   "class %s order %u failed, but zone %u has it: free %ld, CMA %ld, minimum %lu + %lu",
			   core_gfp(c->op->gfp)->name, c->op->order, zones[i], z.stat_free, z.stat_free_cma, z.wmark[0],
			   z.wmark_boost);
		return;
	}
}

/* ---------------------------------------------------------------- B11: when it must fail */

/*
 * Who may wait gets no page while the zone is at its minimum watermark; free CMA pages do not count for those who may
 * not use them.  Order 0 only: a block that compaction captured is handed out without a look at watermarks.  What the
 * zone had at the last look is at most what it has now, with this page, all on the per-CPU lists and the guard pages
 * that these left behind when blocks were split.
 */
static void check_watermark(struct check *c)
{
	const struct core_gfp *gfp = core_gfp(c->op->gfp);
	unsigned int zone = zone_of(c->machine, c->op->pfn), cpu;
	struct core_view_zone z;
	long usable, taken = 1;

	if (c->op->order || !gfp->reclaim || zone == NO_ZONE)
		return;
	core_view_zone(zone, &z);
	for (cpu = 0; cpu < c->build->cpus; cpu++)
		taken += z.pcp[cpu].count;
	usable = z.stat_free + (taken << c->machine->guard_order) + 2 * counter_drift(c, &z);
	if (!gfp->cma)
		usable -= z.stat_free_cma;
	if (usable <= (long)z.wmark[0])
		check_fail_page(c->op->pfn, "B11", "below",
				"class %s got a page of zone %u: free %ld, CMA %ld, minimum %lu", gfp->name, zone,
				z.stat_free, z.stat_free_cma, z.wmark[0]);
}

static void b11_result(struct check *c)
{
	if (c->op->ok)
		check_returned(c);
}

static void b11_op(struct check *c)
{
	if (c->op->ok) {
		check_returned(c);
		check_watermark(c);
	} else if (c->op->injected) {
		return;
	} else if (!c->op->err || c->op->err == -ENOMEM) {
		check_refused(c);
	}
}

/* ---------------------------------------------------------------- B12: bytes */

static void check_bytes(struct check *c, unsigned int slot, const char *detail)
{
	const struct object *object = &c->model->object[slot];
	unsigned long pfn = model_check_stamp(c->model, slot);

	if (pfn != CORE_NO_PFN)
		check_fail_page(pfn, "B12", detail, "page 0x%lx of the object [0x%lx, 0x%lx) lost its contents", pfn,
				object->pfn, object->pfn + object->count);
}

static void b12_result(struct check *c)
{
	if (c->op->ok && c->op->slot != MODEL_NONE && c->model->dirty != CORE_NO_PFN)
		check_fail_page(c->model->dirty, "B12", "not-zero",
				"page 0x%lx was allocated with __GFP_ZERO and is not zero", c->model->dirty);
}

static void b12_op(struct check *c)
{
	unsigned int i, slot;

	b12_result(c);
	for (i = 0; i < c->moves; i++) {
		slot = model_owner(c->model, c->move[i].to);
		if (slot != MODEL_NONE && owners[c->model->object[slot].kind].moves)
			check_bytes(c, slot, "moved");
	}
}

static void b12_walk(struct check *c)
{
	const struct model *model = c->model;
	unsigned int i, k;

	for (k = 0; k < OBJECT_KINDS; k++)
		for (i = 0; owners[k].owns && i < model->live_count[k]; i++)
			check_bytes(c, model->live[k][i], "bytes");
}

/* ---------------------------------------------------------------- B14: a fresh page */

enum {
	/* What no page in use may be, whatever it is used for. */
	NEVER_FRESH = CORE_PG_BUDDY | CORE_PG_GUARD | CORE_PG_RESERVED | CORE_PG_LRU | CORE_PG_ISOLATED |
		      CORE_PG_REPORTED | CORE_PG_LOCKED,
	COMPOUND = CORE_PG_HEAD | CORE_PG_TAIL,
	IN_USE = CORE_PG_MAPPED | CORE_PG_MAPPING | CORE_PG_PREP_FLAGS | CORE_PG_MOVABLE_OPS,
};

struct fresh {
	bool compound; /* one compound page */
	bool single; /* every page has its own reference, else only the first */
	bool movable; /* the movable driver has marked it already */
	unsigned int order;
};

/* Flags, mapping and map count of a compound page's tails hold parts of the folio. */
static const char *fresh_compound_problem(const struct fresh *f, unsigned long i, unsigned int word)
{
	if (i)
		return (word & CORE_PG_TAIL) && !(word & (CORE_PG_BUDDY | CORE_PG_GUARD)) ? NULL : "compound";
	if (word & NEVER_FRESH)
		return "state";
	return (word & CORE_PG_HEAD) && CORE_PG_ORDER(word) == f->order ? NULL : "compound";
}

static const char *fresh_problem(const struct fresh *f, unsigned long i, unsigned int word)
{
	bool referenced = f->single || i == 0;

	if (!(word & (referenced ? CORE_PG_REF1 : CORE_PG_REF0)))
		return "reference";
	if (f->compound)
		return fresh_compound_problem(f, i, word);
	if (word & NEVER_FRESH)
		return "state";
	if (word & COMPOUND)
		return "compound";
	return !f->movable && (word & IN_USE) ? "use" : NULL;
}

static struct fresh fresh_from(const struct check *c)
{
	const struct op_record *op = c->op;
	struct fresh f = {.single = true}; /* a contiguous range */

	if (op->kind == OP_KIND_ALLOC) {
		f.single = false;
		f.order = op->order;
		f.compound = op->order && core_gfp(op->gfp)->comp;
		f.movable = op->slot != MODEL_NONE && owners[c->model->object[op->slot].kind].driver;
	}
	/* A folio of an area. */
	if (op->kind == OP_KIND_CMA_ALLOC && op->order) {
		f.single = false;
		f.order = op->order;
		f.compound = true;
	}
	return f;
}

static void b14_op(struct check *c)
{
	struct fresh f = fresh_from(c);
	const char *problem;
	unsigned long i;

	for (i = 0; i < c->words; i++) {
		problem = fresh_problem(&f, i, c->word[i]);
		if (!problem)
			continue;
		check_fail_page(c->op->pfn + i, "B14", problem,
				"page 0x%lx of the %lu returned at 0x%lx has page word %08x", c->op->pfn + i, c->words,
				c->op->pfn, c->word[i]);
		return;
	}
}

/* At rest nobody else holds a reference, so a block stays as it was returned, also after split_page(). */
static void b14_walk(struct check *c)
{
	const struct model *model = c->model;
	const struct object *object;
	struct fresh f = {0};
	const char *problem;
	unsigned int i, word;

	for (i = 0; i < model->live_count[OBJECT_PAGES]; i++) {
		object = &model->object[model->live[OBJECT_PAGES][i]];
		f.order = object->order;
		f.compound = f.order && core_gfp(object->gfp)->comp;
		word = c->view->page[object->pfn - c->view->start_pfn];
		problem = fresh_problem(&f, 0, word);
		if (!problem)
			continue;
		check_fail_page(object->pfn, "B14", problem, "the head 0x%lx of a block of order %u has page word %08x",
				object->pfn, f.order, word);
		return;
	}
}

/* ---------------------------------------------------------------- the table */

static const struct invariant rows[] = {
	{"B11", "owned alignment zone reserved refused below", O,
	 "an allocation returns what was free and asked for; it fails only below the watermarks", .op = b11_op,
	 .after = ALLOC | OWN, .result = b11_result},
	{"B12", "bytes moved not-zero stamp copy swap", O | W,
	 "the bytes of an owned page change only through its owner, and move with it", .op = b12_op,
	 .after = ALLOC | AFTER_MOVES, .result = b12_result, .walk = b12_walk},
	{"B14", "compound state reference use", O | W,
	 "what an allocation returns is in the state that the preparation functions document", .op = b14_op,
	 .after = ALLOC | CMA_ALLOC | CONTIG_ALLOC, .result = b14_op, .walk = b14_walk},
};

const struct invariant_table inv_alloc = TABLE(rows);
