/* SPDX-License-Identifier: GPL-2.0 */
/* No translation. */
#ifndef _ASM_SIM_TLB_H
#define _ASM_SIM_TLB_H

struct mmu_gather;
#include <asm-generic/tlb.h>

#endif
