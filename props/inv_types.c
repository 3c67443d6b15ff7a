// SPDX-License-Identifier: GPL-2.0
/*
 * inv_types.c - M1 to M13: migratetypes, isolation and reserves.
 *
 * The model knows every isolation that is held, so at rest a pageblock is ISOLATE if and only if the model says so; no
 * copy of the state before an operation is needed for that.
 */
#include <errno.h>
#include <string.h>

#include "props/inv.h"

/* ---------------------------------------------------------------- M1 to M3: lists and counters */

static void m1_walk(struct check *c)
{
	walk_report(c, "M1");
}

static void m2_walk(struct check *c)
{
	walk_report(c, "M2");
}

static void check_counter(unsigned int zone, const char *detail, long counter, unsigned long pages)
{
	if (counter != (long)pages)
		check_fail("M3", detail, "zone %u: the counter says %ld pages, the lists hold %lu", zone, counter,
			   pages);
}

static void m3_walk(struct check *c)
{
	const struct core_view_zone *z;
	unsigned long usable;
	unsigned int zone, type;

	for (zone = 0; zone < c->view->zones; zone++) {
		z = &c->view->zone[zone];
		usable = 0;
		for (type = 0; type < CORE_TYPES; type++)
			usable += type == CORE_ISOLATE ? 0 : z->free_by_type[type];
		check_counter(zone, "free", z->stat_free, usable);
		check_counter(zone, "free-cma", z->stat_free_cma, z->free_by_type[CORE_CMA]);
		if (z->stat_free_highatomic != -1)
			check_counter(zone, "free-highatomic", z->stat_free_highatomic,
				      z->free_by_type[CORE_HIGHATOMIC]);
		if (z->stat_free_blocks != -1)
			check_counter(zone, "free-blocks", z->stat_free_blocks, c->walk->zone[zone].whole);
	}
}

/* ---------------------------------------------------------------- M4, M5: counts of pageblocks */

static void m4_walk(struct check *c)
{
	unsigned int zone;

	for (zone = 0; zone < c->view->zones; zone++)
		if (c->view->zone[zone].nr_isolate_pageblock != c->walk->zone[zone].isolate_blocks)
			check_fail("M4", "count", "zone %u: nr_isolate_pageblock is %lu, %u pageblocks are isolated",
				   zone, c->view->zone[zone].nr_isolate_pageblock, c->walk->zone[zone].isolate_blocks);
}

/* Isolated pageblocks of a zone that were reserved when they were last seen with their type. */
static unsigned long isolated_atomic(const struct check *c, unsigned int zone)
{
	unsigned long pfn, count = 0;

	for (pfn = c->view->start_pfn; c->build->isolate_bit && pfn < c->view->end_pfn;
	     pfn = round_down(pfn, c->build->block_order) + (1ul << c->build->block_order))
		count += c->before->atomic[model_block(c->model, pfn)] && zone_of(c->machine, pfn) == zone &&
			 core_view_block(pfn) == CORE_ISOLATE;
	return count;
}

/*
 * Equality holds from 6.10 on, unless an isolation that overwrites types (before 6.17) met a reserved pageblock: then
 * the count keeps what the pageblocks lost, by design of that isolation.  An isolation that keeps types (from 6.17 on)
 * hides them: such a pageblock is still counted.  Before 6.10 a pageblock's type may be overwritten elsewhere too.  The
 * limit is the larger of the kernels' ("roughly 1 %"), plus the block that may go beyond it.
 */
static void m5_count(const struct check *c, unsigned int zone, unsigned long reserved, unsigned long pages)
{
	unsigned long hidden = isolated_atomic(c, zone) << c->build->block_order;

	if (reserved > pages && (c->before->atomic_lost[zone] || reserved <= pages + hidden))
		return;
	check_fail("M5", "count", "zone %u: nr_reserved_highatomic is %lu, HIGHATOMIC pageblocks hold %lu%s", zone,
		   reserved, pages, hidden ? ", besides isolated ones" : "");
}

static void m5_walk(struct check *c)
{
	unsigned long block = 1ul << c->build->block_order, reserved, pages, limit;
	unsigned int zone;

	for (zone = 0; zone < c->view->zones; zone++) {
		reserved = c->view->zone[zone].nr_reserved_highatomic;
		pages = c->walk->zone[zone].highatomic_blocks * block;
		limit = c->view->zone[zone].managed / 100 + block + (1ul << c->build->max_order);
		if (reserved > limit)
			check_fail("M5", "limit", "zone %u: nr_reserved_highatomic is %lu, the limit %lu", zone,
				   reserved, limit);
		if (c->build->strict_types && reserved != pages)
			m5_count(c, zone, reserved, pages);
	}
}

/* ---------------------------------------------------------------- M6, M7: who may get a page of which pageblock */

static void m6_op(struct check *c)
{
	if ((c->types >> CORE_CMA & 1) && !core_gfp(c->op->gfp)->cma)
		check_fail_page(c->op->pfn, "M6", "placed",
				"class %s got the block at 0x%lx of order %u, in a CMA pageblock",
				core_gfp(c->op->gfp)->name, c->op->pfn, c->op->order);
}

static bool in_movable_zone(const struct check *c, unsigned long pfn)
{
	return is_movable_zone(&c->machine->zone[zone_of(c->machine, pfn)]);
}

/* Where nothing may lie that cannot move, whatever the pageblock is for now. */
static bool must_move(const struct check *c, unsigned long pfn)
{
	return c->view->block[model_block(c->model, pfn)] == CORE_CMA || area_of(c->machine, pfn) < CORE_MAX_AREAS ||
	       in_movable_zone(c, pfn);
}

/* What a device has for long cannot move, and so must not be there either. */
static void m6_pinned(struct check *c)
{
	const struct model *model = c->model;
	const struct object *page;
	unsigned int i;

	for (i = 0; i < model->live_count[OBJECT_ANON]; i++) {
		page = &model->object[model->live[OBJECT_ANON][i]];
		if (!page->longterm || !must_move(c, page->pfn))
			continue;
		check_fail_page(page->pfn, "M6", "pinned",
				"page 0x%lx is pinned for long, in an area or in ZONE_MOVABLE", page->pfn);
		return;
	}
}

static void m6_walk(struct check *c)
{
	unsigned int order = c->build->block_order, a;
	const struct core_view_area *area;
	unsigned long pfn, block;

	walk_report(c, "M6");
	m6_pinned(c);
	for (a = 0; a < c->view->areas; a++) {
		area = &c->view->area[a];
		for (pfn = area->pfn; pfn < area->pfn + area->count; pfn += 1ul << order) {
			block = model_block(c->model, pfn);
			if (c->view->block[block] == CORE_CMA)
				continue;
			if (c->view->block[block] == CORE_ISOLATE && c->model->isolated[block])
				continue;
			check_fail_page(pfn, "M6", "block", "the pageblock at 0x%lx of area %u has type %u", pfn, a,
					c->view->block[block]);
			return;
		}
	}
}

static bool held_isolation(const struct check *c, unsigned long pfn)
{
	return zone_of(c->machine, pfn) != NO_ZONE && c->model->isolated[model_block(c->model, pfn)];
}

/* Per-CPU lists take small orders, and that of a huge page, which is a pageblock's. */
static bool pcp_order(const struct check *c, unsigned int order)
{
	return order <= 3 || order == c->build->block_order;
}

/* Whether a block may have come from a per-CPU list, where isolation does not reach. */
static bool maybe_from_pcp(const struct check *c, unsigned long pfn, unsigned int order)
{
	if (!pcp_order(c, order) || pcp_off(c, zone_of(c->machine, pfn)))
		return false;
	if (!c->before->fresh)
		return true;
	return c->before->list[pfn - c->model->start_pfn] == (CORE_ON_PCP | order);
}

/*
 * A per-CPU list that stood empty before the operation is refilled from the buddy system within it, so what the lists
 * held before is all that may be handed out of an isolated pageblock.
 */
static void m7_alloc(struct check *c)
{
	if ((c->types >> CORE_ISOLATE & 1) && !maybe_from_pcp(c, c->op->pfn, c->op->order))
		check_fail_page(c->op->pfn, "M7", "allocated",
				"the block at 0x%lx of order %u comes from an isolated pageblock", c->op->pfn,
				c->op->order);
}

static void m7_contig(struct check *c)
{
	unsigned long step = 1ul << c->build->block_order, end = c->op->pfn + c->op->count, pfn;

	for (pfn = round_down(c->op->pfn, c->build->block_order); pfn < end; pfn += step) {
		if (!held_isolation(c, pfn))
			continue;
		check_fail_page(pfn > c->op->pfn ? pfn : c->op->pfn, "M7", "contiguous",
				"the range [0x%lx, 0x%lx) takes pages that another isolation holds", c->op->pfn, end);
		return;
	}
}

static void m7_moves(struct check *c)
{
	unsigned int i;

	for (i = 0; i < c->moves; i++) {
		if (c->move[i].to == CORE_NO_PFN || !held_isolation(c, c->move[i].to) ||
		    maybe_from_pcp(c, c->move[i].to, 0))
			continue;
		check_fail_page(c->move[i].from, "M7", "moved", "page 0x%lx moved to 0x%lx, in an isolated pageblock",
				c->move[i].from, c->move[i].to);
		return;
	}
}

static void m7_op(struct check *c)
{
	m7_moves(c);
	if (c->op->kind == OP_KIND_ALLOC || c->op->kind == OP_KIND_OWN)
		m7_alloc(c);
	else if (c->op->ok && (c->op->kind == OP_KIND_CMA_ALLOC || c->op->kind == OP_KIND_CONTIG_ALLOC))
		m7_contig(c);
}

/* ---------------------------------------------------------------- M8, M10: what isolation leaves behind */

/* The page by which to find the zone of an operation that isolates; a failed cma_alloc() has only its area. */
static unsigned long where(const struct check *c)
{
	if (c->op->kind == OP_KIND_CMA_ALLOC && !c->op->ok)
		return c->op->area < c->machine->areas ? c->machine->area[c->op->area].pfn : CORE_NO_PFN;
	return c->op->pfn;
}

/* Type that a pageblock has after an isolation of the operation's own was undone; before 6.17 it is the caller's. */
static bool undone_well(const struct check *c, unsigned long pfn)
{
	unsigned int type = core_view_block(pfn);

	if (held_isolation(c, pfn))
		return type == CORE_ISOLATE;
	if (type == CORE_ISOLATE)
		return false;
	if (c->op->kind == OP_KIND_UNISOLATE && !c->build->isolate_bit)
		return type == CORE_MOVABLE;
	if (c->op->searched && c->build->isolate_bit)
		return type != CORE_CMA;
	if (c->op->kind == OP_KIND_CONTIG_ALLOC)
		return type == (area_of(c->machine, pfn) < CORE_MAX_AREAS ? CORE_CMA : CORE_MOVABLE);
	return true;
}

/* The blocks that a failed isolation, an undone one or alloc_contig_range() touched. */
static void m8_op(struct check *c)
{
	const struct op_record *op = c->op;
	unsigned long step = 1ul << c->build->block_order, pfn;

	if (op->kind == OP_KIND_ISOLATE && op->ok)
		return;
	for (pfn = round_down(op->pfn, c->build->block_order); pfn < op->pfn + op->count; pfn += step) {
		if (zone_of(c->machine, pfn) == NO_ZONE || undone_well(c, pfn))
			continue;
		check_fail_page(pfn, "M8", "type", "the pageblock at 0x%lx has type %d after the isolation ended", pfn,
				core_view_block(pfn));
		return;
	}
}

/* With the types of before: a failed isolation leaves each as it was, or makes it the caller's (before 6.17). */
static void m8_walk(struct check *c)
{
	const struct op_record *op = c->op;
	unsigned long step = 1ul << c->build->block_order, pfn, block;

	if (!c->before->fresh || op->kind != OP_KIND_ISOLATE || op->ok)
		return;
	for (pfn = op->pfn; pfn < op->pfn + op->count; pfn += step) {
		block = model_block(c->model, pfn);
		if (c->view->block[block] == c->before->block[block])
			continue;
		if (!c->build->isolate_bit && c->view->block[block] == CORE_MOVABLE)
			continue;
		check_fail_page(pfn, "M8", "failed",
				"a failed isolation turned the pageblock at 0x%lx from type %u to %u", pfn,
				c->before->block[block], c->view->block[block]);
		return;
	}
}

static void m9_walk(struct check *c)
{
	walk_report(c, "M9");
}

/* Isolations held in a zone, in pageblocks. */
static unsigned long held_blocks(const struct check *c, unsigned int zone)
{
	const struct model *model = c->model;
	const struct object *object;
	unsigned long pages = 0;
	unsigned int i;

	for (i = 0; i < model->live_count[OBJECT_ISOLATION]; i++) {
		object = &model->object[model->live[OBJECT_ISOLATION][i]];
		if (zone_of(c->machine, object->pfn) == zone)
			pages += object->count;
	}
	return pages >> c->build->block_order;
}

static void m10_op(struct check *c)
{
	struct core_view_zone z;
	unsigned int zone;
	unsigned long held;

	zone = zone_of(c->machine, where(c));
	if (zone == NO_ZONE)
		return;
	core_view_zone(zone, &z);
	held = held_blocks(c, zone);
	if (z.nr_isolate_pageblock != held)
		check_fail("M10", "count", "zone %u: nr_isolate_pageblock is %lu, isolations held cover %lu", zone,
			   z.nr_isolate_pageblock, held);
}

static void m10_walk(struct check *c)
{
	walk_report(c, "M10");
}

/*
 * The block just freed, if it is larger than a pageblock: seen at once, since what is allocated of it before the next
 * walk would be reported as another fault.
 */
static void m11_op(struct check *c)
{
	const struct op_record *op = c->op;
	unsigned int word, step = 1u << c->build->block_order;
	unsigned long pfn;

	if (op->kind != OP_KIND_FREE || op->order <= c->build->block_order || zone_of(c->machine, op->pfn) == NO_ZONE)
		return;
	word = core_view_page(op->pfn);
	if (!(word & CORE_PG_BUDDY) || CORE_PG_ORDER(word) < op->order)
		return;
	for (pfn = op->pfn + step; pfn < op->pfn + op->count; pfn += step) {
		if ((core_view_block(pfn) == CORE_ISOLATE) == (core_view_block(op->pfn) == CORE_ISOLATE))
			continue;
		check_fail_page(op->pfn, "M11", "merged",
				"the block at 0x%lx of order %u was freed whole, with pageblocks of type %u and %u",
				op->pfn, op->order, core_view_block(op->pfn), core_view_block(pfn));
		return;
	}
}

static void m11_walk(struct check *c)
{
	walk_report(c, "M11");
}

/* ---------------------------------------------------------------- M12: marks of a zone */

/* A cached position is one of the zone's pageblocks, or its end; 0 before the first compaction. */
static bool in_zone(const struct check *c, const struct core_view_zone *z, unsigned long pfn)
{
	unsigned int order = c->build->block_order;

	return !pfn || (pfn >= round_down(z->start_pfn, order) && pfn <= round_up(z->end_pfn, order));
}

static void check_positions(struct check *c, unsigned int zone)
{
	const struct core_view_zone *z = &c->view->zone[zone];

	if (!in_zone(c, z, z->compact_free_pfn) || !in_zone(c, z, z->compact_migrate_pfn[0]) ||
	    !in_zone(c, z, z->compact_migrate_pfn[1]))
		check_fail("M12", "compaction",
			   "zone %u [0x%lx, 0x%lx): compaction would start at 0x%lx, 0x%lx and 0x%lx", zone,
			   z->start_pfn, z->end_pfn, z->compact_free_pfn, z->compact_migrate_pfn[0],
			   z->compact_migrate_pfn[1]);
}

/*
 * The kernel looks at the first and last page of each pageblock, once, when the zone's span is set up.  Where no page
 * is another zone's there is nothing to look for.
 */
static bool is_contiguous(const struct check *c, unsigned int zone)
{
	const struct core_view_zone *z = &c->view->zone[zone];
	unsigned long pfn = z->start_pfn, end;
	unsigned int first, last;

	if (!c->boot->zone[zone].contiguous)
		return false;
	if (!c->walk->zone[zone].foreign && !(c->walk->odd >> ODD_FREE_ZONE & 1))
		return true;
	for (; pfn < z->end_pfn; pfn = end) {
		end = round_down(pfn, c->build->block_order) + (1ul << c->build->block_order);
		if (end > z->end_pfn)
			end = z->end_pfn;
		first = c->view->page[pfn - c->view->start_pfn];
		last = c->view->page[end - 1 - c->view->start_pfn];
		if (((first & CORE_PG_VALID) && CORE_PG_ZONE(first) != zone) ||
		    ((last & CORE_PG_VALID) && CORE_PG_ZONE(last) != zone))
			return false;
	}
	return true;
}

static void check_cma_pages(struct check *c, unsigned int zone)
{
	unsigned long pages = 0;
	unsigned int a;

	for (a = 0; a < c->view->areas; a++)
		if (c->view->area[a].count && zone_of(c->machine, c->view->area[a].pfn) == zone)
			pages += c->view->area[a].count;
	if (c->view->zone[zone].cma_pages != pages)
		check_fail("M12", "cma-pages", "zone %u: cma_pages is %lu, its areas have %lu", zone,
			   c->view->zone[zone].cma_pages, pages);
}

static void m12_walk(struct check *c)
{
	unsigned int zone;

	walk_report(c, "M12");
	for (zone = 0; zone < c->view->zones; zone++) {
		check_positions(c, zone);
		check_cma_pages(c, zone);
		if (c->view->zone[zone].contiguous && !is_contiguous(c, zone))
			check_fail("M12", "contiguous", "zone %u claims to be contiguous", zone);
	}
}

/* ---------------------------------------------------------------- M13: which ranges are isolated */

/* What isolation for offlining makes of a page; of one that nobody of the model owns, yet has references, nobody knows.
 */
enum obstacle {
	OBSTACLE_NONE,
	OBSTACLE_UNKNOWN,
	OBSTACLE_FIXED,
};

static enum obstacle owned_obstacle(const struct check *c, unsigned int slot, unsigned int word)
{
	if (owners[c->model->object[slot].kind].weak)
		return OBSTACLE_UNKNOWN;
	/* Nobody misses it. */
	if (owners[c->model->object[slot].kind].blank)
		return OBSTACLE_NONE;
	if (owners[c->model->object[slot].kind].moves)
		return word & (CORE_PG_MOVABLE_OPS | CORE_PG_LRU) ? OBSTACLE_NONE : OBSTACLE_UNKNOWN;
	/* The tails of a block that is not compound have no reference, and pass. */
	return (word & CORE_PG_REF0) && !(word & (CORE_PG_HEAD | CORE_PG_TAIL)) ? OBSTACLE_NONE : OBSTACLE_FIXED;
}

static enum obstacle page_obstacle(const struct check *c, unsigned long pfn)
{
	unsigned int word = core_view_page(pfn), slot = model_owner(c->model, pfn);

	/* An area is isolated for its own allocations alone. */
	if ((word & CORE_PG_RESERVED) || area_of(c->machine, pfn) < CORE_MAX_AREAS)
		return OBSTACLE_FIXED;
	if (in_movable_zone(c, pfn))
		return OBSTACLE_NONE;
	if (slot != MODEL_NONE)
		return owned_obstacle(c, slot, word);
	return word & CORE_PG_REF0 ? OBSTACLE_NONE : OBSTACLE_UNKNOWN;
}

/* Whether some of the range was isolated already, or is not wholly the zone's: reasons that no page has. */
static bool refused_as_a_whole(const struct check *c)
{
	unsigned long step = 1ul << c->build->block_order, end = c->op->pfn + c->op->count, pfn;

	if (zone_of(c->machine, c->op->pfn) != zone_of(c->machine, end - 1))
		return true;
	for (pfn = c->op->pfn; pfn < end; pfn += step)
		if (c->model->isolated[model_block(c->model, pfn)] || core_view_block(pfn) == CORE_ISOLATE)
			return true;
	return has_straddler(c, c->op->pfn, c->op->count);
}

/* Pages that moved on the way may have been the obstacle, or made one. */
static void m13_op(struct check *c)
{
	const struct op_record *op = c->op;
	enum obstacle most = OBSTACLE_NONE, this;
	unsigned long pfn, fixed = CORE_NO_PFN;

	if (op->misuse || c->moves || !op->count || (!op->ok && (op->err != -EBUSY || refused_as_a_whole(c))))
		return;
	for (pfn = op->pfn; pfn < op->pfn + op->count; pfn++) {
		if (zone_of(c->machine, pfn) == NO_ZONE)
			return;
		this = page_obstacle(c, pfn);
		fixed = this == OBSTACLE_FIXED && fixed == CORE_NO_PFN ? pfn : fixed;
		most = this > most ? this : most;
	}
	if (op->ok && fixed != CORE_NO_PFN)
		check_fail_page(fixed, "M13", "accepted", "[0x%lx, 0x%lx) was isolated, page 0x%lx cannot move",
				op->pfn, op->pfn + op->count, fixed);
	if (!op->ok && most == OBSTACLE_NONE)
		check_fail_page(op->pfn, "M13", "refused",
				"[0x%lx, 0x%lx) was not isolated, each of its pages can move", op->pfn,
				op->pfn + op->count);
}

/* ---------------------------------------------------------------- the table */

static const struct invariant rows[] = {
	{"M1", "list", W, "a free block lies on the list of its pageblock's type", .walk = m1_walk},
	{"M2", "types", W, "a free block larger than a pageblock covers one type only", .walk = m2_walk},
	{"M3", "free free-cma free-highatomic free-blocks", W, "the counters of free pages are the sums over the lists",
	 .walk = m3_walk},
	{"M4", "count", W, "nr_isolate_pageblock is the number of isolated pageblocks", .walk = m4_walk},
	{"M5", "limit count", W, "nr_reserved_highatomic matches the HIGHATOMIC pageblocks and its limit",
	 .walk = m5_walk},
	{"M6", "placed block table pinned", O | W,
	 "a CMA area's pageblocks are CMA, and only who may use CMA gets a page there", .op = m6_op, .after = ALLOC,
	 .walk = m6_walk},
	{"M7", "allocated contiguous moved", O,
	 "nothing is taken from an isolated pageblock's free lists but by its isolator", .op = m7_op,
	 .after = ALLOC | OWN | CMA_ALLOC | CONTIG_ALLOC | AFTER_MOVES},
	{"M8", "type failed", O | W, "isolation that fails or is undone leaves types and counters as documented",
	 .op = m8_op, .after = ISOLATE | UNISOLATE | CONTIG_ALLOC, .walk = m8_walk},
	{"M9", "list", W, "isolated free pages are on the ISOLATE lists, all of them", .walk = m9_walk},
	{"M10", "count left undone", O | W, "an operation changes no isolation but its own", .op = m10_op,
	 .after = ISOLATE | UNISOLATE | CONTIG_ALLOC | CMA_ALLOC, .walk = m10_walk},
	{"M11", "merged", O | W, "CMA, ISOLATE and HIGHATOMIC blocks never merge with blocks of another type",
	 .op = m11_op, .after = 1 << OP_KIND_FREE, .walk = m11_walk},
	{"M12", "reported compaction cma-pages contiguous", W,
	 "contiguous, compaction positions, reported marks and cma_pages fit their zone", .walk = m12_walk},
	{"M13", "accepted refused", O,
	 "a range is isolated for offlining if and only if none of its pages is in the way", .op = m13_op,
	 .after = ISOLATE},
};

const struct invariant_table inv_types = TABLE(rows);
