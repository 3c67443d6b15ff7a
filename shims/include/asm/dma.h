/* SPDX-License-Identifier: GPL-2.0 */
/* sim has no ISA DMA limit. */
#ifndef _ASM_SIM_DMA_H
#define _ASM_SIM_DMA_H

#define MAX_DMA_ADDRESS (~0UL)

#endif
