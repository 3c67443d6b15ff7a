// SPDX-License-Identifier: GPL-2.0
/*
 * walk.c - the one pass over all pages, see walk.h.
 *
 * It goes from free block to free block; the pages between them are classified without branches.  A page as it should
 * be costs a few instructions; only one that differs from what is wanted is looked at bit by bit.
 *
 * This file is compiled without ASan (fuzz/CMakeLists.txt), which would check every single load of the pass and keep it
 * from using vectors.  What it reads has no red zones anyway: the arrays of the view are mappings of the kernel side,
 * and that of the owners is as long.  Every index stays below s->end, which is clamped to the view.
 */
#include <string.h>

#include "props/walk.h"

static const struct odd_text {
	const char *id, *detail, *text;
} odd_texts[ODD_COUNT] = {
	[ODD_FREE_ZONE] = {"B1", "zone", "a page of a free block belongs to another zone or node, or is none"},
	[ODD_FREE_ORDER] = {"B2", "order", "a free block's order is above the maximum, or it leaves its zone"},
	[ODD_FREE_ALIGN] = {"B2", "alignment", "a free block is not aligned to its order"},
	[ODD_FREE_IN_FREE] = {"B3", "free", "a free block lies inside another"},
	[ODD_FREE_OWNED] = {"B3", "owned", "a free block covers a page that is owned"},
	[ODD_FREE_PCP] = {"B3", "per-cpu", "a free block covers a page of a per-CPU list"},
	[ODD_FREE_ISOLATED] = {"B3", "isolated", "a free block covers a page isolated for migration"},
	[ODD_PCP_OWNED] = {"B3", "per-cpu-owned", "a page of a per-CPU list is owned"},
	[ODD_MARK_NO_LIST] = {"B4", "no-list", "a page is marked as buddy but on no free list"},
	[ODD_LIST_NO_MARK] = {"B4", "no-mark", "a page on a free list is not marked as buddy"},
	[ODD_MARK_ORDER] = {"B4", "order", "a page's order is not that of its free list"},
	[ODD_HEAD_REF] = {"B7", "head-reference", "a free block's head has references"},
	[ODD_HEAD_FLAGS] = {"B7", "head-flags", "a free block's head carries a flag that allocation checks"},
	[ODD_TAIL_REF] = {"B7", "tail-reference", "a free block's tail has references"},
	[ODD_TAIL_COMPOUND] = {"B7", "tail-compound", "a free block's tail is part of a compound page"},
	[ODD_TAIL_FLAGS] = {"B7", "tail-flags", "a free block's tail carries a flag that allocation checks"},
	[ODD_UNMERGED] = {"B8", "unmerged", "two free buddies that may merge stand side by side"},
	[ODD_LOST] = {"B9", "lost", "a page is neither free, nor on a per-CPU list, nor owned, nor reserved"},
	[ODD_OWNED_RESERVED] = {"B9", "reserved", "a page that was handed out is reserved, or a hole"},
	[ODD_LIST_TYPE] = {"M1", "list", "a free block lies on the list of another type than its pageblock's"},
	[ODD_BLOCK_TYPES] = {"M2", "types", "a free block covers pageblocks of several types"},
	[ODD_ISOLATE_LIST] = {"M9", "list",
			      "a free block of an isolated pageblock is not on an ISOLATE list, or the reverse"},
	[ODD_ISOLATED_BLOCK] = {"M10", "left", "a pageblock is isolated, and nobody holds that"},
	[ODD_FOREIGN_ISOLATION] = {"M10", "undone", "a pageblock is not isolated though its isolation is held"},
	[ODD_MERGED_TYPES] = {"M11", "merged",
			      "a free block joins a CMA, ISOLATE or HIGHATOMIC pageblock with another type"},
	[ODD_REPORTED] = {"M12", "reported", "a page that heads no free block is marked as reported"},
	[ODD_TABLE_IN_AREA] = {"M6", "table", "a page table, which cannot move, is in a CMA area"},
	[ODD_AREA_LOST] = {"C9", "lost",
			   "a page of a CMA area is neither in the buddy system, nor owned, nor reserved"},
	[ODD_PAGE_ISOLATED] = {"R5", "page-isolated", "a page is still isolated for migration at rest"},
};

void walk_report(struct check *c, const char *id)
{
	const struct core_view *view = c->view;
	unsigned long pfn, i;
	unsigned int odd;

	if (!c->walk->odd)
		return;
	for (odd = 0; odd < ODD_COUNT; odd++) {
		if (!(c->walk->odd >> odd & 1) || strcmp(odd_texts[odd].id, id))
			continue;
		pfn = c->walk->pfn[odd];
		i = pfn - view->start_pfn;
		check_fail_page(pfn, id, odd_texts[odd].detail,
				"%s: pfn 0x%lx, page word %08x, list byte %02x, block type %u", odd_texts[odd].text,
				pfn, view->page[i], view->list[i], view->block[model_block(c->model, pfn)]);
	}
}

/* ---------------------------------------------------------------- the pass */

/* What a page of any free block must and must not be; marks and order differ between head and tail. */
#define FREE_WANT (CORE_PG_VALID | CORE_PG_REF0)
#define FREE_CARE                                                                                                   \
	(FREE_WANT | CORE_PG_BUDDY | CORE_PG_GUARD | CORE_PG_RESERVED | CORE_PG_HEAD | CORE_PG_TAIL | CORE_PG_LRU | \
	 CORE_PG_ISOLATED | CORE_PG_LOCKED | CORE_PG_PREP_FLAGS | 7u << CORE_PG_ZONE_SHIFT)
#define HEAD_CARE (FREE_CARE | 31u << CORE_PG_ORDER_SHIFT)
#define TAIL_CARE (FREE_CARE | CORE_PG_REPORTED)
#define FLAG_BITS (CORE_PG_RESERVED | CORE_PG_LRU | CORE_PG_LOCKED | CORE_PG_PREP_FLAGS)
/* What no page outside a free block may be. */
#define OTHER_NEVER (CORE_PG_BUDDY | CORE_PG_GUARD | CORE_PG_ISOLATED | CORE_PG_REPORTED)

struct scan {
	const struct check *c;
	struct walk *walk;
	struct walk_zone *sum; /* of the zone being walked */
	uint8_t *held; /* see walk_pages() */
	unsigned int zone;
	unsigned long start, end; /* of that zone, as indexes into the arrays */
	const unsigned int *page;
	const uint8_t *list, *block;
	const uint32_t *owner;
	unsigned long start_pfn, first_block;
	unsigned int pageblock_order, max_order;
};

static void note(struct scan *s, enum odd odd, unsigned long i)
{
	if (s->walk->odd >> odd & 1)
		return;
	s->walk->odd |= 1ul << odd;
	s->walk->pfn[odd] = s->start_pfn + i;
}

static unsigned long block_of(const struct scan *s, unsigned long i)
{
	return ((s->start_pfn + i) >> s->pageblock_order) - s->first_block;
}

static bool on_free_list(uint8_t list)
{
	return list & CORE_ON_FREE;
}

static unsigned int list_order(uint8_t list)
{
	return list >> 3 & 15;
}

static unsigned int list_type(uint8_t list)
{
	return list & 7;
}

/* ---------------------------------------------------------------- free blocks */

static void explain_free(struct scan *s, unsigned long i)
{
	unsigned int word = s->page[i];
	unsigned int want = CORE_PG_VALID | s->zone << CORE_PG_ZONE_SHIFT;
	unsigned int care = CORE_PG_VALID | 7u << CORE_PG_ZONE_SHIFT;

	if ((word ^ want) & care)
		note(s, ODD_FREE_ZONE, i);
	if (word & CORE_PG_ISOLATED)
		note(s, ODD_FREE_ISOLATED, i);
	if (s->owner[i] != MODEL_NONE)
		note(s, ODD_FREE_OWNED, i);
}

static void explain_head(struct scan *s, unsigned long i)
{
	unsigned int word = s->page[i];

	explain_free(s, i);
	if (!(word & CORE_PG_BUDDY))
		note(s, ODD_LIST_NO_MARK, i);
	else if (CORE_PG_ORDER(word) != list_order(s->list[i]))
		note(s, ODD_MARK_ORDER, i);
	if (!(word & CORE_PG_REF0))
		note(s, ODD_HEAD_REF, i);
	if (word & (FLAG_BITS | CORE_PG_HEAD | CORE_PG_TAIL))
		note(s, ODD_HEAD_FLAGS, i);
}

static void explain_tail(struct scan *s, unsigned long i)
{
	unsigned int word = s->page[i];

	explain_free(s, i);
	if (on_free_list(s->list[i]))
		note(s, ODD_FREE_IN_FREE, i);
	else if (s->list[i])
		note(s, ODD_FREE_PCP, i);
	else if (word & CORE_PG_BUDDY)
		note(s, ODD_MARK_NO_LIST, i);
	if (!(word & CORE_PG_REF0))
		note(s, ODD_TAIL_REF, i);
	if (word & (CORE_PG_HEAD | CORE_PG_TAIL))
		note(s, ODD_TAIL_COMPOUND, i);
	if (word & FLAG_BITS)
		note(s, ODD_TAIL_FLAGS, i);
	if (word & CORE_PG_REPORTED)
		note(s, ODD_REPORTED, i);
}

enum {
	GROUP = 8, /* pages looked at together */
};

static uint64_t load(const void *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof(x));
	return x;
}

static uint32_t load_half(const void *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof(x));
	return x;
}

/*
 * What differs from what is wanted anywhere in a group: page words in pairs, list bytes, owners.  The first page of the
 * first group is the head, which the loads leave out by overlapping.
 */
static uint64_t group_differs(const struct scan *s, unsigned long i, uint64_t want, bool first)
{
	const unsigned int *page = s->page + i;
	const uint32_t *owner = s->owner + i;
	const uint8_t *list = s->list + i;
	uint64_t different, unowned;

	different = (load(page + first) ^ want) | (load(page + 2 + first) ^ want) | (load(page + 4 + first) ^ want) |
		    (load(page + 6) ^ want);
	different &= TAIL_CARE | (uint64_t)TAIL_CARE << 32;
	unowned = load(owner + first) & load(owner + 2 + first) & load(owner + 4) & load(owner + 6);
	return different | load_half(list + first) | load_half(list + 4) | ~unowned;
}

/* Whether anything about the tails of the block [i, i + pages) differs from what is wanted. */
static bool tails_differ(const struct scan *s, unsigned long i, unsigned long pages)
{
	unsigned int want = FREE_WANT | s->zone << CORE_PG_ZONE_SHIFT;
	uint64_t different = 0, pair = want | (uint64_t)want << 32;
	unsigned long j;

	if (pages < GROUP) {
		for (j = i + 1; j < i + pages; j++)
			different |= ((s->page[j] ^ want) & TAIL_CARE) | s->list[j] | (s->owner[j] ^ MODEL_NONE);
		return different;
	}
	different = group_differs(s, i, pair, true);
	for (j = i + GROUP; j < i + pages; j += GROUP)
		different |= group_differs(s, j, pair, false);
	return different;
}

/* M1, M9: before 6.10 only CMA and ISOLATE pages must be on the list of their pageblock's type. */
static void check_list_type(struct scan *s, unsigned long i)
{
	unsigned int type = list_type(s->list[i]), block = s->block[block_of(s, i)];

	if (type == block)
		return;
	if (type == CORE_ISOLATE || block == CORE_ISOLATE)
		note(s, ODD_ISOLATE_LIST, i);
	else if (s->c->build->strict_types || type == CORE_CMA || block == CORE_CMA)
		note(s, ODD_LIST_TYPE, i);
}

/*
 * M2, M11: the pageblocks of one free block.  Before 6.10 a reservation changes one pageblock of a larger block, so a
 * HIGHATOMIC one may be found in company.
 */
static void check_block_types(struct scan *s, unsigned long i, unsigned int order)
{
	unsigned long b = block_of(s, i), end = b + (1ul << (order - s->pageblock_order));
	bool strict = s->c->build->strict_types;
	unsigned int type = s->block[b++], other;

	for (; b < end; b++) {
		other = s->block[b];
		if (other == type)
			continue;
		if (type == CORE_CMA || type == CORE_ISOLATE || other == CORE_CMA || other == CORE_ISOLATE ||
		    (strict && (type == CORE_HIGHATOMIC || other == CORE_HIGHATOMIC)))
			note(s, ODD_MERGED_TYPES, i);
		else if (strict)
			note(s, ODD_BLOCK_TYPES, i);
	}
}

static bool was_atomic(const struct scan *s, unsigned long b, unsigned long block_count)
{
	while (block_count--)
		if (s->c->before->atomic[b++])
			return true;
	return false;
}

/*
 * B8: the block at i has a free upper buddy of the same order.  From a pageblock on, the two merge only if their types
 * let them, and may have become mergeable by a change of type alone: to isolate two pageblocks merges nothing, nor does
 * the end of a HIGHATOMIC reservation, whereas the end of an isolation does.
 */
static void check_unmerged(struct scan *s, unsigned long i, unsigned int order)
{
	unsigned long b = block_of(s, i), block_count;
	unsigned int type = s->block[b], other = s->block[block_of(s, i + (1ul << order))];

	if (order >= s->pageblock_order) {
		block_count = 1ul << (order - s->pageblock_order);
		if (type == CORE_ISOLATE || (type != other && !(is_mergeable(type) && is_mergeable(other))))
			return;
		if (was_atomic(s, b, 2 * block_count))
			return;
	}
	note(s, ODD_UNMERGED, i);
}

/* Returns the number of pages that the free block at i covers. */
static unsigned long scan_free(struct scan *s, unsigned long i)
{
	unsigned int order = list_order(s->list[i]);
	unsigned long pages = 1ul << order, upper = i + pages;
	unsigned int want = FREE_WANT | CORE_PG_BUDDY | order << CORE_PG_ORDER_SHIFT | s->zone << CORE_PG_ZONE_SHIFT;

	s->sum->free += pages;
	if (((s->page[i] ^ want) & HEAD_CARE) || s->owner[i] != MODEL_NONE)
		explain_head(s, i);
	if ((s->start_pfn + i) & (pages - 1))
		note(s, ODD_FREE_ALIGN, i);
	if (order > s->max_order || upper > s->end) {
		note(s, ODD_FREE_ORDER, i);
		return 1;
	}
	if (pages > 1 && tails_differ(s, i, pages))
		for (unsigned long j = i + 1; j < upper; j++)
			explain_tail(s, j);
	check_list_type(s, i);
	if (order >= s->pageblock_order && list_type(s->list[i]) != CORE_ISOLATE)
		s->sum->whole += pages;
	if (order > s->pageblock_order)
		check_block_types(s, i, order);
	if (order < s->max_order && !((s->start_pfn + i) & pages) && upper + pages <= s->end)
		if (((s->list[i] ^ s->list[upper]) & 0xf8) == 0)
			check_unmerged(s, i, order);
	return pages;
}

/* ---------------------------------------------------------------- all other pages */

static void scan_unaccounted(struct scan *s, unsigned long i)
{
	if (s->held) {
		s->held[i] = 1;
		s->sum->held++;
		return;
	}
	if (s->c->boot->held && s->c->boot->held[i]) {
		s->sum->held++;
		return;
	}
	/* The kernel's page tables are counted, but none may be in an area. */
	if (s->page[i] & CORE_PG_TABLE && !(s->page[i] & CORE_PG_REF0)) {
		s->sum->held++;
		s->walk->tables++;
		if (area_of(s->c->machine, s->start_pfn + i) < CORE_MAX_AREAS)
			note(s, ODD_TABLE_IN_AREA, i);
		return;
	}
	if (of_owned_folio(s->c->model, s->start_pfn + i, s->page[i])) {
		s->sum->held++;
		return;
	}
	s->sum->lost++;
	note(s, ODD_LOST, i);
	if (area_of(s->c->machine, s->start_pfn + i) < CORE_MAX_AREAS)
		note(s, ODD_AREA_LOST, i);
}

/* A page that is not in exactly one state, or is marked as only a free one may be.  Returns how many pages that is.
 */
static unsigned long scan_odd(struct scan *s, unsigned long i)
{
	unsigned int word = s->page[i];
	bool owned = s->owner[i] != MODEL_NONE, listed = s->list[i];
	bool usable = (word & (CORE_PG_VALID | CORE_PG_RESERVED)) == CORE_PG_VALID;
	unsigned long pages;

	if (word & CORE_PG_GUARD) {
		pages = 1ul << CORE_PG_ORDER(word);
		if (i + pages > s->end)
			pages = s->end - i;
		s->sum->guard += pages;
		s->sum->foreign = true;
		return pages;
	}
	if (word & CORE_PG_BUDDY)
		note(s, ODD_MARK_NO_LIST, i);
	if (word & CORE_PG_ISOLATED)
		note(s, ODD_PAGE_ISOLATED, i);
	if (word & CORE_PG_REPORTED)
		note(s, ODD_REPORTED, i);
	if (owned && listed)
		note(s, ODD_PCP_OWNED, i);
	if ((owned || listed) && !usable)
		note(s, ODD_OWNED_RESERVED, i);
	if (!owned && !listed && usable)
		scan_unaccounted(s, i);
	return 1;
}

static void scan_zone(struct scan *s)
{
	unsigned int word, owned, listed, reserved, hole, zone = s->zone << CORE_PG_ZONE_SHIFT, foreign = 0;
	unsigned long i = s->start;

	while (i < s->end) {
		if (on_free_list(s->list[i])) {
			i += scan_free(s, i);
			continue;
		}
		word = s->page[i];
		owned = s->owner[i] != MODEL_NONE;
		listed = s->list[i] != 0;
		hole = !(word & CORE_PG_VALID);
		reserved = !hole & !!(word & CORE_PG_RESERVED);
		s->sum->owned += owned;
		s->sum->pcp += listed;
		s->sum->reserved += reserved;
		s->sum->lru += !!(word & CORE_PG_LRU);
		foreign |= hole ? 0 : word ^ zone;
		if (listed)
			s->sum->pcp_cma += s->block[block_of(s, i)] == CORE_CMA;
		if (owned + listed + reserved + hole != 1 || (word & OTHER_NEVER))
			i += scan_odd(s, i);
		else
			i++;
	}
	s->sum->foreign |= foreign >> CORE_PG_ZONE_SHIFT & 7;
}

/* ---------------------------------------------------------------- pageblocks */

/* Zone of the first page of a pageblock that is RAM, or NO_ZONE. */
static unsigned int block_zone(const struct scan *s, unsigned long b, unsigned long pages)
{
	unsigned long i, pfn = (s->first_block + b) << s->pageblock_order;
	unsigned long end = pfn + (1ul << s->pageblock_order) - s->start_pfn;

	i = pfn < s->start_pfn ? 0 : pfn - s->start_pfn;
	for (; i < end && i < pages; i++)
		if (s->page[i] & CORE_PG_VALID)
			return CORE_PG_ZONE(s->page[i]);
	return NO_ZONE;
}

static void scan_blocks(struct scan *s, unsigned long pages)
{
	unsigned long b, block_count = block_of(s, pages - 1) + 1;
	unsigned int zone;
	bool isolated;

	for (b = 0; b < block_count; b++) {
		isolated = s->block[b] == CORE_ISOLATE;
		if (isolated != s->c->model->isolated[b])
			note(s, isolated ? ODD_ISOLATED_BLOCK : ODD_FOREIGN_ISOLATION,
			     b ? ((s->first_block + b) << s->pageblock_order) - s->start_pfn : 0);
		if (!isolated && s->block[b] != CORE_HIGHATOMIC)
			continue;
		zone = block_zone(s, b, pages);
		if (zone >= NO_ZONE)
			continue;
		s->walk->zone[zone].isolate_blocks += isolated;
		s->walk->zone[zone].highatomic_blocks += !isolated;
	}
}

static unsigned long clamp_pfn(const struct core_view *view, unsigned long pfn)
{
	if (pfn < view->start_pfn)
		return view->start_pfn;
	return pfn > view->end_pfn ? view->end_pfn : pfn;
}

void walk_pages(const struct check *c, struct walk *walk, uint8_t *held)
{
	const struct core_view *view = c->view;
	struct scan s = {
		.c = c,
		.walk = walk,
		.held = held,
		.page = view->page,
		.list = view->list,
		.block = view->block,
		.owner = c->model->owner,
		.start_pfn = view->start_pfn,
		.first_block = view->start_pfn >> c->build->block_order,
		.pageblock_order = c->build->block_order,
		.max_order = c->build->max_order,
	};

	memset(walk->zone, 0, sizeof(walk->zone));
	walk->odd = 0;
	walk->tables = 0;
	for (s.zone = 0; s.zone < view->zones; s.zone++) {
		s.sum = &walk->zone[s.zone];
		if (view->zone[s.zone].start_pfn >= view->zone[s.zone].end_pfn)
			continue;
		s.start = clamp_pfn(view, view->zone[s.zone].start_pfn) - view->start_pfn;
		s.end = clamp_pfn(view, view->zone[s.zone].end_pfn) - view->start_pfn;
		scan_zone(&s);
	}
	scan_blocks(&s, view->end_pfn - view->start_pfn);
}
