// SPDX-License-Identifier: GPL-2.0
/*
 * build.c - what was built: the facts that the configure step and the tree gave.
 */
#include "core_kernel.h"

static const struct core_build build = {
	.kernel = BUILD_KERNEL,
	.profile = BUILD_PROFILE,
	.synthetic = IS_ENABLED(SIM_SYNTHETIC),
	.variant = BUILD_VARIANT,
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
	.migratetypes = MIGRATE_TYPES,
	.movable_ops = IS_ENABLED(CONFIG_COMPACTION),
/* For the checks: what this kernel promises, where older ones do less. */
#ifdef SIM_STRICT_TYPES
	.strict_types = 1,
#endif
#ifdef SIM_ISOLATE_BIT
	.isolate_bit = 1,
#endif
#ifdef SIM_CMA_CHECKS_COUNT
	.cma_checks_count = 1,
#endif
};

/* Made by mmcore/prepare from the files' own header comments. */
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
