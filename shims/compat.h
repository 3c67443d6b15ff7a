/* SPDX-License-Identifier: GPL-2.0 */
/*
 * compat.h - what differs between kernels, in one place.  Each difference is probed in the tree by mmcore/tree/prepare.
 *
 * Include after <linux/mm.h>.
 *
 * Kind: shared
 */
#ifndef SIM_COMPAT_H
#define SIM_COMPAT_H

#include <linux/mm.h>
#include <linux/cma.h>
#include <linux/compaction.h>
#include <linux/migrate.h>
#include <linux/page-isolation.h>
#include <generated/probes.h>
#include "mm/internal.h"

/*
 * One function under a name that only some kernels call it by: no prototype of that name counts, and a symbol that
 * nobody wants does not matter.  Arguments behind those that the function takes are passed and not looked at.
 */
#define SERVES(function, name) extern typeof(function) serves_##name __asm__(#name) __alias(function)

/* page_alloc.c's own declarations moved out of mm/internal.h. */
#ifdef SIM_PAGE_ALLOC_H
#include "mm/page_alloc.h"
#endif

/* Pinning pages of a process gave their mappings, too. */
#ifdef SIM_PIN_VMAS
#define SIM_PIN_PAGES(address, count, flags, pages) pin_user_pages(address, count, flags, pages, NULL)
#else
#define SIM_PIN_PAGES(address, count, flags, pages) pin_user_pages(address, count, flags, pages)
#endif

/* Bulk allocation into an array was one of two kinds, and is the only one now. */
#ifdef SIM_BULK_ARRAY
#define SIM_ALLOC_BULK(gfp, count, array) alloc_pages_bulk_array(gfp, count, array)
#else
#define SIM_ALLOC_BULK(gfp, count, array) alloc_pages_bulk(gfp, count, array)
#endif

/* The flags are one word, a plain one or the only member of a struct. */
#define SIM_PAGE_FLAGS(page) (*(unsigned long *)&(page)->flags)
/* The word whose lowest bit marks a compound tail: the first of the list's (FOLIO_MATCH), by whatever name. */
#define SIM_COMPOUND_WORD(page) (*(unsigned long *)&(page)->lru)

/*
 * Movable pages of drivers: first marked in page->mapping with the driver's table, then by a page type that has one
 * table; the latter mark is sticky until the page is freed.
 */
#ifdef SIM_MOVABLE_OPS_SET
#define SIM_ISOLATED_FLAG PG_movable_ops_isolated
#define sim_has_movable_ops(page) page_has_movable_ops(page)
#define sim_movable_register(ops) set_movable_ops(ops, PGTY_zsmalloc)
#define sim_movable_mark(page, ops) (__SetPageZsmalloc(page), SetPageMovableOps(page))
#define sim_movable_unmark(page)
#else
#define SIM_ISOLATED_FLAG PG_isolated
#define sim_has_movable_ops(page) (((unsigned long)(page)->mapping & PAGE_MAPPING_FLAGS) == PAGE_MAPPING_MOVABLE)
#define sim_movable_register(ops) 0
#define sim_movable_mark(page, ops) __SetPageMovable(page, ops)
#define sim_movable_unmark(page) __ClearPageMovable(page)
#endif

/*
 * Isolation: the type to go back to was an argument, until the isolation became a separate bit beside the type; the
 * purpose got its flags then, too.  The last one sets a pageblock's type and moves nothing.
 */
#ifdef SIM_ISOLATE_BIT
#define SIM_OFFLINE PB_ISOLATE_MODE_MEM_OFFLINE
#define sim_unisolate(start, end) undo_isolate_page_range(start, end)
#define sim_set_block(page, type) init_pageblock_migratetype(page, sim_type_below(type), is_migrate_isolate(type))
#else
#define SIM_OFFLINE MIGRATE_MOVABLE, MEMORY_OFFLINE, GFP_USER | __GFP_MOVABLE | __GFP_RETRY_MAYFAIL
#define sim_unisolate(start, end) undo_isolate_page_range(start, end, MIGRATE_MOVABLE)
#define sim_set_block(page, type) set_pfnblock_flags_mask(page, type, page_to_pfn(page), MIGRATETYPE_MASK)
#endif
#define sim_isolate(start, end) start_isolate_page_range(start, end, SIM_OFFLINE)
static inline int sim_type_below(int type)
{
	return is_migrate_isolate(type) ? MIGRATE_MOVABLE : type;
}

/* A range is allocated for a type; then, for CMA or not. */
#ifdef SIM_ACR_FLAGS
#define SIM_CONTIG_TYPE(type) (is_migrate_cma(type) ? ACR_FLAGS_CMA : ACR_FLAGS_NONE)
#else
#define SIM_CONTIG_TYPE(type) (type)
#endif

/* An area gave folios, then frozen compound pages, whose only user counts the reference itself (mm/hugetlb_cma.c). */
#if defined(SIM_CMA_FOLIO)
#define sim_cma_alloc_folio(cma, order) ((struct page *)cma_alloc_folio(cma, order, GFP_KERNEL | __GFP_COMP))
#define sim_cma_free_folio(cma, page) cma_free_folio(cma, page_folio(page))
#elif defined(SIM_CMA_FROZEN)
static inline struct page *sim_cma_alloc_folio(struct cma *cma, unsigned int order)
{
	struct page *page = cma_alloc_frozen_compound(cma, order);

	if (page)
		set_page_count(page, 1);
	return page;
}
#define sim_cma_free_folio(cma, page) (page_ref_freeze(page, 1) && cma_release_frozen(cma, page, compound_nr(page)))
#else
#define sim_cma_alloc_folio(cma, order) NULL
#define sim_cma_free_folio(cma, page) 0
#endif

#ifdef CONFIG_COMPACTION
/* Compaction's captured page came back through a pointer, then in the control structure that its caller sets up. */
#ifdef SIM_CAPTURE_CONTROL
#define SIM_CAPTURE(c, ord, type) ((c)->order = (ord), (c)->migratetype = (type), current->capture_control = (c))
#else
#define SIM_CAPTURE(c, ord, type) (&(c)->page)
#endif
static inline enum compact_result sim_compact(gfp_t gfp, unsigned int order, const struct alloc_context *ac,
					      struct page **captured)
{
	struct capture_control control = {};
	enum compact_result result = try_to_compact_pages(gfp, order, ALLOC_WMARK_MIN, ac, DEF_COMPACT_PRIORITY,
							  SIM_CAPTURE(&control, order, ac->migratetype));

	current->capture_control = NULL;
	*captured = control.page;
	return result;
}
#else
#define sim_compact(gfp, order, ac, captured) COMPACT_SKIPPED
#endif

/* Preparing a page got the allocation's flags, for what the page may be used beyond. */
#ifdef SIM_PREPARE_FLAGS
#define sim_prepare_page(page, order, gfp) post_alloc_hook(page, order, gfp, ALLOC_WMARK_MIN)
#else
#define sim_prepare_page(page, order, gfp) post_alloc_hook(page, order, gfp)
#endif

/* The areas of nodes were reserved by a separate call, then with the default area. */
#ifndef SIM_PERNUMA_RESERVE
#define dma_pernuma_cma_reserve()
#endif

/* One user more of a slot of swap. */
#ifdef SIM_SWAP_TABLE
#define sim_swap_duplicate(entry) swap_dup_entry_direct(entry)
#else
#define sim_swap_duplicate(entry) swap_duplicate(entry)
#endif

/* How often in a row kswapd freed nothing. */
#ifdef SIM_KSWAPD_ATOMIC
#define sim_kswapd_failures(pgdat) atomic_read(&(pgdat)->kswapd_failures)
#define sim_kswapd_fails(pgdat, times) atomic_set(&(pgdat)->kswapd_failures, times)
#else
#define sim_kswapd_failures(pgdat) ((pgdat)->kswapd_failures)
#define sim_kswapd_fails(pgdat, times) ((pgdat)->kswapd_failures = (times))
#endif

/* A mapping's flags may be set by these alone; zapping a part of one has another name and no details. */
#ifdef SIM_VM_FLAGS_INIT
#define sim_vm_flags(vma, flags) vm_flags_init(vma, flags)
#else
#define sim_vm_flags(vma, flags) ((vma)->vm_flags = (flags))
#endif
#ifdef SIM_ZAP_VMA_RANGE
#define sim_zap(vma, start, size) zap_vma_range(vma, start, size)
#else
#define sim_zap(vma, start, size) zap_page_range_single(vma, start, size, NULL)
#endif

void arch_zone_limits_init(unsigned long *max_zone_pfn);

/* The tree's physical address, which the linear map gives here, became an argument. */
#ifdef SIM_DT_SCAN_PHYS
#define sim_dt_scan(tree) early_init_dt_scan(tree, __pa(tree))
#else
#define sim_dt_scan(tree) early_init_dt_scan(tree)
#endif

/* An area became a list of ranges; the areas here have one.  The count of its free pages came with that. */
#define SIM_CMA_PFN(cma) PHYS_PFN(cma_get_base(cma))
#ifdef SIM_CMA_RANGES
#define SIM_CMA_BITMAP(cma) ((cma)->ranges[0].bitmap)
#define SIM_CMA_AVAILABLE(cma) ((cma)->available_count)
#else
#define SIM_CMA_BITMAP(cma) ((cma)->bitmap)
#define SIM_CMA_AVAILABLE(cma) (-1UL)
#endif

#endif
