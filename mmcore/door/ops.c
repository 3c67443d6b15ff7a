// SPDX-License-Identifier: GPL-2.0
/*
 * ops.c - the operations of the door: each calls one kernel interface, as an in-kernel caller would.
 */
#include <linux/gfp.h>
#include <linux/cma.h>
#include <linux/compaction.h>
#include <linux/dma-map-ops.h>
#include <linux/swap.h>
#include <trace/events/cma.h>

#include "core_kernel.h"
#include "mm/internal.h"
#include "mm/cma.h"
#include "contiguous.h"

#define AREA_CMA(i) (&cma_areas[i])

/* What in-kernel callers pass.  NOWARN keeps the report of a failed allocation, which is no finding, out of the log. */
struct gfp_class {
	const char *name;
	gfp_t gfp; /* what comes of it where it is used */
	const char *flags; /* as written here */
	gfp_t removed; /* what the caller passes, too, and memalloc_pin_save() takes away */
	bool interrupt;
};
/* clang-format off */
#define GFP_CLASS(name, gfp, ...) {name, gfp, #gfp, ##__VA_ARGS__}
static const struct gfp_class gfp_classes[CORE_GFP_CLASSES] = {
	[CORE_GFP_UNMOVABLE] = GFP_CLASS("unmovable", GFP_KERNEL),
	[CORE_GFP_MOVABLE] = GFP_CLASS("movable", GFP_HIGHUSER_MOVABLE),
	[CORE_GFP_RECLAIMABLE] = GFP_CLASS("reclaimable", GFP_KERNEL | __GFP_RECLAIMABLE),
	[CORE_GFP_ATOMIC] = GFP_CLASS("atomic", GFP_ATOMIC),
	[CORE_GFP_NOWAIT] = GFP_CLASS("nowait", GFP_NOWAIT),
	[CORE_GFP_USER] = GFP_CLASS("user", GFP_USER),
	[CORE_GFP_DMA32] = GFP_CLASS("dma32", GFP_KERNEL | GFP_DMA32),
	[CORE_GFP_ZERO] = GFP_CLASS("zero", GFP_KERNEL | __GFP_ZERO),
	[CORE_GFP_MOVABLE_ZERO] = GFP_CLASS("movable_zero", GFP_HIGHUSER_MOVABLE | __GFP_ZERO),
	[CORE_GFP_COMPOUND] = GFP_CLASS("compound", GFP_KERNEL | __GFP_COMP),
	[CORE_GFP_MOVABLE_COMPOUND] = GFP_CLASS("movable_compound", GFP_HIGHUSER_MOVABLE | __GFP_COMP),
	[CORE_GFP_THP] = GFP_CLASS("thp", GFP_TRANSHUGE_LIGHT),
	[CORE_GFP_NORETRY] = GFP_CLASS("noretry", GFP_KERNEL | __GFP_NORETRY),
	[CORE_GFP_RETRY_MAYFAIL] = GFP_CLASS("retry_mayfail", GFP_KERNEL | __GFP_RETRY_MAYFAIL),
	[CORE_GFP_HIGHUSER] = GFP_CLASS("highuser", GFP_HIGHUSER),
	[CORE_GFP_MEMALLOC] = GFP_CLASS("memalloc", GFP_ATOMIC | __GFP_MEMALLOC),
	[CORE_GFP_PINNED] = GFP_CLASS("pinned", GFP_HIGHUSER_MOVABLE & ~__GFP_MOVABLE, .removed = __GFP_MOVABLE),
	[CORE_GFP_NOIO] = GFP_CLASS("noio", GFP_NOIO),
	[CORE_GFP_INTERRUPT] = GFP_CLASS("interrupt", GFP_ATOMIC, .interrupt = true),
};
#undef GFP_CLASS
/* clang-format on */

static struct core_gfp gfp_view[ARRAY_SIZE(gfp_classes)] __nosave;

#define GFP(class) (gfp_classes[class].gfp | __GFP_NOWARN)

gfp_t core_gfp_flags(unsigned int class)
{
	return GFP(class);
}

unsigned int core_gfps(void)
{
	return ARRAY_SIZE(gfp_classes);
}

const struct core_gfp *core_gfp(unsigned int class)
{
	gfp_t gfp = GFP(class);
	struct core_gfp *v = &gfp_view[class];

	v->name = gfp_classes[class].name;
	v->flags = gfp_classes[class].flags;
	v->type = core_type_of(gfp_migratetype(gfp));
	v->cma = v->type == CORE_MOVABLE;
	v->zero = !!(gfp & __GFP_ZERO);
	v->comp = !!(gfp & __GFP_COMP);
	v->dma32 = !!(gfp & __GFP_DMA32);
	v->highest_movable = gfp_zone(gfp) == ZONE_MOVABLE;
	v->reclaim = gfpflags_allow_blocking(gfp);
	v->exact = !(gfp & (__GFP_COMP | __GFP_HIGHMEM));
	return v;
}

unsigned int core_zonelist(unsigned int class, unsigned char zones[CORE_MAX_ZONES])
{
	gfp_t gfp = GFP(class);
	unsigned int n = 0;
	struct zoneref *z;
	struct zone *zone;

	for_each_zone_zonelist (zone, z, node_zonelist(numa_node_id(), gfp), gfp_zone(gfp))
		zones[n++] = core_zone_index(zone);
	return n;
}

static const int migratetypes[CORE_TYPES] = {
	[CORE_UNMOVABLE] = MIGRATE_UNMOVABLE,
	[CORE_MOVABLE] = MIGRATE_MOVABLE,
	[CORE_RECLAIMABLE] = MIGRATE_RECLAIMABLE,
	[CORE_HIGHATOMIC] = MIGRATE_HIGHATOMIC,
	[CORE_CMA] = MIGRATE_CMA,
	[CORE_ISOLATE] = MIGRATE_ISOLATE,
};

int core_migratetype(enum core_type type)
{
	return migratetypes[type];
}

enum core_type core_type_of(int migratetype)
{
	enum core_type t;

	for (t = 0; t < CORE_TYPES; t++)
		if (migratetypes[t] == migratetype)
			return t;
	return CORE_TYPES;
}

/* ---------------------------------------------------------------- frame of an operation */

/* Ten times and more what the longest takes, see the check "budget". */
enum {
	STEPS = 16000000,
	/* For each page of a pageblock: */
	STEPS_PER_PAGE = 8, /* of the machine, whose pageblocks may all be read again for each of their pages */
	STEPS_PER_TRY = 200, /* for each page of an area */
};

static unsigned long step_budget(void)
{
	return STEPS + STEPS_PER_PAGE * pageblock_nr_pages * (core_running->end_pfn - core_running->start_pfn);
}

void core_op_begin(void)
{
	sim_report_reset();
	sim_step_begin(step_budget());
	sim_moves_reset();
	sim_tried_reset();
	sim_inject_begin();
}

void core_op_within(void)
{
	sim_step_allow(step_budget());
}

/* cma_alloc() may try to empty each window of an area, and every try reads the pageblocks around the window. */
static void allow_search(void)
{
	unsigned long pages = 0;
	unsigned int i;

	for (i = 0; i < core_running->areas; i++)
		pages += core_running->area[i].count;
	sim_step_allow(STEPS_PER_TRY * pageblock_nr_pages * pages);
}

void core_steps_divide(unsigned int by)
{
	sim_step_divide(by);
}

unsigned long core_steps(unsigned long *budget)
{
	return sim_steps(budget);
}

static void check_rest(bool broken, const char *what)
{
	if (broken)
		sim_report(CORE_REPORT_LOCK, what, what);
}

void core_op_end(void)
{
	sim_inject_end();
	sim_work_run();
	if (sim_swap_is_on() || sim_lazily_freed)
		sim_process_settle();
	check_rest(sim_held.spinlocks || sim_held.rwlocks, "lock held at the end");
	check_rest(!sim_irqs, "interrupts off at the end");
	check_rest(preempt_count(), "preemption off at the end");
	if (likely(sim_irqs && !sim_held.spinlocks && !sim_held.rwlocks && !preempt_count()))
		return;
	/* Reported; the next operation starts clean, so that one fault is reported once. */
	sim_held.spinlocks = sim_held.rwlocks = 0;
	sim_irqs = ARCH_IRQ_ENABLED;
	preempt_count_set(0);
}

void core_balance(struct core_balance *b)
{
	b->lru_disable = atomic_read(&lru_disable_count);
	b->mutexes = sim_held.mutexes;
	b->spinlocks = sim_held.spinlocks + sim_held.rwlocks;
	b->irqs_off = !sim_irqs;
	b->preempt = preempt_count();
	b->work = sim_work_pending();
}

unsigned int core_moves(const struct core_move **moves)
{
	return sim_moves(moves);
}

int core_interruptible(void)
{
	return !irqs_disabled() && !in_hardirq();
}

void core_interrupt_begin(void)
{
	local_irq_disable();
	__irq_enter_raw();
}

void core_interrupt_end(void)
{
	__irq_exit_raw();
	local_irq_enable();
}

int core_lanes(const struct core_lanes *lanes)
{
	return sim_lanes(lanes);
}

void core_lanes_leave(void)
{
	sim_lanes_leave();
}

void core_lanes_forget(void)
{
	sim_lanes_forget();
}

void core_moves_forget(void)
{
	sim_moves_reset();
}

int core_cma_inner_error(void)
{
	BUILD_BUG_ON(SIM_CMA_ERROR_UNKNOWN != CORE_CMA_ERROR_UNKNOWN);
	return sim_cma_error;
}

void core_cma_events(struct core_cma_events *events)
{
	unsigned int cpu;

	events->succeeded = events->failed = 0;
	for_each_possible_cpu (cpu) {
		events->succeeded += per_cpu(vm_event_states, cpu).event[CMA_ALLOC_SUCCESS];
		events->failed += per_cpu(vm_event_states, cpu).event[CMA_ALLOC_FAIL];
	}
}

void *core_page_bytes(unsigned long pfn)
{
	return pfn_to_virt(pfn);
}

/* ---------------------------------------------------------------- pages */

static unsigned long pfn_of(struct page *page)
{
	return page ? page_to_pfn(page) : CORE_NO_PFN;
}

/* Where an allocation of the class is made; flags are what leave() wants. */
static unsigned int enter(const struct gfp_class *class)
{
	if (class->interrupt)
		core_interrupt_begin();
	return class->removed ? memalloc_pin_save() : 0;
}

static void leave(const struct gfp_class *class, unsigned int flags)
{
	if (class->removed)
		memalloc_pin_restore(flags);
	if (class->interrupt)
		core_interrupt_end();
}

static struct page *allocate(const struct gfp_class *class, gfp_t more, unsigned int order)
{
	unsigned int flags = enter(class);
	struct page *page = alloc_pages_node(NUMA_NO_NODE, class->gfp | class->removed | more, order);

	leave(class, flags);
	return page;
}

unsigned long core_alloc(unsigned int class, unsigned int order)
{
	return pfn_of(allocate(&gfp_classes[class], __GFP_NOWARN, order));
}

unsigned long core_alloc_loud(unsigned int class, unsigned int order)
{
	return pfn_of(allocate(&gfp_classes[class], 0, order));
}

unsigned int core_alloc_bulk(unsigned int class, unsigned int count, const unsigned long **pfns)
{
	static unsigned long pfn[CORE_BULK];
	struct page *pages[CORE_BULK] = {NULL};
	const struct gfp_class *c = &gfp_classes[class];
	unsigned int flags = enter(c), got, i;

	got = SIM_ALLOC_BULK(c->gfp | c->removed | __GFP_NOWARN, count, pages);
	leave(c, flags);
	for (i = 0; i < got; i++)
		pfn[i] = page_to_pfn(pages[i]);
	*pfns = pfn;
	return got;
}

unsigned long core_alloc_exact(unsigned int class, unsigned long pages)
{
	const struct gfp_class *c = &gfp_classes[class];
	unsigned int flags = enter(c);
	void *address = alloc_pages_exact(pages << PAGE_SHIFT, c->gfp | c->removed | __GFP_NOWARN);

	leave(c, flags);
	return address ? virt_to_pfn(address) : CORE_NO_PFN;
}

void core_free_held(unsigned long pfn, unsigned int order)
{
	struct page *page = pfn_to_page(pfn);

	get_page(page);
	__free_pages(page, order);
	put_page(page);
}

void core_free(unsigned long pfn, unsigned int order)
{
	__free_pages(pfn_to_page(pfn), order);
}

void core_split(unsigned long pfn, unsigned int order)
{
	split_page(pfn_to_page(pfn), order);
}

void core_movable_get(unsigned long pfn)
{
	sim_movable_get(pfn_to_page(pfn));
}

void core_movable_put(unsigned long pfn)
{
	sim_movable_put(pfn_to_page(pfn));
}

void core_movable_refuse(unsigned long pfn, int more)
{
	sim_movable_refuse(pfn_to_page(pfn), more);
}

/* ---------------------------------------------------------------- areas and ranges */

unsigned long core_cma_alloc(unsigned int area, unsigned long count, unsigned int align)
{
	allow_search();
	return pfn_of(cma_alloc(AREA_CMA(area), count, align, false));
}

int core_cma_release(unsigned int area, unsigned long pfn, unsigned long count)
{
	return cma_release(AREA_CMA(area), pfn_to_page(pfn), count);
}

unsigned long core_cma_alloc_folio(unsigned int area, unsigned int order)
{
	allow_search();
	return pfn_of(sim_cma_alloc_folio(AREA_CMA(area), order));
}

int core_cma_free_folio(unsigned int area, unsigned long pfn)
{
	return sim_cma_free_folio(AREA_CMA(area), pfn_to_page(pfn));
}

/* A device as one call sees it: all that is read of it is its area and its node. */
static struct device *dma_device(unsigned int device)
{
	static struct device devices[1 + CORE_MAX_AREAS + CORE_NUMA_NODES];
	struct device *dev = &devices[device];

	set_dev_node(dev, core_dma_node(device));
	dev->cma_area = device && device <= core_running->areas ? AREA_CMA(device - 1) : NULL;
	return dev;
}

int core_dma_node(unsigned int device)
{
	return device > core_running->areas ? device - core_running->areas - 1 : NUMA_NO_NODE;
}

unsigned int core_dma_area(unsigned int device)
{
	struct cma *cma = dev_get_cma_area(dma_device(device));

	return cma ? cma - cma_areas : CORE_MAX_AREAS;
}

unsigned long core_dma_alloc(unsigned int device, unsigned long bytes, int quiet, unsigned int *align)
{
	gfp_t gfp = GFP_KERNEL | (quiet ? __GFP_NOWARN : 0);
	struct page *page;

	allow_search();
	page = dma_alloc_contiguous(dma_device(device), bytes, gfp);
	*align = min(get_order(bytes), sim_cma_config.alignment);
	return pfn_of(page);
}

void core_dma_free(unsigned int device, unsigned long pfn, unsigned long bytes)
{
	dma_free_contiguous(dma_device(device), pfn_to_page(pfn), bytes);
}

unsigned long core_dma_alloc_from(unsigned int device, unsigned long count, unsigned int *align)
{
	struct page *page;

	allow_search();
	page = dma_alloc_from_contiguous(dma_device(device), count, *align, false);
	*align = min_t(unsigned int, *align, sim_cma_config.alignment);
	return pfn_of(page);
}

int core_dma_release_from(unsigned int device, unsigned long pfn, unsigned long count)
{
	return dma_release_from_contiguous(dma_device(device), pfn_to_page(pfn), count);
}

int core_contig_alloc(unsigned long start, unsigned long end, enum core_type type)
{
	return alloc_contig_range(start, end, SIM_CONTIG_TYPE(core_migratetype(type)), GFP_KERNEL | __GFP_NOWARN);
}

unsigned long core_contig_pages(unsigned long count)
{
	allow_search();
	return pfn_of(alloc_contig_pages(count, GFP_KERNEL | __GFP_NOWARN, numa_node_id(), NULL));
}

void core_contig_free(unsigned long pfn, unsigned long count)
{
	free_contig_range(pfn, count);
}

int core_isolate(unsigned long start, unsigned long end)
{
	return sim_isolate(start, end);
}

void core_unisolate(unsigned long start, unsigned long end)
{
	sim_unisolate(start, end);
}

void core_pcp_disable(unsigned long pfn)
{
	zone_pcp_disable(page_zone(pfn_to_page(pfn)));
}

void core_pcp_enable(unsigned long pfn)
{
	zone_pcp_enable(page_zone(pfn_to_page(pfn)));
}

/* ---------------------------------------------------------------- the machine at large */

void core_drain(unsigned int cpu)
{
	int here = sim_cpu;

	if (cpu == CORE_MAX_CPUS) {
		drain_all_pages(NULL);
		return;
	}
	sim_lane_borrow(cpu);
	sim_cpu_set(cpu);
	drain_local_pages(NULL);
	sim_lane_return(cpu);
	sim_cpu_set(here);
}

void core_set_cpu(unsigned int cpu)
{
	sim_cpu_set(cpu);
}

unsigned int core_cpu(void)
{
	return sim_cpu;
}

void core_min_free_kb(int kb)
{
	min_free_kbytes = kb;
	setup_per_zone_wmarks();
}

int core_compact(unsigned int class, unsigned int order)
{
	gfp_t gfp = GFP(class) | __GFP_DIRECT_RECLAIM;
	struct alloc_context ac = {
		.highest_zoneidx = gfp_zone(gfp),
		.zonelist = node_zonelist(numa_node_id(), gfp),
		.migratetype = gfp_migratetype(gfp),
	};
	struct page *page = NULL;
	enum compact_result result;

	ac.preferred_zoneref = first_zones_zonelist(ac.zonelist, ac.highest_zoneidx, NULL);
	result = sim_compact(gfp, order, &ac, &page);
	/* A page that was captured on the way is the caller's to prepare and hand out; here it goes straight back. */
	if (page) {
		sim_prepare_page(page, order, gfp & ~__GFP_COMP);
		/* Some kernels leave this to the hook's caller. */
		if (!page_count(page))
			set_page_refcounted(page);
		__free_pages(page, order);
	}
	return result == COMPACT_SUCCESS;
}

void core_tick(unsigned long ticks)
{
	sim_time_advance(ticks);
	/* Else at the end of the operation. */
	if (sim_lanes_run)
		sim_work_run();
}

/* ---------------------------------------------------------------- to the host, and what shims have to say to it */

void core_set_host(const struct core_host *host)
{
	sim_host = host;
}

void core_mutant(unsigned int n, unsigned int *hits)
{
	sim_mutant_choose(n, hits);
}

void core_explain(int on)
{
	sim_explain(on);
	sim_asked_explain(on);
}

unsigned int core_asked(const struct core_asked **list)
{
	return sim_asked_list(list);
}

unsigned int core_tried(const struct core_tried **list)
{
	return sim_tried_list(list);
}

int core_file(const char *name, char *text, unsigned int size)
{
	return sim_file(name, text, size);
}

int core_area_file(unsigned int area, const char *name, unsigned long long *value)
{
	return sim_area_file(area, name, value);
}
