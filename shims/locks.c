// SPDX-License-Identifier: GPL-2.0
/*
 * locks.c - spin locks, mutexes and RCU read sides.
 *
 * Taking a lock that the same CPU has, or releasing one that is not held, is K1; what is held at the end of an
 * operation is counted in sim_held.  Each lock is a point where another virtual CPU may go on (lanes.c); a lock that
 * another one has is waited for.
 *
 * Kind: deliberately different
 */
#include <linux/spinlock.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/kernel.h>

#include "sim.h"
#include "compat.h"

struct sim_held sim_held;

static void lock_fault(const char *what)
{
	sim_report(CORE_REPORT_LOCK, what, what);
}

/* It is that CPU's alone. */
static void taken(const void *lock)
{
	if (unlikely(sim_lanes_run))
		sim_race_locked(lock);
}

/* Who waits for it can go on, or another. */
static void released(const void *lock)
{
	if (likely(!sim_lanes_run))
		return;
	sim_race_unlocked(lock);
	sim_lane_released(lock);
	sim_lane_point_passed();
}

/* On one CPU spin locks are no more than preemption off, which is counted too. */
#ifdef CONFIG_SMP
void sim_spin_lock(arch_spinlock_t *lock)
{
	sim_lane_point();
	while (unlikely(lock->held) && sim_lane_waits(lock, lock->held - 1))
		;
	if (lock->held) {
		lock_fault("spinlock taken twice");
		sim_host->stop();
	}
	lock->held = sim_lane_self() + 1;
	sim_held.spinlocks++;
	taken(lock);
	if (unlikely(sim_lanes_run))
		sim_lane_open();
}

int sim_spin_trylock(arch_spinlock_t *lock)
{
	sim_lane_point();
	if (lock->held || (unlikely(sim_points_on) && sim_is_busy()))
		return 0;
	lock->held = sim_lane_self() + 1;
	sim_held.spinlocks++;
	taken(lock);
	return 1;
}

void sim_spin_unlock(arch_spinlock_t *lock)
{
	if (!lock->held)
		lock_fault("spinlock released unheld");
	lock->held = 0;
	sim_held.spinlocks--;
	released(lock);
}

int sim_read_trylock(arch_rwlock_t *lock)
{
	sim_lane_point();
	if (lock->readers < 0)
		return 0;
	lock->readers++;
	sim_held.rwlocks++;
	return 1;
}

void sim_read_lock(arch_rwlock_t *lock)
{
	while (!sim_read_trylock(lock)) {
		if (sim_lane_waits(lock, -1))
			continue;
		lock_fault("rwlock read while written");
		return;
	}
}

void sim_read_unlock(arch_rwlock_t *lock)
{
	if (lock->readers <= 0)
		lock_fault("rwlock read released unheld");
	lock->readers--;
	sim_held.rwlocks--;
	released(lock);
}

int sim_write_trylock(arch_rwlock_t *lock)
{
	sim_lane_point();
	if (lock->readers)
		return 0;
	lock->readers = -1;
	sim_held.rwlocks++;
	taken(lock);
	return 1;
}

void sim_write_lock(arch_rwlock_t *lock)
{
	while (!sim_write_trylock(lock)) {
		if (sim_lane_waits(lock, -1))
			continue;
		lock_fault("rwlock written twice");
		return;
	}
}

void sim_write_unlock(arch_rwlock_t *lock)
{
	if (lock->readers != -1)
		lock_fault("rwlock write released unheld");
	lock->readers = 0;
	sim_held.rwlocks--;
	released(lock);
}

#endif

/* A mutex's owner word is its whole state: whose it is, in place of a task's address, or 0. */
#define MUTEX_OWNER(cpu) (((cpu) + 1L) << 3)

static bool try_mutex(struct mutex *lock)
{
	sim_lane_point();
	if (atomic_long_read(&lock->owner))
		return false;
	atomic_long_set(&lock->owner, MUTEX_OWNER(sim_lane_self()));
	sim_held.mutexes++;
	taken(lock);
	return true;
}

int mutex_trylock(struct mutex *lock)
{
	if (!try_mutex(lock))
		return 0;
	mutex_acquire(&lock->dep_map, 0, 1, _RET_IP_);
	return 1;
}

static void take_mutex(struct mutex *lock)
{
	might_sleep();
	while (!try_mutex(lock)) {
		if (sim_lane_waits(lock, (atomic_long_read(&lock->owner) >> 3) - 1))
			continue;
		lock_fault("mutex taken twice");
		sim_host->stop();
	}
}

/* With lockdep the header makes mutex_lock() a macro around this. */
#ifdef CONFIG_DEBUG_LOCK_ALLOC
void mutex_lock_nested(struct mutex *lock, unsigned int subclass)
{
	take_mutex(lock);
	mutex_acquire(&lock->dep_map, subclass, 0, _RET_IP_);
}
#else
void mutex_lock(struct mutex *lock)
{
	take_mutex(lock);
}
#endif

/* Newer kernels make mutex_init() call the first; older ones and those with lockdep the second. */
void mutex_init_generic(struct mutex *lock);
void mutex_init_generic(struct mutex *lock)
{
	atomic_long_set(&lock->owner, 0);
}

static void init_mutex(struct mutex *lock, const char *name, struct lock_class_key *key)
{
	atomic_long_set(&lock->owner, 0);
#ifdef CONFIG_DEBUG_LOCK_ALLOC
	lockdep_init_map_wait(&lock->dep_map, name, key, 0, LD_WAIT_SLEEP);
#endif
}
SERVES(init_mutex, __mutex_init);
#if defined(CONFIG_DEBUG_LOCK_ALLOC) && defined(SIM_MUTEX_INIT_LOCKDEP)
SERVES(init_mutex, mutex_init_lockdep);
#endif

void mutex_unlock(struct mutex *lock)
{
	if (!atomic_long_read(&lock->owner))
		lock_fault("mutex released unheld");
	mutex_release(&lock->dep_map, _RET_IP_);
	atomic_long_set(&lock->owner, 0);
	sim_held.mutexes--;
	released(lock);
}

/* K2: the kernel's own annotation of what may sleep. */
static void sleep_check(void)
{
	if (system_state < SYSTEM_RUNNING)
		return;
	if (preempt_count() || irqs_disabled())
		sim_report(CORE_REPORT_ATOMIC, "might_sleep", "may sleep in atomic context");
}

void __might_sleep(const char *file, int line)
{
	sleep_check();
}

void __might_resched(const char *file, int line, unsigned int offsets)
{
	/* A caller that drops one lock around the reschedule says so in the low byte. */
	if (!(offsets & 0xff) || irqs_disabled())
		sleep_check();
}

int __cond_resched(void)
{
	if (unlikely(sim_points_on))
		sim_resched_point();
	sim_lane_point();
	return 0;
}

void __local_bh_enable_ip(unsigned long ip, unsigned int count)
{
	preempt_count_sub(count);
}
