/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Spin locks of sim: state enough to see a double lock and a lock still held (K1).
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_SPINLOCK_TYPES_H
#define _ASM_SIM_SPINLOCK_TYPES_H

typedef struct {
	unsigned char held; /* CPU + 1 */
} arch_spinlock_t;
#define __ARCH_SPIN_LOCK_UNLOCKED { 0 }

typedef struct {
	int readers; /* -1: a writer */
} arch_rwlock_t;
#define __ARCH_RW_LOCK_UNLOCKED { 0 }

#endif
