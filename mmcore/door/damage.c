// SPDX-License-Identifier: GPL-2.0
/*
 * damage.c - breaks the allocator's state on purpose, one fact at a time, for the tests that prove each checker.
 */

#include "core_kernel.h"
#include <linux/memblock.h>
#include <linux/swap.h>
#include <linux/vmstat.h>
#include "mm/internal.h"
#include "mm/cma.h"

static struct page *page;
static struct zone *zone;
static DEFINE_SPINLOCK(forgotten);

static void damage_mark(long order)
{
	if (order < 0) {
		__ClearPageBuddy(page);
		return;
	}
	set_page_private(page, order);
	__SetPageBuddy(page);
}

static void damage_link(long how)
{
	struct list_head *link = &page->lru;

	switch (how) {
	case 0:
		link->next = link->next->next;
		break;
	case 1:
		link->next = link;
		break;
	default:
		link->next = (struct list_head *)&forgotten;
	}
}

static void damage_cma_bit(unsigned long pfn)
{
	struct cma *cma;

	for (cma = cma_areas; cma < cma_areas + cma_area_count; cma++)
		if (pfn >= SIM_CMA_PFN(cma) && pfn < SIM_CMA_PFN(cma) + cma->count)
			change_bit((pfn - SIM_CMA_PFN(cma)) >> cma->order_per_bit, SIM_CMA_BITMAP(cma));
}

static void damage_page(enum core_damage what, unsigned long pfn, long arg)
{
	switch (what) {
	case CORE_DAMAGE_REFCOUNT:
		page->_refcount.counter = arg;
		break;
	case CORE_DAMAGE_BUDDY_MARK:
		damage_mark(arg);
		break;
	case CORE_DAMAGE_BLOCK_TYPE:
		sim_set_block(page, core_migratetype(arg));
		break;
	case CORE_DAMAGE_LINK:
		damage_link(arg);
		break;
	case CORE_DAMAGE_LOSE:
		page->lru.prev->next = page->lru.next;
		page->lru.next->prev = page->lru.prev;
		break;
	case CORE_DAMAGE_CMA_BIT:
		damage_cma_bit(pfn);
		break;
	case CORE_DAMAGE_FLAG:
		SIM_PAGE_FLAGS(page) |= 1UL << PG_referenced;
		break;
	case CORE_DAMAGE_ZONE:
		set_page_zone(page, arg);
		break;
	case CORE_DAMAGE_REPORTED:
		SIM_PAGE_FLAGS(page) |= 1UL << PG_reported;
		break;
	case CORE_DAMAGE_TAIL:
		SIM_COMPOUND_WORD(page) = (unsigned long)(page - 1) | 1;
		break;
	case CORE_DAMAGE_LRU_MARK:
		SIM_PAGE_FLAGS(page) &= ~(1UL << PG_lru);
		SIM_PAGE_FLAGS(page) |= arg << PG_lru;
		break;
	case CORE_DAMAGE_LRU_ACTIVE:
		SIM_PAGE_FLAGS(page) |= 1UL << PG_active;
		break;
	case CORE_DAMAGE_READ_FREE:
		READ_ONCE(*(unsigned long *)lowmem_page_address(page));
		break;
	default:
		break;
	}
}

static void damage_zone(enum core_damage what, long arg)
{
	switch (what) {
	case CORE_DAMAGE_NR_FREE:
		zone->free_area[page->private & 31].nr_free += arg;
		break;
	case CORE_DAMAGE_STAT_FREE:
		mod_zone_page_state(zone, NR_FREE_PAGES, arg);
		break;
	case CORE_DAMAGE_STAT_CMA:
		mod_zone_page_state(zone, NR_FREE_CMA_PAGES, arg);
		break;
	case CORE_DAMAGE_STAT_LRU:
		mod_node_page_state(zone->zone_pgdat, NR_INACTIVE_FILE, arg);
		break;
	case CORE_DAMAGE_STAT_ZONE_LRU:
		mod_zone_page_state(zone, NR_ZONE_INACTIVE_FILE, arg);
		break;
	case CORE_DAMAGE_NR_ISOLATE:
		zone->nr_isolate_pageblock += arg;
		break;
	case CORE_DAMAGE_NR_HIGHATOMIC:
		zone->nr_reserved_highatomic += arg;
		break;
	case CORE_DAMAGE_PCP_COUNT:
		this_cpu_ptr(zone->per_cpu_pageset)->count += arg;
		break;
	case CORE_DAMAGE_MANAGED:
		atomic_long_add(arg, &zone->managed_pages);
		break;
	case CORE_DAMAGE_PRESENT:
		zone->present_pages += arg;
		break;
	case CORE_DAMAGE_CONTIGUOUS:
		zone->contiguous = arg;
		break;
	case CORE_DAMAGE_COMPACT_POS:
		zone->compact_cached_free_pfn = arg;
		break;
	case CORE_DAMAGE_WATERMARK:
		zone->_watermark[WMARK_LOW] += arg;
		break;
	case CORE_DAMAGE_RESERVE:
		zone->lowmem_reserve[MAX_NR_ZONES - 1] += arg;
		break;
	default:
		break;
	}
}

static void damage_lock_order(void)
{
	static DEFINE_SPINLOCK(first);
	static DEFINE_SPINLOCK(second);

	spin_lock(&first);
	spin_lock(&second);
	spin_unlock(&second);
	spin_unlock(&first);
	spin_lock(&second);
	spin_lock(&first);
	spin_unlock(&first);
	spin_unlock(&second);
}

static void damage_two_locks(bool second_first)
{
	static spinlock_t lock[] = {__SPIN_LOCK_UNLOCKED(lock[0]), __SPIN_LOCK_UNLOCKED(lock[1])};

	spin_lock(&lock[second_first]);
	spin_lock(&lock[!second_first]);
	spin_unlock(&lock[!second_first]);
	spin_unlock(&lock[second_first]);
}

static void damage_two_pages(bool second_first)
{
	struct page *page = pfn_to_page(NODE_DATA(0)->node_start_pfn);

	lock_page(page + second_first);
	cond_resched();
	lock_page(page + !second_first);
	unlock_page(page);
	unlock_page(page + 1);
}

static void damage_memblock(long arg)
{
	struct memblock_region *first = memblock.reserved.regions, *next = first + 1;

	first->size = next->base + arg - first->base;
	first->flags = next->flags;
#ifdef CONFIG_NUMA
	first->nid = next->nid;
#endif
}

static void damage_context(enum core_damage what, long arg)
{
	switch (what) {
	case CORE_DAMAGE_MEMBLOCK:
		damage_memblock(arg);
		break;
	case CORE_DAMAGE_TOTALRAM:
		totalram_pages_add(arg);
		break;
	case CORE_DAMAGE_TOTALCMA:
		totalcma_pages += arg;
		break;
	case CORE_DAMAGE_LRU_DISABLE:
		atomic_add(arg, &lru_disable_count);
		break;
	case CORE_DAMAGE_SWAP:
		sim_swap_spoil(arg);
		break;
	case CORE_DAMAGE_SWAP_USERS:
		sim_swap_count_more(arg);
		break;
	case CORE_DAMAGE_MAPPED:
		sim_process_file_spoil(0, arg);
		break;
	case CORE_DAMAGE_ISOLATED_STAT:
		mod_node_page_state(NODE_DATA(0), NR_ISOLATED_FILE, arg);
		break;
	case CORE_DAMAGE_LOCK:
		spin_lock(&forgotten);
		break;
	case CORE_DAMAGE_LOCK_ORDER:
		damage_lock_order();
		break;
	case CORE_DAMAGE_TWO_LOCKS:
		damage_two_locks(arg);
		break;
	case CORE_DAMAGE_TWO_PAGES:
		damage_two_pages(arg);
		break;
	case CORE_DAMAGE_IRQ:
		local_irq_disable();
		break;
	case CORE_DAMAGE_SLEEP:
		preempt_disable();
		might_sleep();
		preempt_enable();
		break;
	case CORE_DAMAGE_WARN_ONCE:
		WARN_ONCE(1, "damage");
		break;
	case CORE_DAMAGE_BUG:
		BUG();
	case CORE_DAMAGE_HANG:
		for (;;)
			cond_resched();
	default:
		break;
	}
}

void core_damage(enum core_damage what, unsigned long pfn, long arg)
{
	page = pfn ? pfn_to_page(pfn) : NULL;
	zone = page ? page_zone(page) : NULL;
	damage_context(what, arg);
	if (!page)
		return;
	damage_page(what, pfn, arg);
	damage_zone(what, arg);
}
