/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Per-CPU data of sim: the generic scheme; the offsets are set up by shims/percpu.c.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_PERCPU_H
#define _ASM_SIM_PERCPU_H

#include <asm-generic/percpu.h>

#endif
