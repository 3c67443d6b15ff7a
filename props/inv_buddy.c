// SPDX-License-Identifier: GPL-2.0
/*
 * inv_buddy.c - B1 to B10 and B13: free blocks, their lists and counts, and that no page is lost.
 */
#include <string.h>

#include "props/inv.h"

/* ---------------------------------------------------------------- B1, B2: place and shape of a free block */

static bool gave_back(const struct op_record *op)
{
	return op->ok && !op->misuse;
}

/* Head of the free block that covers a page, or CORE_NO_PFN; then it is on a per-CPU list, or in use again. */
static unsigned long covering_head(const struct check *c, unsigned long pfn, unsigned int *word)
{
	unsigned long head;
	unsigned int order;

	for (order = 0; order <= c->build->max_order; order++) {
		head = round_down(pfn, order);
		if (head < c->machine->start_pfn)
			break;
		*word = core_view_page(head);
		if ((*word & CORE_PG_BUDDY) && head + (1ul << CORE_PG_ORDER(*word)) > pfn)
			return head;
	}
	return CORE_NO_PFN;
}

static void b1_op(struct check *c)
{
	unsigned long head, last;
	unsigned int word, zone;

	if (!gave_back(c->op))
		return;
	head = covering_head(c, c->op->pfn, &word);
	if (head == CORE_NO_PFN)
		return;
	zone = zone_of(c->machine, c->op->pfn);
	last = head + (1ul << CORE_PG_ORDER(word)) - 1;
	if (zone_of(c->machine, head) != zone || zone_of(c->machine, last) != zone || CORE_PG_ZONE(word) != zone)
		check_fail_page(c->op->pfn, "B1", "zone",
				"the page 0x%lx was merged into a block [0x%lx, 0x%lx] that leaves its zone",
				c->op->pfn, head, last);
}

static void b1_walk(struct check *c)
{
	walk_report(c, "B1");
}

static void b2_op(struct check *c)
{
	unsigned int word, order;

	if (!gave_back(c->op))
		return;
	word = core_view_page(c->op->pfn);
	order = CORE_PG_ORDER(word);
	if (!(word & CORE_PG_BUDDY))
		return;
	if (order > c->build->max_order)
		check_fail_page(c->op->pfn, "B2", "order", "the free block at 0x%lx has order %u", c->op->pfn, order);
	else if (c->op->pfn & ((1ul << order) - 1))
		check_fail_page(c->op->pfn, "B2", "alignment", "the free block at 0x%lx has order %u", c->op->pfn,
				order);
}

static void b2_walk(struct check *c)
{
	walk_report(c, "B2");
}

/* ---------------------------------------------------------------- B3 to B8: one block, one list, one mark */

static void b3_walk(struct check *c)
{
	walk_report(c, "B3");
}

static void b4_walk(struct check *c)
{
	walk_report(c, "B4");
}

static const struct fault_text {
	const char *id, *detail, *text;
} fault_texts[] = {
	[CORE_LIST_WILD] = {"B5", "wild", "a link leads outside the memory map"},
	[CORE_LIST_BACK] = {"B5", "back", "a link does not lead back"},
	[CORE_LIST_TWICE] = {"B5", "twice", "a page is met a second time"},
	[CORE_LIST_ORDER] = {"B4", "order", "a page lies on the list of another order"},
	[CORE_LIST_ZONE] = {"B1", "zone", "a page lies on the list of another zone"},
};

/* A wrong page on a sound list is a finding about that page: B1, B4, R4. */
static void report_fault(const struct core_list_fault *fault)
{
	const struct fault_text *text = &fault_texts[fault->error];

	if (fault->lru) {
		check_fail_page(fault->pfn, text->id, text->detail, "%s: page 0x%lx, LRU list %u of zone %u's node",
				text->text, fault->pfn, fault->lru - 1u, fault->zone);
		return;
	}
	check_fail_page(fault->pfn, fault->pcp && fault->error >= CORE_LIST_ORDER ? "R4" : text->id, text->detail,
			"%s: page 0x%lx, zone %u, order %u, type %u, %s", text->text, fault->pfn, fault->zone,
			fault->order, fault->type, fault->pcp ? "per-CPU list" : "free list");
}

void report_broken_lists(struct check *c)
{
	unsigned int i, limit = sizeof(c->view->fault) / sizeof(c->view->fault[0]), seen = 0;

	for (i = 0; i < c->view->faults && i < limit; i++) {
		if (seen >> c->view->fault[i].error & 1)
			continue;
		seen |= 1u << c->view->fault[i].error;
		report_fault(&c->view->fault[i]);
	}
}

bool lists_broken(const struct core_view *view)
{
	unsigned int i, limit = sizeof(view->fault) / sizeof(view->fault[0]);

	for (i = 0; i < view->faults && i < limit; i++)
		if (view->fault[i].error < CORE_LIST_ORDER)
			return true;
	return view->faults > limit;
}

static void b6_walk(struct check *c)
{
	const struct core_view_zone *z;
	unsigned int zone, order;

	for (zone = 0; zone < c->view->zones; zone++) {
		z = &c->view->zone[zone];
		for (order = 0; order <= c->build->max_order; order++) {
			if (z->nr_free[order] == z->listed[order])
				continue;
			check_fail("B6", "nr_free", "zone %u order %u: nr_free is %lu, the lists hold %lu blocks", zone,
				   order, z->nr_free[order], z->listed[order]);
			return;
		}
	}
}

static void b7_walk(struct check *c)
{
	walk_report(c, "B7");
}

static void b8_walk(struct check *c)
{
	walk_report(c, "B8");
}

/* ---------------------------------------------------------------- B9: conservation */

static void check_managed(struct check *c, unsigned int zone)
{
	const struct core_view_zone *z = &c->view->zone[zone];
	const struct walk_zone *w = &c->walk->zone[zone];
	unsigned long sum = w->free + w->pcp + w->guard + w->owned + w->held + w->lost;

	if (z->managed != sum)
		check_fail(
			"B9", "managed",
			"zone %u manages %lu pages: free %lu, per-CPU %lu, guard %lu, owned %lu, kernel's own %lu, lost %lu",
			zone, z->managed, w->free, w->pcp, w->guard, w->owned, w->held, w->lost);
	if (z->present != z->managed + w->reserved)
		check_fail("B9", "present", "zone %u: %lu pages present, %lu managed, %lu reserved", zone, z->present,
			   z->managed, w->reserved);
}

/* A page that is lost is reported as such; it does not break the equations a second time. */
static void b9_walk(struct check *c)
{
	const unsigned long overlaps = 1ul << ODD_FREE_IN_FREE | 1ul << ODD_FREE_OWNED | 1ul << ODD_FREE_PCP |
				       1ul << ODD_PCP_OWNED | 1ul << ODD_OWNED_RESERVED | 1ul << ODD_FREE_ORDER |
				       1ul << ODD_FREE_ZONE;
	unsigned long managed = 0;
	unsigned int zone;

	walk_report(c, "B9");
	for (zone = 0; zone < c->view->zones; zone++) {
		managed += c->view->zone[zone].managed;
		if (!(c->walk->odd & overlaps))
			check_managed(c, zone);
	}
	if (c->walk->tables != c->view->tables)
		check_fail("B9", "tables", "%ld pages have page tables, NR_PAGETABLE is %ld", c->walk->tables,
			   c->view->tables);
	if (managed != c->view->totalram)
		check_fail("B9", "totalram", "the zones manage %lu pages, totalram is %lu", managed, c->view->totalram);
}

/* ---------------------------------------------------------------- B10: what an operation may not touch */

/*
 * Whether the operation is confined to the zone of its range.  Allocations go to several zones or drain all of them;
 * cma_alloc() and alloc_contig_range() move pages to anywhere.
 */
static bool confined(const struct op_record *op)
{
	switch (op->kind) {
	case OP_KIND_FREE:
	case OP_KIND_CMA_RELEASE:
	case OP_KIND_CONTIG_FREE:
	case OP_KIND_ISOLATE:
	case OP_KIND_UNISOLATE:
		return true;
	default:
		return false;
	}
}

/* Needs the lists of right before the operation, so it sees something only when every operation is walked. */
static void b10_walk(struct check *c)
{
	unsigned int own = zone_of(c->machine, c->op->pfn), zone;
	const struct core_view_zone *z;
	unsigned long at;

	if (!c->before->fresh || !confined(c->op) || own == NO_ZONE)
		return;
	for (zone = 0; zone < c->view->zones; zone++) {
		z = &c->view->zone[zone];
		if (zone == own || z->start_pfn >= z->end_pfn)
			continue;
		at = z->start_pfn - c->view->start_pfn;
		if (!memcmp(c->before->list + at, c->view->list + at, z->end_pfn - z->start_pfn))
			continue;
		check_fail_page(c->op->pfn, "B10", "zone",
				"an operation on page 0x%lx of zone %u changed the free blocks of zone %u", c->op->pfn,
				own, zone);
		return;
	}
}

/* ---------------------------------------------------------------- B13: return to origin */

static void check_origin(struct check *c, unsigned int zone)
{
	const struct core_view_zone *z = &c->view->zone[zone];
	const struct boot_zone *boot = &c->boot->zone[zone];
	unsigned long free = z->stat_free + pcp_pages(z),
		      free_cma = z->free_by_type[CORE_CMA] + c->walk->zone[zone].pcp_cma;

	if (free != boot->free)
		check_fail("B13", "free", "zone %u: %lu free pages with the per-CPU lists, %lu after boot", zone, free,
			   boot->free);
	if (free_cma != boot->free_cma)
		check_fail("B13", "free-cma", "zone %u: %lu free CMA pages with the per-CPU lists, %lu after boot",
			   zone, free_cma, boot->free_cma);
	if (z->managed != boot->managed || z->present != boot->present)
		check_fail("B13", "managed", "zone %u: %lu pages managed of %lu, after boot %lu of %lu", zone,
			   z->managed, z->present, boot->managed, boot->present);
	if (z->nr_isolate_pageblock != boot->nr_isolate_pageblock)
		check_fail("B13", "isolate", "zone %u: %lu isolated pageblocks, after boot %lu", zone,
			   z->nr_isolate_pageblock, boot->nr_isolate_pageblock);
}

/* Only when everything was given back. */
static void b13_end(struct check *c)
{
	unsigned int kind, zone;

	for (kind = OBJECT_PAGES; kind < OBJECT_KINDS; kind++)
		if (c->model->live_count[kind])
			return;
	for (zone = 0; zone < c->view->zones; zone++)
		check_origin(c, zone);
	if (c->view->totalram != c->boot->totalram || c->view->totalcma != c->boot->totalcma)
		check_fail("B13", "total", "totalram %lu and totalcma %lu, after boot %lu and %lu", c->view->totalram,
			   c->view->totalcma, c->boot->totalram, c->boot->totalcma);
	if (c->view->swap_slots || c->view->swap_free || c->view->swap_cache)
		check_fail("B13", "swap",
			   "without swap there are %ld slots of it, %ld of them free, and %ld pages cached",
			   c->view->swap_slots, c->view->swap_free, c->view->swap_cache);
	if (c->view->isolated_lru)
		check_fail("B13", "isolated-lru", "NR_ISOLATED_* are %ld", c->view->isolated_lru);
}

/* ---------------------------------------------------------------- the table */

static const struct invariant rows[] = {
	/* Broken lists first: they are the cause of what else would be seen. */
	{"B5", "wild back twice", W, "every list is well linked in both directions, finite, without repeats",
	 .walk = report_broken_lists},
	{"B1", "zone", O | W, "a free block lies in one zone and one node, inside the zone's span", .op = b1_op,
	 .after = GIVE_BACK, .walk = b1_walk},
	{"B2", "order alignment", O | W, "a free block's order is within limits and its page number aligned to it",
	 .op = b2_op, .after = GIVE_BACK, .walk = b2_walk},
	{"B3", "free owned per-cpu isolated per-cpu-owned migration", W,
	 "no free block overlaps another, nor a page owned, on a per-CPU list or isolated", .walk = b3_walk},
	{"B4", "no-list no-mark order", W,
	 "a page is marked as buddy if and only if it heads a block on the free list of its order", .walk = b4_walk},
	{"B6", "nr_free", W, "nr_free of an order is the number of blocks on its lists", .walk = b6_walk},
	{"B7", "head-reference head-flags tail-reference tail-compound tail-flags", W,
	 "a free block's pages have no references and no flags that allocation checks", .walk = b7_walk},
	{"B8", "unmerged", W, "no two free buddies that may merge stand side by side", .walk = b8_walk},
	{"B9", "managed present totalram lost reserved tables", W,
	 "every page is free, on a per-CPU list, guarded, owned or reserved, and the sums agree", .walk = b9_walk},
	{"B10", "zone", W, "an operation leaves every block that it may not touch as it was", .walk = b10_walk},
	{"B13", "free free-cma managed isolate total swap isolated-lru", E,
	 "after everything was given back and drained the figures are as after boot", .end = b13_end},
};

const struct invariant_table inv_buddy = TABLE(rows);
