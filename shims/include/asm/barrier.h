/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One thread: a compiler barrier is enough.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_BARRIER_H
#define _ASM_SIM_BARRIER_H

#define mb() barrier()
#define rmb() barrier()
#define wmb() barrier()
#include <asm-generic/barrier.h>

#endif
