// SPDX-License-Identifier: GPL-2.0
/*
 * build.c - what was built: the facts that the configure step and the tree gave.
 */
#include <generated/tree.h>

#include "core_kernel.h"

static const struct core_build build = {
	.kernel = BUILD_KERNEL,
	.tree = BUILD_TREE,
	.profile = BUILD_PROFILE,
	.synthetic = IS_ENABLED(SIM_SYNTHETIC),
	.variant = BUILD_VARIANT,
	.accesses = IS_ENABLED(CONFIG_KCSAN),
	.debug_vm = IS_ENABLED(CONFIG_DEBUG_VM),
	.lockdep = IS_ENABLED(CONFIG_LOCKDEP),
	.bugs = BUILD_BUGS,
	.files = BUILD_FILES,
	.max_order = CORE_ORDERS - 1,
	.block_order = pageblock_order,
	.page_shift = PAGE_SHIFT,
	.page_bytes = SIM_PAGE_BYTES,
	.struct_page_bytes = sizeof(struct page),
	.cpus = NR_CPUS,
	.nodes = MAX_NUMNODES,
	.migratetypes = MIGRATE_TYPES,
	.dma32 = IS_ENABLED(CONFIG_ZONE_DMA32),
	.highmem = IS_ENABLED(CONFIG_HIGHMEM),
	.deferred = IS_ENABLED(CONFIG_DEFERRED_STRUCT_PAGE_INIT),
	.flat_map = IS_ENABLED(CONFIG_FLATMEM),
	.movable_ops = IS_ENABLED(CONFIG_COMPACTION),
	.swap = IS_ENABLED(CONFIG_SWAP),
	.generations = IS_ENABLED(CONFIG_LRU_GEN_ENABLED),
	.cache_order = !IS_ENABLED(CONFIG_TRANSPARENT_HUGEPAGE) ? 0
		       : HUGETLB_PAGE_ORDER < 8			? HUGETLB_PAGE_ORDER
								: 8,
/* For the checks: what this kernel promises, where older ones do less. */
#ifdef SIM_STRICT_TYPES
	.strict_types = 1,
#endif
#ifdef SIM_ISOLATE_BIT
	.isolate_bit = 1,
#endif
/* Where the kernel has no limit, it is that of the hardware. */
#if defined(SIM_CMA_FROZEN)
	.cma_folio_order = MAX_FOLIO_ORDER,
	.cma_frozen = 1,
#elif defined(SIM_CMA_FOLIO)
	.cma_folio_order = PUD_SHIFT - PAGE_SHIFT,
#endif
#ifdef SIM_CMA_CHECKS_COUNT
	.cma_checks_count = 1,
#endif
};

/* Made by mmcore/tree/prepare from the files' own header comments. */
static const struct core_shim shims[] = {
#include <generated/shims.h>
};

unsigned int core_shims(const struct core_shim **table)
{
	*table = shims;
	return ARRAY_SIZE(shims);
}

const struct core_build *core_build(void)
{
	return &build;
}

unsigned int core_mutants(void)
{
	return BUILD_MUTANTS;
}
