// SPDX-License-Identifier: GPL-2.0
/*
 * view.c - the allocator's state as props/ sees it: one word a page, one byte for the list a page was found on, and the
 * kernel's own figures.  Reads only.  Trusts no link: a pointer is checked before it is followed.
 *
 * The page's fields are read directly and not by the kernel's accessors, whose assertions would end the run at the very
 * state that a check is there to report.
 */

#include "core_kernel.h"
#include <linux/mm_inline.h>
#include <linux/swap.h>
#include <linux/vmstat.h>
#include "mm/internal.h"
#include "mm/cma.h"

static struct core_view view __nosave;
static unsigned int *words __nosave;
static unsigned char *lists __nosave, *block_types __nosave;

/* ---------------------------------------------------------------- pages */

#define FLAG(page, nr) (!!(page_flags(page) & (1UL << (nr))))

static __always_inline unsigned long page_flags(const struct page *page)
{
	return SIM_PAGE_FLAGS(page);
}

static __always_inline int raw_refcount(const struct page *page)
{
	return page->_refcount.counter;
}

/* The idle value of the word that map count and page type share. */
static __always_inline bool idle_type(const struct page *page)
{
	return page->_mapcount.counter == -1;
}

static unsigned int compound_bits(const struct page *page)
{
	unsigned int w = 0;

	if (SIM_COMPOUND_WORD(page) & 1)
		w |= CORE_PG_TAIL;
	if (FLAG(page, PG_head))
		w |= CORE_PG_HEAD | (compound_order((struct page *)page) & 31) << CORE_PG_ORDER_SHIFT;
	return w;
}

/* Everything that an idle page does not have. */
static noinline unsigned int busy_bits(const struct page *page)
{
	unsigned long flags = page_flags(page);
	unsigned int w = 0;

	if (PageBuddy((struct page *)page))
		w |= CORE_PG_BUDDY | (page->private & 31) << CORE_PG_ORDER_SHIFT;
	else if (PageGuard((struct page *)page))
		w |= CORE_PG_GUARD | (page->private & 31) << CORE_PG_ORDER_SHIFT;
	else if (!idle_type(page))
		w |= PageTable((struct page *)page) ? CORE_PG_MAPPED | CORE_PG_TABLE : CORE_PG_MAPPED;
	w |= compound_bits(page);
	/* The first tails of a compound page keep the order and counters in these words. */
	if (w & CORE_PG_TAIL)
		return w;
	w |= flags & (1UL << PG_reserved) ? CORE_PG_RESERVED : 0;
	w |= flags & (1UL << PG_lru) ? CORE_PG_LRU : 0;
	w |= flags & (1UL << PG_locked) ? CORE_PG_LOCKED : 0;
	/* The bit has another meaning where a file, a process or swap has the page, or had it: what they have is up to
	 * date. */
	if ((flags & (1UL << SIM_ISOLATED_FLAG | 1UL << PG_uptodate)) == 1UL << SIM_ISOLATED_FLAG)
		w |= !page->mapping || sim_has_movable_ops(page) ? CORE_PG_ISOLATED : 0;
	/* The bit has another meaning while the page is in use. */
	w |= !raw_refcount(page) && flags & (1UL << PG_reported) ? CORE_PG_REPORTED : 0;
	w |= flags & PAGE_FLAGS_CHECK_AT_PREP & ~(1UL << PG_reported) ? CORE_PG_PREP_FLAGS : 0;
	if (page->mapping)
		w |= CORE_PG_MAPPING;
	if (sim_has_movable_ops(page))
		w |= CORE_PG_MOVABLE_OPS;
	return w;
}

static __always_inline unsigned int page_word(const struct page *page, unsigned char kind)
{
	unsigned long flags = page_flags(page);
	int ref = raw_refcount(page);
	unsigned int w = kind & SIM_PAGE_MEMORY ? CORE_PG_VALID : 0;

	w |= ((flags >> NODES_PGSHIFT & NODES_MASK) * MAX_NR_ZONES + (flags >> ZONES_PGSHIFT & ZONES_MASK))
	     << CORE_PG_ZONE_SHIFT;
	w |= ref == 0 ? CORE_PG_REF0 : ref == 1 ? CORE_PG_REF1 : 0;
	if (unlikely((flags & PAGEFLAGS_MASK) || !idle_type(page) || (SIM_COMPOUND_WORD(page) & 1) || page->mapping))
		w |= busy_bits(page);
	return w;
}

static unsigned char page_kind(unsigned long pfn)
{
	return sim_ram->kind[pfn - sim_ram->start_pfn];
}

/* Holes of whole sections have no memory map. */
unsigned int core_view_page(unsigned long pfn)
{
	return pfn_valid(pfn) ? page_word(pfn_to_page(pfn), page_kind(pfn)) : CORE_PG_ABSENT;
}

enum core_type core_view_block(unsigned long pfn)
{
	return core_type_of(get_pageblock_migratetype(pfn_to_page(pfn)));
}

int core_groups_mobility(void)
{
	return !page_group_by_mobility_disabled;
}

static void view_section(unsigned long pfn, unsigned long n)
{
	const struct page *page = pfn_to_page(pfn);
	const unsigned char *kind = sim_ram->kind + pfn - sim_ram->start_pfn;
	unsigned int *word = words + pfn - view.start_pfn;
	unsigned long i;

	/* The memmap is larger than the first-level cache: this loop waits for memory and for nothing else. */
	for (i = 0; i < n; i++) {
		__builtin_prefetch(page + i + 12);
		word[i] = page_word(page + i, kind[i]);
	}
}

#ifdef CONFIG_SPARSEMEM
static void view_absent(unsigned long pfn, unsigned long n)
{
	unsigned int *word = words + pfn - view.start_pfn;

	while (n--)
		*word++ = CORE_PG_ABSENT;
}

/* A map that the kernel gave up in part is recorded by subsections. */
static void view_pages(void)
{
	unsigned long pfn, next;

	for (pfn = view.start_pfn; pfn < view.end_pfn; pfn = next) {
		next = min(ALIGN(pfn + 1, PAGES_PER_SUBSECTION), view.end_pfn);
		if (pfn_valid(pfn))
			view_section(pfn, next - pfn);
		else
			view_absent(pfn, next - pfn);
	}
}
#else
static void view_pages(void)
{
	view_section(view.start_pfn, view.end_pfn - view.start_pfn);
}
#endif

/*
 * Pages of a hole at a zone's boundary may say the zone above it, whose span, and so whose pageblock types, do not
 * reach that far: a block is known by its first page that lies in its own zone.
 */
static enum core_type block_type(unsigned long pfn, unsigned long end)
{
	for (; pfn < end; pfn++)
		if (pfn_valid(pfn) && zone_spans_pfn(page_zone(pfn_to_page(pfn)), pfn))
			return core_view_block(pfn);
	return CORE_UNMOVABLE;
}

static void view_blocks(void)
{
	unsigned long first = view.start_pfn >> pageblock_order, last = (view.end_pfn - 1) >> pageblock_order, b;

	for (b = first; b <= last; b++)
		block_types[b - first] = block_type(max(b << pageblock_order, view.start_pfn),
						    min((b + 1) << pageblock_order, view.end_pfn));
}

/* ---------------------------------------------------------------- lists */

struct walk {
	struct zone *zone;
	unsigned char order, type, pcp;
	struct core_view_zone *out;
};

static void fault(const struct walk *w, enum core_list_error error, unsigned long pfn)
{
	if (view.faults < ARRAY_SIZE(view.fault))
		view.fault[view.faults] = (struct core_list_fault){
			error, pfn, core_zone_index(w->zone), w->order, w->type, w->pcp,
		};
	view.faults++;
}

/* The page that a link lies in, or NULL if the link leads anywhere else. */
static struct page *page_of_link(const struct list_head *link)
{
	unsigned long first = (unsigned long)&pfn_to_page(view.start_pfn)->lru;
	unsigned long off = (unsigned long)link - first;

	if ((unsigned long)link < first || off % sizeof(struct page) ||
	    off / sizeof(struct page) >= view.end_pfn - view.start_pfn)
		return NULL;
	off /= sizeof(struct page);
	return pfn_valid(view.start_pfn + off) ? pfn_to_page(view.start_pfn) + off : NULL;
}

static void mark_pcp(const struct walk *w, unsigned long at)
{
	unsigned long i, n = 1UL << w->order;

	lists[at] = CORE_ON_PCP | w->order;
	for (i = at + 1; i < at + n && i < view.end_pfn - view.start_pfn; i++)
		lists[i] = CORE_ON_PCP_TAIL;
}

/* One list from head to head; the number of blocks on it. */
static unsigned long walk_list(const struct walk *w, const struct list_head *head)
{
	const struct list_head *prev = head, *link = head->next;
	unsigned long n = 0, at;
	struct page *page;

	for (; link != head; prev = link, link = link->next, n++) {
		page = page_of_link(link);
		if (!page) {
			fault(w, CORE_LIST_WILD, CORE_NO_PFN);
			return n;
		}
		at = page_to_pfn(page) - view.start_pfn;
		if (lists[at] & (CORE_ON_FREE | CORE_ON_PCP)) {
			fault(w, CORE_LIST_TWICE, view.start_pfn + at);
			return n;
		}
		if (link->prev != prev) {
			fault(w, CORE_LIST_BACK, view.start_pfn + at);
			return n;
		}
		if (page_zonenum(page) != zone_idx(w->zone) || page_to_nid(page) != zone_to_nid(w->zone))
			fault(w, CORE_LIST_ZONE, view.start_pfn + at);
		if (w->pcp) {
			mark_pcp(w, at);
		} else {
			lists[at] = CORE_ON_FREE | w->order << 3 | w->type;
			if ((page->private & 31) != w->order)
				fault(w, CORE_LIST_ORDER, view.start_pfn + at);
		}
	}
	if (head->prev != prev)
		fault(w, CORE_LIST_BACK, CORE_NO_PFN);
	return n;
}

static void walk_buddy(struct zone *zone, struct core_view_zone *out)
{
	struct walk w = {.zone = zone, .out = out};
	int t;

	for (w.order = 0; w.order < CORE_ORDERS; w.order++) {
		struct free_area *area = &zone->free_area[w.order];

		for (t = 0; t < MIGRATE_TYPES; t++) {
			unsigned long n;

			w.type = core_type_of(t);
			if (list_empty(&area->free_list[t]))
				continue;
			n = walk_list(&w, &area->free_list[t]);
			out->listed[w.order] += n;
			out->free_by_type[w.type] += n << w.order;
		}
	}
}

/* As order_to_pindex() lays them out: orders up to the costly one by type, then the huge ones. */
static unsigned int pcp_order(unsigned int index)
{
	return index < NR_LOWORDER_PCP_LISTS ? index / MIGRATE_PCPTYPES : pageblock_order;
}

static bool pcp_movable(unsigned int index)
{
	return index < NR_LOWORDER_PCP_LISTS ? index % MIGRATE_PCPTYPES == MIGRATE_MOVABLE
					     : index == NR_LOWORDER_PCP_LISTS + 1;
}

/* CMA pages lie on MOVABLE lists alone. */
static int misplaced_cma(const struct list_head *head)
{
	const struct list_head *link;
	struct page *page;
	int n = 0;

	for (link = head->next; link != head; link = link->next) {
		page = page_of_link(link);
		if (!page)
			return n;
		n += block_types[(page_to_pfn(page) >> pageblock_order) - (view.start_pfn >> pageblock_order)] ==
		     CORE_CMA;
	}
	return n;
}

static struct per_cpu_pages *lists_of(const struct zone *zone, int cpu)
{
	return per_cpu_ptr(zone->per_cpu_pageset, cpu);
}

static void walk_pcp(struct zone *zone, int cpu, struct core_view_zone *out)
{
	struct per_cpu_pages *pcp = lists_of(zone, cpu);
	struct walk w = {.zone = zone, .pcp = cpu + 1, .out = out};
	struct core_view_pcp *v = &out->pcp[cpu];
	unsigned int i, faults;

	for (i = 0; i < NR_PCP_LISTS; i++) {
		if (list_empty(&pcp->lists[i]))
			continue;
		w.order = pcp_order(i);
		faults = view.faults;
		v->listed += walk_list(&w, &pcp->lists[i]) << w.order;
		if (!pcp_movable(i) && view.faults == faults)
			v->cma_off_movable += misplaced_cma(&pcp->lists[i]);
	}
}

/* ---------------------------------------------------------------- counters */

static long zone_stat(struct zone *zone, enum zone_stat_item item)
{
	long x = atomic_long_read(&zone->vm_stat[item]);
#ifdef CONFIG_SMP
	int cpu;

	for_each_online_cpu (cpu)
		x += per_cpu_ptr(zone->per_cpu_zonestats, cpu)->vm_stat_diff[item];
#endif
	return x;
}

static long one_node_stat(pg_data_t *pgdat, enum node_stat_item item)
{
	long sum = atomic_long_read(&pgdat->vm_stat[item]);
#ifdef CONFIG_SMP
	int cpu;

	for_each_online_cpu (cpu)
		sum += per_cpu_ptr(pgdat->per_cpu_nodestats, cpu)->vm_node_stat_diff[item];
#endif
	return sum;
}

static long node_stat(enum node_stat_item item)
{
	long x = 0;
	int nid;

	for_each_online_node(nid) x += one_node_stat(NODE_DATA(nid), item);
	return x;
}

/* ---------------------------------------------------------------- the LRU */

/* A list of the LRU's: of a kind, and where there are generations (MGLRU), of one of those, then in a zone's own. */
struct lru_place {
	const struct list_head *head;
	int nid, gen, zone; /* gen: -1 for none */
	enum lru_list lru;
};

#ifdef CONFIG_LRU_GEN
static struct lru_place of_generation(int nid, int gen, int type, int zone)
{
	struct lruvec *lruvec = &NODE_DATA(nid)->__lruvec;

	return (struct lru_place){
		.head = &lruvec->lrugen.folios[gen][type][zone],
		.nid = nid,
		.gen = gen,
		.zone = zone,
		.lru = type * LRU_FILE + (lru_gen_is_active(lruvec, gen) ? LRU_ACTIVE : 0),
	};
}

static bool next_generation(struct lru_place *p)
{
	int at = p->gen < 0 ? 0 : (p->gen * ANON_AND_FILE + is_file_lru(p->lru)) * MAX_NR_ZONES + p->zone + 1;

	if (at == MAX_NR_GENS * ANON_AND_FILE * MAX_NR_ZONES)
		return false;
	*p = of_generation(p->nid, at / MAX_NR_ZONES / ANON_AND_FILE, at / MAX_NR_ZONES % ANON_AND_FILE,
			   at % MAX_NR_ZONES);
	return true;
}

static bool is_of(const struct page *page, int gen)
{
	int marked = (int)((SIM_PAGE_FLAGS(page) & LRU_GEN_MASK) >> LRU_GEN_PGOFF) - 1;

	return marked == gen;
}
#else
static bool next_generation(struct lru_place *p)
{
	return false;
}

static bool is_of(const struct page *page, int gen)
{
	return true;
}
#endif

/* The place behind this one; false behind the last.  From {.nid = -1} on. */
static bool next_lru(struct lru_place *p)
{
	int lru = p->nid < 0 ? NR_LRU_LISTS : p->gen < 0 ? p->lru + 1 : NR_LRU_LISTS;

	if (p->nid >= 0 && lru >= LRU_UNEVICTABLE && next_generation(p))
		return true;
	if (lru >= LRU_UNEVICTABLE) {
		p->nid = p->nid < 0 ? first_online_node : next_online_node(p->nid);
		lru = 0;
	}
	if (p->nid >= MAX_NUMNODES)
		return false;
	*p = (struct lru_place){&NODE_DATA(p->nid)->__lruvec.lists[lru], .nid = p->nid, .gen = -1, .lru = lru};
	return true;
}

/* What is of a generation is active or not by that alone. */
static bool fits_lru(const struct page *page, const struct lru_place *p)
{
	bool active = p->gen < 0 && is_active_lru(p->lru);

	return FLAG(page, PG_lru) && !FLAG(page, PG_unevictable) && !(SIM_COMPOUND_WORD(page) & 1) &&
	       FLAG(page, PG_active) == active && FLAG(page, PG_swapbacked) == !is_file_lru(p->lru) &&
	       page_to_nid(page) == p->nid && raw_refcount(page) > 0 && is_of(page, p->gen) &&
	       (p->gen < 0 || page_zonenum(page) == p->zone);
}

static void count_lru(const struct page *page, int nid, enum lru_list lru)
{
	unsigned long pages = FLAG(page, PG_head) ? 1UL << (compound_order((struct page *)page) & 31) : 1;
	struct core_view_zone *zone = &view.zone[page_to_nid(page) * MAX_NR_ZONES + page_zonenum(page)];

	view.lru[nid][lru].pages += pages;
	zone->lru[lru].pages += pages;
	zone->lru_folios++;
}

static void lru_fault(enum core_list_error error, const struct page *page, int nid, enum lru_list lru)
{
	if (view.faults < ARRAY_SIZE(view.fault))
		view.fault[view.faults] = (struct core_list_fault){
			.error = error,
			.pfn = page ? page_to_pfn(page) : CORE_NO_PFN,
			.zone = nid * MAX_NR_ZONES,
			.lru = lru + 1,
		};
	view.faults++;
}

/* Links that lead back can make no circle but that through the head. */
static void walk_lru(const struct lru_place *p)
{
	const struct list_head *head = p->head, *prev = head, *link = head->next;
	struct page *page = NULL;

	for (; link != head; prev = link, link = link->next) {
		page = page_of_link(link);
		if (!page || link->prev != prev) {
			lru_fault(page ? CORE_LIST_BACK : CORE_LIST_WILD, page, p->nid, p->lru);
			return;
		}
		count_lru(page, p->nid, p->lru);
		if (view.lru_misfit != CORE_NO_PFN || fits_lru(page, p))
			continue;
		view.lru_misfit = page_to_pfn(page);
		view.lru_misfit_list = p->lru;
	}
	if (head->prev != prev)
		lru_fault(CORE_LIST_BACK, page, p->nid, p->lru);
}

/* Those are on no list. */
static void count_unevictable(void)
{
	const struct page *page;
	unsigned long pfn;

	for (pfn = view.start_pfn; pfn < view.end_pfn; pfn++) {
		page = pfn_valid(pfn) ? pfn_to_page(pfn) : NULL;
		if (page && FLAG(page, PG_lru) && FLAG(page, PG_unevictable) && !(SIM_COMPOUND_WORD(page) & 1))
			count_lru(page, page_to_nid(page), LRU_UNEVICTABLE);
	}
}

static void view_lru(void)
{
	struct lru_place place = {.nid = -1};
	unsigned int i, lru;
	int nid;

	BUILD_BUG_ON(NR_LRU_LISTS != CORE_LRUS || MAX_NUMNODES > CORE_NUMA_NODES);
	memset(view.lru, 0, sizeof(view.lru));
	view.lru_misfit = CORE_NO_PFN;
	for_each_online_node(nid) for (lru = 0; lru < NR_LRU_LISTS; lru++) view.lru[nid][lru].stat =
		one_node_stat(NODE_DATA(nid), NR_LRU_BASE + lru);
	while (next_lru(&place))
		if (!list_empty(place.head))
			walk_lru(&place);
	if (node_stat(NR_UNEVICTABLE))
		count_unevictable();
	for (i = 0; i < view.zones; i++)
		for (lru = 0; lru < NR_LRU_LISTS && view.zone[i].present; lru++)
			view.zone[i].lru[lru].stat = zone_stat(core_zone_at(i), NR_ZONE_LRU_BASE + lru);
}

int core_on_lru(unsigned long pfn)
{
	const struct page *page = pfn_to_page(pfn);
	struct lru_place place = {.nid = -1};
	const struct list_head *link;

	if (FLAG(page, PG_unevictable))
		return 1;
	while (next_lru(&place))
		for (link = place.head->next; link != place.head && page_of_link(link); link = link->next)
			if (page_of_link(link) == page)
				return 1;
	return 0;
}

/* ---------------------------------------------------------------- figures */

static void view_pcp_figures(struct zone *zone, struct core_view_zone *z)
{
	int cpu;

	for_each_online_cpu (cpu) {
		struct per_cpu_pages *pcp = lists_of(zone, cpu);
		struct core_view_pcp *v = &z->pcp[cpu];

		v->count = pcp->count;
		v->high = pcp->high;
		v->batch = pcp->batch;
		v->high_min = v->high_max = pcp->high;
		/* The limit became a range. */
#ifdef SIM_PCP_HIGH_MIN
		v->high_min = pcp->high_min;
		v->high_max = pcp->high_max;
#endif
	}
}

static void zone_counters(struct zone *zone, struct core_view_zone *z)
{
	z->stat_free = zone_stat(zone, NR_FREE_PAGES);
	z->stat_free_cma = zone_stat(zone, NR_FREE_CMA_PAGES);
	/* Two counters that came later; -1: not kept. */
	z->stat_free_blocks = z->stat_free_highatomic = -1;
#ifdef SIM_FREE_PAGES_BLOCKS
	z->stat_free_blocks = zone_stat(zone, NR_FREE_PAGES_BLOCKS);
#endif
#ifdef SIM_NR_FREE_HIGHATOMIC
	z->stat_free_highatomic = zone->nr_free_highatomic;
#endif
	z->nr_isolate_pageblock = zone->nr_isolate_pageblock;
	z->nr_reserved_highatomic = zone->nr_reserved_highatomic;
}

void core_view_zone(unsigned int i, struct core_view_zone *z)
{
	unsigned int first = i / MAX_NR_ZONES * MAX_NR_ZONES;
	struct zone *zone = core_zone_at(i);
	int k;

	memset(z, 0, sizeof(*z));
	z->start_pfn = zone->zone_start_pfn;
	z->end_pfn = zone_end_pfn(zone);
	z->present = zone->present_pages;
	z->managed = zone_managed_pages(zone);
	z->cma_pages = zone_cma_pages(zone);
	for (k = 0; k < CORE_ORDERS; k++)
		z->nr_free[k] = zone->free_area[k].nr_free;
	for (k = 0; k < 3; k++)
		z->wmark[k] = zone->_watermark[k];
	z->wmark_boost = zone->watermark_boost;
	for (k = 0; k < MAX_NR_ZONES; k++)
		z->lowmem_reserve[first + k] = zone->lowmem_reserve[k];
	z->contiguous = zone->contiguous;
	z->compact_free_pfn = zone->compact_cached_free_pfn;
	z->compact_migrate_pfn[0] = zone->compact_cached_migrate_pfn[0];
	z->compact_migrate_pfn[1] = zone->compact_cached_migrate_pfn[1];
	if (!z->present)
		return;
	zone_counters(zone, z);
	view_pcp_figures(zone, z);
}

void core_view_areas(struct core_view_area *a, unsigned int max)
{
	unsigned int i;

	for (i = 0; i < cma_area_count && i < max; i++, a++) {
		struct cma *cma = &cma_areas[i];

		a->pfn = SIM_CMA_PFN(cma);
		a->count = cma->count;
		a->order_per_bit = cma->order_per_bit;
		a->bits = cma->count >> cma->order_per_bit;
		a->bitmap = SIM_CMA_BITMAP(cma);
		a->available = SIM_CMA_AVAILABLE(cma);
	}
}

static bool allocate(void)
{
	words = sim_host->map(SIM_VIEW_BASE, CORE_VIEW_PAGES * 4);
	lists = sim_host->map(SIM_VIEW_BASE + CORE_VIEW_PAGES * 4, CORE_VIEW_PAGES);
	block_types = sim_host->map(SIM_VIEW_BASE + CORE_VIEW_PAGES * 5, CORE_VIEW_PAGES);
	return words && lists && block_types;
}

const struct core_view *core_view(void)
{
	unsigned int i;
	int cpu;

	if (!words && !allocate())
		panic("no memory for the view");
	view.start_pfn = core_running->start_pfn;
	view.end_pfn = core_running->end_pfn;
	view.page = words;
	view.list = lists;
	view.block = block_types;
	view.zones = core_running->zones;
	view.areas = core_running->areas;
	view.faults = 0;
	memset(lists, 0, view.end_pfn - view.start_pfn);
	view_pages();
	view_blocks();
	for (i = 0; i < view.zones; i++) {
		struct zone *zone = core_zone_at(i);

		core_view_zone(i, &view.zone[i]);
		if (!populated_zone(zone))
			continue;
		walk_buddy(zone, &view.zone[i]);
		for_each_online_cpu (cpu)
			walk_pcp(zone, cpu, &view.zone[i]);
	}
	view_lru();
	core_view_areas(view.area, CORE_MAX_AREAS);
	view.tables = node_stat(NR_PAGETABLE);
	view.isolated_lru = node_stat(NR_ISOLATED_ANON) + node_stat(NR_ISOLATED_FILE);
#ifdef CONFIG_SWAP
	view.swap_slots = total_swap_pages;
	view.swap_free = get_nr_swap_pages();
	view.swap_cache = node_stat(NR_SWAPCACHE);
#endif
	view.totalram = totalram_pages();
	view.totalcma = totalcma_pages;
	view.totalreserve = totalreserve_pages;
	return &view;
}
