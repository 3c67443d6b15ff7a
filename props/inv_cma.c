// SPDX-License-Identifier: GPL-2.0
/*
 * inv_cma.c - C1 to C10: the areas, their bitmaps, and what cma_alloc() and cma_release() promise.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "props/inv.h"

struct granules {
	unsigned long first, end; /* bits of the bitmap, end exclusive */
};

static bool inside(const struct core_view_area *area, unsigned long pfn, unsigned long count)
{
	return count && pfn >= area->pfn && count <= area->count && pfn - area->pfn <= area->count - count;
}

static struct granules granules_of(const struct core_view_area *area, unsigned long pfn, unsigned long count)
{
	struct granules g = {
		.first = (pfn - area->pfn) >> area->order_per_bit,
		.end = ((pfn - area->pfn + count - 1) >> area->order_per_bit) + 1,
	};

	return g;
}

static bool same_bitmap(const struct check *c)
{
	const struct core_view_area *area = c->area;
	unsigned int a = c->op->area;

	return c->before->bits[a] == area->bits &&
	       !memcmp(c->before->bitmap[a], area->bitmap, bitmap_words(area->bits) * sizeof(unsigned long));
}

/* Whether the operation did what it was asked, to pages of its area. */
static bool done_inside(const struct check *c)
{
	return c->area && c->op->ok && !c->op->misuse && inside(c->area, c->op->pfn, c->op->count);
}

/* ---------------------------------------------------------------- C1: bitmap and owners */

static bool owned_through_cma(const struct check *c, unsigned long pfn)
{
	unsigned int slot = model_owner(c->model, pfn);

	return slot != MODEL_NONE && c->model->object[slot].kind == OBJECT_CMA;
}

static unsigned long first_page(const struct core_view_area *area, unsigned long bit)
{
	return area->pfn + (bit << area->order_per_bit);
}

static bool granule_owned(const struct check *c, const struct core_view_area *area, unsigned long bit)
{
	unsigned long pfn = first_page(area, bit), end = pfn + (1ul << area->order_per_bit);

	for (; pfn < end; pfn++)
		if (owned_through_cma(c, pfn))
			return true;
	return false;
}

static void fail_bit(unsigned int a, const struct core_view_area *area, unsigned long bit, bool owned)
{
	check_fail_page(first_page(area, bit), "C1", owned ? "clear" : "set",
			"bit %lu of area %u is %s, its pages are %s", bit, a, owned ? "clear" : "set",
			owned ? "owned" : "not owned");
}

static void c1_op(struct check *c)
{
	struct granules g;
	bool owned;

	if (!done_inside(c))
		return;
	g = granules_of(c->area, c->op->pfn, c->op->count);
	for (; g.first < g.end; g.first++) {
		owned = granule_owned(c, c->area, g.first);
		if (test_bit(c->area->bitmap, g.first) == owned)
			continue;
		fail_bit(c->op->area, c->area, g.first, owned);
		return;
	}
}

static void draw_owned(const struct check *c, const struct core_view_area *area, unsigned long *bitmap)
{
	const struct model *model = c->model;
	const struct object *object;
	struct granules g;
	unsigned int i;

	for (i = 0; i < model->live_count[OBJECT_CMA]; i++) {
		object = &model->object[model->live[OBJECT_CMA][i]];
		if (!inside(area, object->pfn, object->count))
			continue;
		for (g = granules_of(area, object->pfn, object->count); g.first < g.end; g.first++)
			set_bit(bitmap, g.first);
	}
}

static void check_area_bitmap(struct check *c, unsigned int a, unsigned long *owned)
{
	const struct core_view_area *area = &c->view->area[a];
	unsigned long bit;

	memset(owned, 0, bitmap_words(area->bits) * sizeof(*owned));
	draw_owned(c, area, owned);
	if (!memcmp(owned, area->bitmap, bitmap_words(area->bits) * sizeof(*owned)))
		return;
	for (bit = 0; bit < area->bits; bit++) {
		if (test_bit(area->bitmap, bit) == test_bit(owned, bit))
			continue;
		fail_bit(a, area, bit, test_bit(owned, bit));
		return;
	}
}

static void c1_walk(struct check *c)
{
	static unsigned long *owned; /* bits of one area, as the model knows them */
	static unsigned long words;
	unsigned int a;

	for (a = 0; a < c->view->areas; a++) {
		if (!c->view->area[a].count)
			continue;
		if (bitmap_words(c->view->area[a].bits) > words) {
			words = bitmap_words(c->view->area[a].bits);
			free(owned);
			owned = malloc(words * sizeof(*owned));
			if (!owned)
				abort();
		}
		check_area_bitmap(c, a, owned);
	}
}

/* ---------------------------------------------------------------- C2, C3: release */

static void c2_op(struct check *c)
{
	struct granules g;

	if (!c->area || !c->op->ok || !inside(c->area, c->op->pfn, c->op->count))
		return; /* C3 */
	g = granules_of(c->area, c->op->pfn, c->op->count);
	for (; g.first < g.end; g.first++) {
		if (test_bit(c->before->bitmap[c->op->area], g.first))
			continue;
		check_fail_page(first_page(c->area, g.first), "C2", "clear",
				"the release of [0x%lx, 0x%lx) cleared bit %lu of area %u, which was clear", c->op->pfn,
				c->op->pfn + c->op->count, g.first, c->op->area);
		return;
	}
}

/* The interpreter gives only such wrong ranges as this kernel checks; a right one must be accepted. */
static void c3_op(struct check *c)
{
	const struct core_view_area *area = c->area;

	if (!area)
		return;
	if (c->op->ok && !inside(area, c->op->pfn, c->op->count))
		check_fail_page(c->op->pfn, "C3", "accepted",
				"the release of [0x%lx, 0x%lx) was accepted, area %u is [0x%lx, 0x%lx)", c->op->pfn,
				c->op->pfn + c->op->count, c->op->area, area->pfn, area->pfn + area->count);
	if (!c->op->ok && !c->op->misuse)
		check_fail_page(c->op->pfn, "C3", "refused",
				"the release of [0x%lx, 0x%lx) was refused, area %u is [0x%lx, 0x%lx)", c->op->pfn,
				c->op->pfn + c->op->count, c->op->area, area->pfn, area->pfn + area->count);
	if (!c->op->ok && !same_bitmap(c))
		check_fail("C3", "bitmap", "a refused release changed the bitmap of area %u", c->op->area);
}

/* ---------------------------------------------------------------- C4 to C6: allocation */

static void c4_op(struct check *c)
{
	const struct core_view_area *area = c->area;
	const struct op_record *op = c->op;

	if (!op->ok || !area)
		return;
	if (!inside(area, op->pfn, op->count))
		check_fail_page(op->pfn, "C4", "outside", "[0x%lx, 0x%lx) does not lie in area %u, [0x%lx, 0x%lx)",
				op->pfn, op->pfn + op->count, op->area, area->pfn, area->pfn + area->count);
	if (op->align < sizeof(long) * 8 - 1 && (op->pfn & ((1ul << op->align) - 1)))
		check_fail_page(op->pfn, "C4", "alignment", "page 0x%lx is not aligned to order %u", op->pfn,
				op->align);
	if (op->slot != MODEL_NONE && c->model->taken != CORE_NO_PFN)
		check_fail_page(c->model->taken, "C4", "owned", "[0x%lx, 0x%lx) holds page 0x%lx, which is owned",
				op->pfn, op->pfn + op->count, c->model->taken);
}

/* Counters are M10's and contents B12's to see. */
static void c5_op(struct check *c)
{
	unsigned long pfn, step = 1ul << c->build->block_order;
	const struct core_view_area *area = c->area;
	unsigned int type;

	if (c->op->ok || !area)
		return;
	if (!same_bitmap(c))
		check_fail("C5", "bitmap", "a failed cma_alloc() changed the bitmap of area %u", c->op->area);
	for (pfn = area->pfn; pfn < area->pfn + area->count; pfn += step) {
		type = core_view_block(pfn);
		if (type == CORE_CMA || (type == CORE_ISOLATE && c->model->isolated[model_block(c->model, pfn)]))
			continue;
		check_fail_page(pfn, "C5", "types",
				"a failed cma_alloc() left the pageblock at 0x%lx of area %u with type %u", pfn,
				c->op->area, type);
		return;
	}
}

static void c6_op(struct check *c)
{
	bool allocated = c->op->kind == OP_KIND_CMA_ALLOC;
	unsigned int word, want;
	unsigned long i;

	if (!done_inside(c))
		return;
	for (i = 0; i < c->words; i++) {
		word = c->word[i];
		/* The reference of a folio is its head's. */
		want = allocated && (!i || !c->op->order) ? CORE_PG_REF1 : CORE_PG_REF0;
		if ((word & want) && !(word & CORE_PG_LRU) && (!allocated || !(word & CORE_PG_BUDDY)))
			continue;
		check_fail_page(c->op->pfn + i, "C6", allocated ? "allocated" : "released",
				"page 0x%lx has page word %08x", c->op->pfn + i, word);
		return;
	}
}

/* ---------------------------------------------------------------- C7: the areas themselves */

static void check_area_place(struct check *c, unsigned int a)
{
	const struct core_view_area *area = &c->view->area[a], *other;
	unsigned int zone = zone_of(c->machine, area->pfn), b;

	if (zone == NO_ZONE || zone_of(c->machine, area->pfn + area->count - 1) != zone)
		check_fail_page(area->pfn, "C7", "zone", "area %u, [0x%lx, 0x%lx), does not lie in one zone", a,
				area->pfn, area->pfn + area->count);
	for (b = 0; b < a; b++) {
		other = &c->view->area[b];
		if (other->count && area->pfn < other->pfn + other->count && other->pfn < area->pfn + area->count)
			check_fail_page(area->pfn > other->pfn ? area->pfn : other->pfn, "C7", "overlap",
					"the areas %u and %u overlap", b, a);
	}
}

static void check_declared(struct check *c, unsigned int a)
{
	unsigned int order = c->view->area[a].order_per_bit, wanted = c->machine->area[a].declared_order;

	if (order != wanted)
		check_fail("C7", "declared", "area %u has bits of order %u, it was declared with %u", a, order, wanted);
}

static unsigned long allocated_pages(const struct check *c, const struct core_view_area *area)
{
	const struct model *model = c->model;
	const struct object *object;
	unsigned long pages = 0;
	unsigned int i;

	for (i = 0; i < model->live_count[OBJECT_CMA]; i++) {
		object = &model->object[model->live[OBJECT_CMA][i]];
		pages += inside(area, object->pfn, object->count) ? object->count : 0;
	}
	return pages;
}

static void c7_walk(struct check *c)
{
	const struct core_view_area *area;
	unsigned long total = 0, owned;
	unsigned int a;

	for (a = 0; a < c->view->areas; a++) {
		area = &c->view->area[a];
		total += area->count;
		if (!area->count)
			continue;
		check_area_place(c, a);
		check_declared(c, a);
		owned = allocated_pages(c, area);
		if (area->available != -1ul && area->available != area->count - owned)
			check_fail("C7", "available", "area %u: %lu of %lu pages available, %lu are allocated", a,
				   area->available, area->count, owned);
	}
	if (c->view->totalcma != total)
		check_fail("C7", "total", "totalcma_pages is %lu, the areas have %lu", c->view->totalcma, total);
}

/* ---------------------------------------------------------------- C8: when cma_alloc() may fail */

static bool bits_clear(const unsigned long *bitmap, struct granules g)
{
	for (; g.first < g.end; g.first++)
		if (test_bit(bitmap, g.first))
			return false;
	return true;
}

/*
 * Only where it can be known: nothing moved, so the state now is the state at each attempt, and the last attempt, if
 * there was one, ended with the one error after which the kernel goes on to the next window.  Then a window that is
 * wholly free and was clear must have been taken.
 */
static void c8_op(struct check *c)
{
	const struct op_record *op = c->op;
	const struct core_view_area *area = c->area;
	int error = core_cma_inner_error();
	struct granules g;
	unsigned long pfn;

	if (op->ok || !op->count || !area || op->count > area->count)
		return;
	/* Of several areas that were asked, the error is the last one's alone; a task that was killed gave up at
	 * another. */
	if (op->injected)
		return;
	if ((error && error != -EBUSY) || c->moves || op->align >= sizeof(long) * 8 - 1)
		return;
	for (pfn = area->pfn; inside(area, pfn, op->count); pfn += 1ul << area->order_per_bit) {
		if (pfn & ((1ul << op->align) - 1))
			continue;
		g = granules_of(area, pfn, op->count);
		/* A rest that is no whole granule has no bit. */
		if (g.end > area->bits || !bits_clear(c->before->bitmap[op->area], g) ||
		    !window_free(c, pfn, op->count))
			continue;
		check_fail_page(pfn, "C8", "refused",
				"area %u: %lu pages of order %u were refused, yet [0x%lx, 0x%lx) is free", op->area,
				op->count, op->align, pfn, pfn + op->count);
		return;
	}
}

/* ---------------------------------------------------------------- C9: what became of an area's pages */

static void c9_end(struct check *c)
{
	walk_report(c, "C9");
}

/* ---------------------------------------------------------------- C10: what the kernel counts */

/* A request for more granules than the area has, or for nothing, ends before anything is counted. */
static bool is_counted(const struct check *c)
{
	return c->op->count && granules_of(c->area, c->area->pfn, c->op->count).end <= c->area->bits;
}

static void c10_op(struct check *c)
{
	const struct op_record *op = c->op;
	unsigned long ok, failed;
	struct core_cma_events now;

	if (op->others || !c->area)
		return;
	core_cma_events(&now);
	ok = now.succeeded - c->before->events.succeeded;
	failed = now.failed - c->before->events.failed;
	if (ok != op->ok)
		check_fail("C10", "succeeded", "a cma_alloc() that %s counted %lu times as one that succeeded",
			   op->ok ? "succeeded" : "failed", ok);
	if (failed != !op->ok && (failed || is_counted(c)))
		check_fail("C10", "failed", "a cma_alloc() that %s counted %lu times as one that failed",
			   op->ok ? "succeeded" : "failed", failed);
}

/* ---------------------------------------------------------------- the table */

static const struct invariant rows[] = {
	{"C1", "clear set", O | W,
	 "a bitmap's bit is set if and only if a page of its granule is owned through cma_alloc()", .op = c1_op,
	 .after = CMA, .walk = c1_walk},
	{"C2", "clear", O, "a release clears only bits that were set", .op = c2_op, .after = CMA_RELEASE},
	{"C3", "accepted refused bitmap", O, "a release that leaves the area is refused and changes nothing",
	 .op = c3_op, .after = CMA_RELEASE},
	{"C4", "outside alignment owned", O,
	 "an allocation lies in its area, is aligned, and disjoint from all that is live", .op = c4_op,
	 .after = CMA_ALLOC, .result = c4_op},
	{"C5", "bitmap types", O, "a failed cma_alloc() leaves bitmap and types as they were", .op = c5_op,
	 .after = CMA_ALLOC},
	{"C6", "allocated released", O,
	 "allocated pages have one reference and are on no list, released ones have none", .op = c6_op, .after = CMA},
	{"C7", "zone overlap available total declared", W,
	 "areas are as declared, disjoint, each in one zone, and the totals agree", .walk = c7_walk},
	{"C8", "refused", O, "cma_alloc() fails only if no aligned window of clear bits could be freed", .op = c8_op,
	 .after = CMA_ALLOC},
	{"C9", "lost", E, "every page of an area is in the buddy system or reserved, none is lost", .end = c9_end},
	{"C10", "succeeded failed", O, "cma_alloc() is counted once, as what it was", .op = c10_op, .after = CMA_ALLOC},
};

const struct invariant_table inv_cma = TABLE(rows);
