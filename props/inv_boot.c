// SPDX-License-Identifier: GPL-2.0
/*
 * inv_boot.c - X1 to X4: what only booting decides, looked at right after it.  Memblock's lists are kept after boot, so
 * they are read as they are then, and as they were before the zones were set up.
 */
#include <stddef.h>
#include <string.h>

#include "props/inv.h"
#include "props/reservations.h"

static unsigned long long end_of(const struct core_region *r)
{
	return r->base + r->size;
}

static unsigned long long bytes(const struct check *c, unsigned long pages)
{
	return (unsigned long long)pages << c->build->page_shift;
}

/* ---------------------------------------------------------------- X1: memblock */

static const char *const list_names[] = {"memory", "reserved"};

static void check_list(unsigned int which, const struct core_region *r, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		if (end_of(&r[i]) < r[i].base || (!r[i].size && count > 1))
			check_fail("X1", "range", "%s[%u]: 0x%llx bytes at 0x%llx", list_names[which], i, r[i].size,
				   r[i].base);
		if (!i)
			continue;
		if (end_of(&r[i - 1]) > r[i].base)
			check_fail("X1", "sorted", "%s[%u] begins at 0x%llx, the one before ends at 0x%llx",
				   list_names[which], i, r[i].base, end_of(&r[i - 1]));
		if (end_of(&r[i - 1]) == r[i].base && r[i].flags == r[i - 1].flags && r[i].node == r[i - 1].node)
			check_fail("X1", "merged", "%s[%u] and the one before meet at 0x%llx and are alike",
				   list_names[which], i, r[i].base);
	}
}

static bool covers(const struct core_region *r, unsigned int count, unsigned long long base, unsigned long long end)
{
	unsigned int i;

	/* Neighbours that are not alike may cover it together. */
	for (i = 0; i < count; i++)
		if (r[i].base <= base && base < end_of(&r[i]))
			base = end_of(&r[i]);
	return base >= end;
}

static void check_areas_reserved(struct check *c)
{
	static struct core_region r[CORE_MAX_REGIONS];
	unsigned int count = core_memblock(CORE_MEMBLOCK_RESERVED, r, CORE_MAX_REGIONS), a;

	if (count == CORE_MAX_REGIONS)
		return;
	for (a = 0; a < c->view->areas; a++) {
		const struct core_view_area *area = &c->view->area[a];

		if (area->count && !covers(r, count, bytes(c, area->pfn), bytes(c, area->pfn + area->count)))
			check_fail_page(area->pfn, "X1", "area", "area %u, %lu pages at pfn 0x%lx, is not reserved", a,
					area->count, area->pfn);
	}
}

/* What may be reserved before the zones are set up; what is left of it then was leaked. */
struct rest {
	struct core_region part[2 * CORE_MAX_REGIONS];
	unsigned int parts;
};

static void take_off(struct rest *rest, unsigned long long base, unsigned long long size)
{
	unsigned long long end = base + size < base ? -1ull : base + size;
	unsigned int i, count = rest->parts;

	for (i = 0; i < count; i++) {
		struct core_region *p = &rest->part[i], above = *p;

		if (end <= p->base || base >= end_of(p))
			continue;
		above.base = end;
		above.size = end < end_of(p) ? end_of(p) - end : 0;
		p->size = base > p->base ? base - p->base : 0;
		if (above.size && rest->parts < 2 * CORE_MAX_REGIONS)
			rest->part[rest->parts++] = above;
	}
}

static bool has_area(const struct check *c, unsigned long long base)
{
	unsigned int a;

	for (a = 0; a < c->view->areas; a++)
		if (bytes(c, c->view->area[a].pfn) == base)
			return true;
	return false;
}

/* A pool that became no area was given up again. */
static bool is_kept(const struct check *c, const struct reservation_node *n, unsigned long long base)
{
	return !n->pool || n->nomap || has_area(c, base);
}

/* By reg that is after the zones are set up, where an architecture reads its tree as late as that. */
static bool is_kept_by_reg(const struct check *c, const struct reservation_node *n)
{
	static struct core_region now[CORE_MAX_REGIONS];
	const struct reservation_range *r = &n->range[0];

	return is_kept(c, n, r->base) ||
	       !covers(now, core_memblock(CORE_MEMBLOCK_RESERVED, now, CORE_MAX_REGIONS), r->base, r->base + r->size);
}

static void take_off_nodes(struct check *c, struct rest *rest)
{
	const struct reservation_node *n;
	struct core_region r;
	unsigned int i;

	for (n = c->reservations->node; n < c->reservations->node + c->reservations->nodes && !c->reservations->ignored;
	     n++) {
		if (n->disabled)
			continue;
		/* Of several ranges the first alone becomes the area. */
		for (i = n->by_reg && !is_kept_by_reg(c, n); n->by_reg && i < n->ranges; i++)
			take_off(rest, n->range[i].base, n->range[i].size);
		if (n->malformed && !core_reserved_mem(n->name, &r))
			take_off(rest, r.base, r.size);
		if (!n->by_reg && !core_reserved_mem(n->name, &r) && is_kept(c, n, r.base))
			take_off(rest, r.base, r.size);
	}
}

static void check_leaks(struct check *c)
{
	static struct rest rest;
	const struct core_region *early, *taken;
	unsigned int i, takens = core_boot_taken(&taken);
	struct core_region data;

	rest.parts = core_memblock_early(CORE_MEMBLOCK_RESERVED, &early);
	if (rest.parts == CORE_MAX_REGIONS || takens == CORE_MAX_REGIONS)
		return;
	memcpy(rest.part, early, rest.parts * sizeof(*early));
	for (i = 0; i < c->reservations->ranges; i++)
		take_off(&rest, c->reservations->range[i].base, c->reservations->range[i].size);
	for (i = 0; i < takens; i++)
		take_off(&rest, taken[i].base, taken[i].size);
	take_off_nodes(c, &rest);
	/* What architectures keep, since an address of 0 means that nothing was found (mmcore/boot/memory.c). */
	take_off(&rest, 0, bytes(c, 1));
	for (i = 0; !core_node_data(i, &data); i++)
		take_off(&rest, data.base, data.size);
	/* With those whose activation failed, whose length is no longer known. */
	for (i = 0; i < c->view->areas; i++)
		take_off(&rest, bytes(c, c->view->area[i].pfn),
			 c->view->area[i].count ? bytes(c, c->view->area[i].count) : -1ull);
	for (i = 0; i < rest.parts; i++)
		if (rest.part[i].size)
			check_fail("X1", "leak", "0x%llx bytes at 0x%llx are reserved, and nobody asked for them",
				   rest.part[i].size, rest.part[i].base);
}

static void x1_boot(struct check *c)
{
	static struct core_region r[CORE_MAX_REGIONS];
	const struct core_region *early;
	unsigned int which, count;

	for (which = CORE_MEMBLOCK_MEMORY; which <= CORE_MEMBLOCK_RESERVED; which++) {
		count = core_memblock(which, r, CORE_MAX_REGIONS);
		check_list(which, r, count);
		if (!c->reservations)
			continue;
		count = core_memblock_early(which, &early);
		check_list(which, early, count);
	}
	check_areas_reserved(c);
	if (c->reservations && !c->reservations->more)
		check_leaks(c);
}

/* ---------------------------------------------------------------- X2: the binding */

static bool in_ranges(const struct reservation_node *n, const struct core_region *r)
{
	unsigned int i;

	for (i = 0; i < n->ranges; i++)
		if (r->base >= n->range[i].base && end_of(r) <= n->range[i].base + n->range[i].size)
			return true;
	return false;
}

static bool is_power_of_2(unsigned long long x)
{
	return x && !(x & (x - 1));
}

static void check_placed(const struct reservation_node *n, const struct core_region *r)
{
	if (r->size != n->size)
		check_fail("X2", "size", "%s: 0x%llx bytes instead of 0x%llx", n->name, r->size, n->size);
	if (n->ranges && !in_ranges(n, r))
		check_fail("X2", "alloc-ranges", "%s: 0x%llx bytes at 0x%llx are in none of them", n->name, r->size,
			   r->base);
	/* Memblock takes powers of two only; what others mean, nobody says. */
	if (is_power_of_2(n->alignment) && r->base & (n->alignment - 1))
		check_fail("X2", "alignment", "%s: 0x%llx is not aligned to 0x%llx", n->name, r->base, n->alignment);
}

/* Memory that is not to be mapped is nobody's. */
static void check_unmapped(struct check *c, const struct reservation_node *n, const struct core_region *r)
{
	unsigned long first = r->base >> c->build->page_shift, end = (end_of(r) - 1) >> c->build->page_shift, pfn;
	const struct core_view *v = c->view;

	if (!r->size || end_of(r) <= r->base)
		return;
	for (pfn = first > v->start_pfn ? first : v->start_pfn; pfn <= end && pfn < v->end_pfn; pfn++) {
		unsigned int word = v->page[pfn - v->start_pfn];

		if (!(word & CORE_PG_VALID) || (word & CORE_PG_RESERVED))
			continue;
		check_fail_page(pfn, "X2", "no-map", "%s: pfn 0x%lx is given to the allocator", n->name, pfn);
		return;
	}
}

/* The node of that name, if the binding makes its area the default one. */
static const struct reservation_node *default_node(const struct check *c, const char *name)
{
	const struct reservation_node *n;

	for (n = c->reservations->node; n < c->reservations->node + c->reservations->nodes; n++)
		if (n->is_default && !strcmp(n->name, name))
			return n;
	return NULL;
}

static bool named_area(const struct check *c, const char *name)
{
	unsigned int a;

	for (a = 0; a < c->machine->areas; a++)
		if (!strcmp(c->machine->area[a].name, name))
			return true;
	return false;
}

static void fail_missing(struct check *c, const struct reservation_node *n)
{
	unsigned int a;

	for (a = 0; a < c->machine->areas; a++)
		if (bytes(c, c->machine->area[a].pfn) == n->range[0].base) {
			check_fail("X2", "name", "%s: its area is called '%s'", n->name, c->machine->area[a].name);
			return;
		}
	check_fail("X2", "missing", "%s: 0x%llx bytes at 0x%llx became no area", n->name, n->range[0].size,
		   n->range[0].base);
}

/* The area of the command line or of Kconfig; a machine description makes one of that name where it reserves something.
 */
static bool is_configured(const struct check *c, const struct core_area *a)
{
	unsigned int i;

	for (i = 0; i < c->reservations->ranges; i++)
		if (c->reservations->range[i].base == bytes(c, a->pfn) &&
		    c->reservations->range[i].size == bytes(c, a->count))
			return false;
	return !strcmp(a->name, "reserved");
}

/*
 * The area that the tree's last default node became, else that of the command line or of Kconfig ("reserved"); areas
 * are numbered as they are set up.  CORE_MAX_AREAS: none.
 */
static unsigned int expected_default(const struct check *c)
{
	unsigned int a, expected = CORE_MAX_AREAS;
	bool by_tree = false;

	for (a = 0; a < c->machine->areas; a++) {
		const char *name = c->machine->area[a].name;
		bool is_default = default_node(c, name) != NULL;

		if (is_default || (!by_tree && is_configured(c, &c->machine->area[a])))
			expected = a;
		by_tree |= is_default;
	}
	return expected;
}

/* cma= wins over a default of the tree, and that over Kconfig, if it was set up before: one by size always is. */
static void check_default(struct check *c)
{
	unsigned int a, got = core_dma_area(0), expected = expected_default(c), by_tree = CORE_MAX_AREAS;
	bool by_size = false;

	if (got != expected)
		check_fail("X2", "default", "area %u is the default one instead of %u", got, expected);
	for (a = 0; a < c->machine->areas; a++) {
		const char *name = c->machine->area[a].name;
		const struct reservation_node *n = default_node(c, name);

		if (n && c->reservations->cma)
			check_fail("X2", "refused", "%s became an area in spite of cma=", name);
		by_tree = n && by_tree == CORE_MAX_AREAS ? a : by_tree;
		by_size |= n && !n->by_reg;
	}
	for (a = 0; a < c->machine->areas; a++)
		if (!c->reservations->cma && is_configured(c, &c->machine->area[a]) && (by_size || a > by_tree))
			check_fail("X2", "beside", "area %u is Kconfig's, beside a default one that was there before",
				   a);
}

static bool meets_any(const struct reservation_range *r, const struct reservation_range *other, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		if (r != &other[i] && r->base < other[i].base + other[i].size && other[i].base < r->base + r->size)
			return true;
	return false;
}

/* A pool by reg in RAM, whole, nobody else's, and with a slot for it: nothing is left that could be in its way. */
static bool must_come_up(const struct check *c, const struct reservation_node *n)
{
	const struct reservation_range *r = &n->range[0];
	const struct core_region *early;
	unsigned int regions = core_memblock_early(CORE_MEMBLOCK_MEMORY, &early);
	const struct reservation_node *o;

	if (!n->by_reg || !n->pool || n->nomap || n->malformed || (n->is_default && c->reservations->cma) ||
	    ((r->base | r->size) & (bytes(c, 1ul << c->build->block_order) - 1)) ||
	    c->machine->areas >= RESERVATION_AREAS || regions == CORE_MAX_REGIONS ||
	    !covers(early, regions, r->base, r->base + r->size) ||
	    meets_any(r, c->reservations->range, c->reservations->ranges))
		return false;
	for (o = c->reservations->node; o < c->reservations->node + c->reservations->nodes; o++)
		if (o->by_reg && !o->disabled && meets_any(r, o->range, o->ranges))
			return false;
	return true;
}

/*
 * Of reg, only its first entry becomes a table entry, and a reserved region stays in the table also where it could not
 * be reserved or was given up; so places are checked of areas, and of what is not mapped.
 */
static void x2_boot(struct check *c)
{
	const struct reservation_node *n;
	struct core_region r;

	for (n = c->reservations ? c->reservations->node : NULL;
	     c->reservations && n < c->reservations->node + c->reservations->nodes; n++) {
		bool found = !core_reserved_mem(n->name, &r), off = n->disabled || c->reservations->ignored;

		if (off && found && r.size)
			check_fail("X2", "disabled", "%s: 0x%llx bytes at 0x%llx, though it is not to be used", n->name,
				   r.size, r.base);
		if (named_area(c, n->name) && (off || !n->pool || n->nomap))
			check_fail("X2", "no-pool", "%s became an area", n->name);
		if (!off && must_come_up(c, n) && !named_area(c, n->name))
			fail_missing(c, n);
		if (off || !found || !r.size || n->malformed)
			continue;
		if (!n->by_reg)
			check_placed(n, &r);
		else if (r.base != n->range[0].base || r.size != n->range[0].size)
			check_fail("X2", "reg", "%s: 0x%llx bytes at 0x%llx instead of 0x%llx at 0x%llx", n->name,
				   r.size, r.base, n->range[0].size, n->range[0].base);
		if (n->nomap && !n->by_reg)
			check_unmapped(c, n, &r);
	}
	if (c->reservations)
		check_default(c);
}

/* ---------------------------------------------------------------- X3: pages and zones */

static bool in_one(const struct core_region *r, unsigned int count, unsigned long long base, unsigned long long end)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		if (r[i].base <= base && end_of(&r[i]) >= end)
			return true;
	return false;
}

/*
 * Memory that ended inside a page when the zones were set up, as a no-map region makes it, and goes on there by now,
 * since the region was given up: zones do not know the page, yet it is freed.
 */
unsigned long props_late_page(unsigned int n)
{
	static struct core_region now[CORE_MAX_REGIONS];
	const struct core_region *early;
	unsigned int regions = core_memblock_early(CORE_MEMBLOCK_MEMORY, &early), i, shift = core_build()->page_shift;
	unsigned int count = core_memblock(CORE_MEMBLOCK_MEMORY, now, CORE_MAX_REGIONS);
	unsigned long pfn, last = CORE_NO_PFN;

	for (i = 0; i < regions; i++) {
		pfn = end_of(&early[i]) >> shift;
		if (!(end_of(&early[i]) & ((1ull << shift) - 1)) || pfn == last ||
		    !in_one(now, count, (unsigned long long)pfn << shift, (unsigned long long)(pfn + 1) << shift))
			continue;
		last = pfn;
		if (!n--)
			return pfn;
	}
	return CORE_NO_PFN;
}

static bool is_late(unsigned long pfn)
{
	unsigned long late;
	unsigned int n;

	for (n = 0; (late = props_late_page(n)) != CORE_NO_PFN; n++)
		if (late == pfn)
			return true;
	return false;
}

/* The RAM nearest to the hole that a page lies in; kept, since its neighbours lie in the same. */
struct hole {
	unsigned long below, above;
};

static void find_hole(const struct core_view *v, unsigned long pfn, struct hole *h)
{
	if (pfn > h->below && pfn < h->above)
		return;
	h->below = h->above = pfn;
	while (h->below > v->start_pfn && !(v->page[h->below - v->start_pfn] & CORE_PG_VALID))
		h->below--;
	while (h->above + 1 < v->end_pfn && !(v->page[h->above - v->start_pfn] & CORE_PG_VALID))
		h->above++;
}

/* A hole between two zones belongs to either, as the kernel says (init_unavailable_range()). */
static bool between_zones(const struct check *c, unsigned int z, unsigned long pfn, struct hole *h)
{
	const struct core_view *v = c->view;

	find_hole(v, pfn, h);
	return CORE_PG_ZONE(v->page[h->below - v->start_pfn]) != z ||
	       CORE_PG_ZONE(v->page[h->above - v->start_pfn]) != z;
}

static void check_page_zone(struct check *c, unsigned int z, unsigned long pfn, struct hole *h)
{
	unsigned int word = c->view->page[pfn - c->view->start_pfn];

	if (CORE_PG_ZONE(word) != z && ((word & CORE_PG_VALID) || !between_zones(c, z, pfn, h)))
		check_fail_page(pfn, "X3", "zone", "pfn 0x%lx in the span of zone %u says zone %u", pfn, z,
				CORE_PG_ZONE(word));
	if (!(word & (CORE_PG_VALID | CORE_PG_RESERVED)) && is_late(pfn))
		check_fail_page(pfn, "X3", "late",
				"pfn 0x%lx was no whole page when the zones were set up, and is free", pfn);
	else if (!(word & (CORE_PG_VALID | CORE_PG_RESERVED)))
		check_fail_page(pfn, "X3", "hole", "pfn 0x%lx is no RAM, and its page is not reserved", pfn);
}

/* Where spans of nodes overlap, the page belongs to one of them. */
static bool one_span(const struct check *c, unsigned int z, unsigned long pfn)
{
	unsigned int other;

	for (other = 0; other < c->machine->zones; other++)
		if (other != z && pfn >= c->machine->zone[other].start_pfn && pfn < c->machine->zone[other].end_pfn)
			return false;
	return true;
}

/* The view ends where RAM does; so do the spans, but for the last page of RAM that is none wholly. */
static void x3_boot(struct check *c)
{
	const struct core_view *v = c->view;
	unsigned long pfn, present, inside = 0, all = 0;
	struct hole hole = {0};
	unsigned int z;

	for (z = 0; z < c->machine->zones; z++) {
		const struct core_zone *zone = &c->machine->zone[z];

		present = 0;
		for (pfn = zone->start_pfn; pfn < zone->end_pfn; pfn++) {
			unsigned int word;

			if (pfn < v->start_pfn || pfn >= v->end_pfn) {
				check_fail_page(pfn, "X3", "span", "zone %u holds pfn 0x%lx, where no RAM is", z, pfn);
				break;
			}
			word = v->page[pfn - v->start_pfn];
			if (!(word & CORE_PG_ABSENT) && one_span(c, z, pfn))
				check_page_zone(c, z, pfn, &hole);
			present += CORE_PG_ZONE(word) == z && (word & CORE_PG_VALID);
		}
		inside += present;
		if (present != v->zone[z].present)
			check_fail("X3", "present", "zone %u has %lu present pages, RAM has %lu there", z,
				   v->zone[z].present, present);
	}
	for (pfn = v->start_pfn; pfn < v->end_pfn; pfn++)
		all += !!(v->page[pfn - v->start_pfn] & CORE_PG_VALID);
	if (inside != all)
		check_fail("X3", "outside", "%lu pages of RAM, %lu of them in zones", all, inside);
}

/* ---------------------------------------------------------------- X4: what is managed */

static bool reserved_or_unmapped(const struct check *c, const struct core_region *r, unsigned int count,
				 unsigned long pfn, bool unmapped)
{
	unsigned long long base = bytes(c, pfn), end = bytes(c, pfn + 1);
	unsigned int i;

	for (i = 0; i < count; i++)
		if (r[i].base < end && end_of(&r[i]) > base && (!unmapped || r[i].nomap))
			return true;
	return false;
}

static bool of_freed_initrd(const struct check *c, unsigned long pfn)
{
	struct core_region r;

	return !core_freed_initrd(&r) && bytes(c, pfn) >= r.base && bytes(c, pfn) < end_of(&r);
}

/* An area's pages are reserved in memblock alone; of one that could not be activated, the length is not known any more.
 */
static bool of_area(const struct check *c, unsigned long pfn)
{
	const struct core_view_area *a;

	for (a = c->view->area; a < c->view->area + c->view->areas; a++)
		if (pfn >= a->pfn && (!a->count || pfn < a->pfn + a->count))
			return true;
	return false;
}

static void x4_boot(struct check *c)
{
	static struct core_region memory[CORE_MAX_REGIONS], reserved[CORE_MAX_REGIONS];
	unsigned int memories = core_memblock(CORE_MEMBLOCK_MEMORY, memory, CORE_MAX_REGIONS), z;
	unsigned int reserveds = core_memblock(CORE_MEMBLOCK_RESERVED, reserved, CORE_MAX_REGIONS);
	const struct core_view *v = c->view;
	unsigned long pfn, managed = 0, counted = 0;

	if (memories == CORE_MAX_REGIONS || reserveds == CORE_MAX_REGIONS)
		return;
	for (pfn = v->start_pfn; pfn < v->end_pfn; pfn++) {
		unsigned int word = v->page[pfn - v->start_pfn];
		bool free = (word & CORE_PG_VALID) && !(word & CORE_PG_RESERVED);
		bool kept = reserved_or_unmapped(c, reserved, reserveds, pfn, false) ||
			    reserved_or_unmapped(c, memory, memories, pfn, true);

		managed += free;
		if ((word & CORE_PG_VALID) && !free && !kept)
			check_fail_page(pfn, "X4", "lost", "pfn 0x%lx is not reserved in memblock, yet not managed",
					pfn);
		if (free && kept && !of_area(c, pfn) && !of_freed_initrd(c, pfn))
			check_fail_page(pfn, "X4", "reserved", "pfn 0x%lx is reserved in memblock, yet managed", pfn);
	}
	for (z = 0; z < v->zones; z++)
		counted += v->zone[z].managed;
	if (managed != counted || counted != v->totalram)
		check_fail("X4", "managed", "%lu pages are managed, the zones say %lu, totalram %lu", managed, counted,
			   v->totalram);
}

/* ---------------------------------------------------------------- the table */

static const struct invariant rows[] = {
	{"X1", "range sorted merged area leak", B,
	 "memblock's regions are sorted, disjoint and merged; an area is reserved, a failed one leaves nothing",
	 .boot = x1_boot},
	{"X2", "size alloc-ranges alignment no-map name missing default refused beside disabled no-pool reg", B,
	 "reserved memory follows the device-tree binding; what is malformed leaks nothing", .boot = x2_boot},
	{"X3", "zone late hole span present outside", B,
	 "every page in a zone's span has its zone; holes are reserved; present pages sum up", .boot = x3_boot},
	{"X4", "lost reserved managed", B, "all memory that boot does not reserve is managed, once", .boot = x4_boot},
};

const struct invariant_table inv_boot = TABLE(rows);
