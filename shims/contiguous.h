/* SPDX-License-Identifier: GPL-2.0 */
/*
 * contiguous.h - the Kconfig symbols that kernel/dma/contiguous.c reads, as variables of a machine: included in front
 * of that file alone.  Deliberately different: the size of the default area is chosen at boot and not when compiling;
 * the file is compiled to take the larger of both sizes, and those that the selection leaves out are 0 (mmcore/spec.c).
 */
#ifndef SIM_CONTIGUOUS_H
#define SIM_CONTIGUOUS_H

enum sim_cma_select { SIM_CMA_MBYTES, SIM_CMA_PERCENTAGE, SIM_CMA_MIN, SIM_CMA_MAX };

struct sim_cma_config {
	int mbytes, percentage, alignment, select;
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
#endif

#endif
