/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Every lock goes through a function of shims/locks.c, where a scheduler can later stand.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_SPINLOCK_H
#define _ASM_SIM_SPINLOCK_H

#include <asm/spinlock_types.h>

void sim_spin_lock(arch_spinlock_t *lock);
int sim_spin_trylock(arch_spinlock_t *lock);
void sim_spin_unlock(arch_spinlock_t *lock);
void sim_read_lock(arch_rwlock_t *lock);
int sim_read_trylock(arch_rwlock_t *lock);
void sim_read_unlock(arch_rwlock_t *lock);
void sim_write_lock(arch_rwlock_t *lock);
int sim_write_trylock(arch_rwlock_t *lock);
void sim_write_unlock(arch_rwlock_t *lock);

#define arch_spin_is_locked(x) ((x)->held != 0)
#define arch_spin_value_unlocked(x) ((x).held == 0)
#define arch_spin_is_contended(x) 0
#define arch_spin_lock(x) sim_spin_lock(x)
#define arch_spin_trylock(x) sim_spin_trylock(x)
#define arch_spin_unlock(x) sim_spin_unlock(x)
#define arch_read_lock(x) sim_read_lock(x)
#define arch_read_trylock(x) sim_read_trylock(x)
#define arch_read_unlock(x) sim_read_unlock(x)
#define arch_write_lock(x) sim_write_lock(x)
#define arch_write_trylock(x) sim_write_trylock(x)
#define arch_write_unlock(x) sim_write_unlock(x)
#define arch_rwlock_is_contended(x) 0

#endif
