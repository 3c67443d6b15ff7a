/* SPDX-License-Identifier: GPL-2.0 */
/*
 * contiguous.h - the Kconfig symbols that kernel/dma/contiguous.c reads, as variables of a machine: included in front
 * of that file alone.  The size of the default area is chosen at boot and not when compiling; the file is compiled to
 * take the larger of both sizes, and those that the selection leaves out are 0 (contiguous.c).
 *
 * Kind: deliberately different
 */
#ifndef SIM_CONTIGUOUS_H
#define SIM_CONTIGUOUS_H

#include <generated/probes.h>

/* An area on each node without being asked: not in all kernels. */
#if defined(SIM_PERNUMA_DEFAULT) && defined(CONFIG_DMA_NUMA_CMA)
#define SIM_HAS_PERNUMA_DEFAULT
#endif

enum sim_cma_select { SIM_CMA_MBYTES, SIM_CMA_PERCENTAGE, SIM_CMA_MIN, SIM_CMA_MAX };

struct sim_cma_config {
	int mbytes, percentage, alignment, select, pernuma;
};
extern struct sim_cma_config sim_cma_config;

int sim_cma_mbytes(void);
int sim_cma_percentage(void);

#ifdef SIM_CONTIGUOUS_SYMBOLS
#undef CONFIG_CMA_SIZE_MBYTES
#undef CONFIG_CMA_SIZE_PERCENTAGE
#undef CONFIG_CMA_SIZE_SEL_MBYTES
#undef CONFIG_CMA_SIZE_SEL_PERCENTAGE
#undef CONFIG_CMA_SIZE_SEL_MIN
#undef CONFIG_CMA_SIZE_SEL_MAX
#undef CONFIG_CMA_ALIGNMENT
#define CONFIG_CMA_SIZE_MBYTES sim_cma_mbytes()
#define CONFIG_CMA_SIZE_PERCENTAGE sim_cma_percentage()
#define CONFIG_CMA_SIZE_SEL_MAX 1
#define CONFIG_CMA_ALIGNMENT sim_cma_config.alignment
#ifdef SIM_HAS_PERNUMA_DEFAULT
/* Asked for by IS_ENABLED(), which takes only what is known when compiling: this symbol goes before, others as ever. */
#undef CONFIG_CMA_SIZE_PERNUMA
#define CONFIG_CMA_SIZE_PERNUMA sim_pernuma
#define SIM_VARIABLE_sim_pernuma 0, sim_cma_config.pernuma
#undef IS_ENABLED
#define IS_ENABLED(option) SIM_ENABLED(option)
#define SIM_ENABLED(value) SIM_VARIABLE_OR(SIM_VARIABLE_##value, IS_BUILTIN(value))
#define SIM_VARIABLE_OR(variable_or_junk, other) __take_second_arg(variable_or_junk, other)
#endif
#endif

#endif
