// SPDX-License-Identifier: GPL-2.0
/*
 * contiguous.c - the settings of the default area as variables, see contiguous.h.
 *
 * A build of a kernel has them as constants.
 *
 * Kind: deliberately different
 */
#include <linux/memblock.h>
#include <linux/sizes.h>

#include "contiguous.h"

struct sim_cma_config sim_cma_config = {
#ifdef CONFIG_CMA_SIZE_MBYTES
	.mbytes = CONFIG_CMA_SIZE_MBYTES,
#endif
#ifdef CONFIG_CMA_SIZE_PERCENTAGE
	.percentage = CONFIG_CMA_SIZE_PERCENTAGE,
#endif
	.select = IS_ENABLED(CONFIG_CMA_SIZE_SEL_PERCENTAGE) ? SIM_CMA_PERCENTAGE
		  : IS_ENABLED(CONFIG_CMA_SIZE_SEL_MIN)	     ? SIM_CMA_MIN
		  : IS_ENABLED(CONFIG_CMA_SIZE_SEL_MAX)	     ? SIM_CMA_MAX
							     : SIM_CMA_MBYTES,
	.alignment = CONFIG_CMA_ALIGNMENT,
	.pernuma = IS_ENABLED(CONFIG_CMA_SIZE_PERNUMA),
};

/* The file takes the larger of both sizes; one that does not count is 0. */
static bool mbytes_are_less(void)
{
	u64 share = (u64)PHYS_PFN(memblock_phys_mem_size()) * sim_cma_config.percentage / 100 * PAGE_SIZE;

	return (u64)sim_cma_config.mbytes * SZ_1M < share;
}

int sim_cma_mbytes(void)
{
	if (sim_cma_config.select == SIM_CMA_PERCENTAGE || (sim_cma_config.select == SIM_CMA_MIN && !mbytes_are_less()))
		return 0;
	return sim_cma_config.mbytes;
}

int sim_cma_percentage(void)
{
	if (sim_cma_config.select == SIM_CMA_MBYTES || (sim_cma_config.select == SIM_CMA_MIN && mbytes_are_less()))
		return 0;
	return sim_cma_config.percentage;
}
