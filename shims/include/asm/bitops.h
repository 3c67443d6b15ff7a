/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Bit operations of sim: builtins, and non-atomic forms also where atomic ones are asked for.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_BITOPS_H
#define _ASM_SIM_BITOPS_H

#ifndef _LINUX_BITOPS_H
#error only <linux/bitops.h> can be included directly
#endif
#include <linux/compiler.h>
#include <asm/barrier.h>
#include <asm-generic/bitops/builtin-__ffs.h>
#include <asm-generic/bitops/builtin-__fls.h>
#include <asm-generic/bitops/builtin-ffs.h>
#include <asm-generic/bitops/builtin-fls.h>
#include <asm-generic/bitops/ffz.h>
#include <asm-generic/bitops/fls64.h>
#include <asm-generic/bitops/sched.h>
#include <asm-generic/bitops/hweight.h>
#include <asm-generic/bitops/lock.h>
#include <asm-generic/bitops/atomic.h>
#include <asm-generic/bitops/non-atomic.h>
#include <asm-generic/bitops/le.h>
#include <asm-generic/bitops/ext2-atomic.h>

/* A folio that is tried for may be another task's (shims/inject.c). */
extern _Bool sim_points_on;
_Bool sim_is_busy(void);
#define test_and_set_bit_lock(nr, addr) ((sim_points_on && sim_is_busy()) || test_and_set_bit_lock(nr, addr))

#endif
