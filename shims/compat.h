/* SPDX-License-Identifier: GPL-2.0 */
/*
 * compat.h - what differs between kernels, in one place.  Each difference is probed in the tree by mmcore/prepare.
 *
 * Include after <linux/mm.h>.
 */
#ifndef SIM_COMPAT_H
#define SIM_COMPAT_H

#include <linux/mm.h>
#include <linux/migrate.h>
#include <linux/page-isolation.h>
#include <generated/probes.h>

/* The allocator's own declarations moved out of mm/internal.h. */
#ifdef SIM_PAGE_ALLOC_H
#include "mm/internal.h"
#include "mm/page_alloc.h"
#endif

/* The flags word became a struct. */
#ifdef SIM_FLAGS_STRUCT
#define SIM_PAGE_FLAGS(page) ((page)->flags.f)
#else
#define SIM_PAGE_FLAGS(page) ((page)->flags)
#endif

/* The word whose lowest bit marks a compound tail. */
#ifdef SIM_COMPOUND_INFO
#define SIM_COMPOUND_WORD(page) ((page)->compound_info)
#else
#define SIM_COMPOUND_WORD(page) ((page)->compound_head)
#endif

/* Movable pages of drivers: first marked in page->mapping with the driver's table, then by a page type. */
#ifdef SIM_MOVABLE_OPS_SET
#define SIM_ISOLATED_FLAG PG_movable_ops_isolated
#define SIM_MOVABLE_SUCCESS 0
#define sim_movable_register(ops) set_movable_ops(ops, PGTY_zsmalloc)
#define sim_movable_mark(page, ops)      \
	do {                             \
		__SetPageZsmalloc(page); \
		SetPageMovableOps(page); \
	} while (0)
#define sim_movable_unmark(page) \
	do {                     \
	} while (0) /* sticky until the page is freed */
#define sim_has_movable_ops(page) page_has_movable_ops(page)
#else
#define SIM_ISOLATED_FLAG PG_isolated
#define SIM_MOVABLE_SUCCESS MIGRATEPAGE_SUCCESS
#define sim_movable_register(ops) \
	do {                      \
	} while (0)
#define sim_movable_mark(page, ops) __SetPageMovable(page, ops)
#define sim_movable_unmark(page) __ClearPageMovable(page)
#define sim_has_movable_ops(page) (((unsigned long)(page)->mapping & PAGE_MAPPING_FLAGS) == PAGE_MAPPING_MOVABLE)
#endif

/* The nodes to reclaim from became constant. */
#ifdef SIM_RECLAIM_NODES_CONST
#define SIM_RECLAIM_NODES const nodemask_t
#else
#define SIM_RECLAIM_NODES nodemask_t
#endif

/* Isolation: the type to go back to was an argument, until the isolation became a bit of its own. */
#ifdef SIM_ISOLATE_BIT
#define sim_isolate(start, end) start_isolate_page_range(start, end, PB_ISOLATE_MODE_MEM_OFFLINE)
#define sim_unisolate(start, end) undo_isolate_page_range(start, end)
#else
#define sim_isolate(start, end)                                               \
	start_isolate_page_range(start, end, MIGRATE_MOVABLE, MEMORY_OFFLINE, \
				 GFP_USER | __GFP_MOVABLE | __GFP_RETRY_MAYFAIL)
#define sim_unisolate(start, end) undo_isolate_page_range(start, end, MIGRATE_MOVABLE)
#endif
#ifdef SIM_ACR_FLAGS
#define SIM_CONTIG_TYPE(type) ((type) == MIGRATE_CMA ? ACR_FLAGS_CMA : ACR_FLAGS_NONE)
#else
#define SIM_CONTIG_TYPE(type) (type)
#endif

/* Sets a pageblock's type and moves nothing. */
#ifdef SIM_ISOLATE_BIT
#define sim_set_block(page, type)                                                              \
	init_pageblock_migratetype(page, (type) == MIGRATE_ISOLATE ? MIGRATE_MOVABLE : (type), \
				   (type) == MIGRATE_ISOLATE)
#else
#define sim_set_block(page, type) set_pfnblock_flags_mask(page, type, page_to_pfn(page), MIGRATETYPE_MASK)
#endif

/* Compaction's captured page came back through a pointer, then in the caller's control structure. */
#ifndef CONFIG_COMPACTION
#define sim_compact(gfp, ord, ac, out) COMPACT_SKIPPED
#elif defined(SIM_CAPTURE_CONTROL)
#define sim_compact(gfp, ord, ac, out)                                                                         \
	({                                                                                                     \
		struct capture_control __capc = {.order = (ord), .migratetype = (ac)->migratetype};            \
		enum compact_result __result;                                                                  \
                                                                                                               \
		current->capture_control = &__capc;                                                            \
		__result = try_to_compact_pages(gfp, ord, ALLOC_WMARK_MIN, ac, DEF_COMPACT_PRIORITY, &__capc); \
		current->capture_control = NULL;                                                               \
		*(out) = __capc.page;                                                                          \
		__result;                                                                                      \
	})
#else
#define sim_compact(gfp, ord, ac, out) try_to_compact_pages(gfp, ord, ALLOC_WMARK_MIN, ac, DEF_COMPACT_PRIORITY, out)
#endif

/* Preparing a page got the allocation's flags. */
#ifdef SIM_PREPARE_FLAGS
#define sim_prepare_page(page, order, gfp) post_alloc_hook(page, order, gfp, ALLOC_WMARK_MIN)
#else
#define sim_prepare_page(page, order, gfp) post_alloc_hook(page, order, gfp)
#endif

/* Zone limits: first handed to free_area_init(), then asked for; the zero page's frame moved with that. */
void arch_zone_limits_init(unsigned long *max_zone_pfn);
#ifdef SIM_ZONE_LIMITS_CALLBACK
#define sim_init_zones() mm_core_init_early()
#else
extern unsigned long zero_pfn;
#define sim_init_zones()                                             \
	do {                                                         \
		unsigned long __max_zone_pfn[MAX_NR_ZONES] = {0};    \
                                                                     \
		sparse_init();                                       \
		arch_zone_limits_init(__max_zone_pfn);               \
		free_area_init(__max_zone_pfn);                      \
		zero_pfn = page_to_pfn(virt_to_page(sim_zero_page)); \
	} while (0)
#endif

/* The tree's physical address, which the linear map gives here, became an argument. */
#ifdef SIM_DT_SCAN_PHYS
#define sim_dt_scan(tree) early_init_dt_scan(tree, __pa(tree))
#else
#define sim_dt_scan(tree) early_init_dt_scan(tree)
#endif

/* An area became a list of ranges; the areas here have one. */
#ifdef SIM_CMA_RANGES
#define SIM_CMA_PFN(cma) ((cma)->ranges[0].base_pfn)
#define SIM_CMA_BITMAP(cma) ((cma)->ranges[0].bitmap)
#define SIM_CMA_AVAILABLE(cma) ((cma)->available_count)
#else
#define SIM_CMA_PFN(cma) ((cma)->base_pfn)
#define SIM_CMA_BITMAP(cma) ((cma)->bitmap)
#define SIM_CMA_AVAILABLE(cma) (-1UL)
#endif

#endif
