// SPDX-License-Identifier: GPL-2.0
/*
 * lockdep.c - lock order (K3), lockdep_assert_held() and fs_reclaim through the kernel's own lockdep interface, in
 * builds with CONFIG_LOCKDEP.
 *
 * Unlike in kernel/locking/lockdep.c a class is the lock's key and subclass, and the order is a matrix over all
 * classes, which starts anew with every program, so that a finding replays from its program alone.
 *
 * Kind: deliberately different
 */
#include <linux/lockdep.h>
#include <linux/kernel.h>
#include <linux/sched.h>

#include "sim.h"

#ifdef CONFIG_LOCKDEP

#define CLASSES 192
#define HELD 32

struct class
{
	const void *key;
	unsigned int subclass;
	const char *name;
	DECLARE_BITMAP(before, CLASSES); /* classes that were taken while this one was held, directly or not */
};
static struct class classes[CLASSES];
static unsigned int class_count;

struct held {
	const struct lockdep_map *map;
	unsigned int class;
	int read;
};
/* Of each virtual CPU, and in front where operations run one by one. */
static struct cpu_held {
	struct held lock[HELD];
	/* Those from first on are the running task's; below are those of a task that waits for it. */
	unsigned int first, count;
} all_held[NR_CPUS + 1], *mine = all_held;

int debug_locks = 1;
int debug_locks_silent;
int lockdep_recursion_count;
DEFINE_PER_CPU(unsigned int, lockdep_recursion);
DEFINE_PER_CPU(int, hardirqs_enabled);
DEFINE_PER_CPU(int, hardirq_context);

/* The maps that the RCU read sides name. */
static struct lock_class_key rcu_key, rcu_bh_key, rcu_sched_key, rcu_callback_key;
struct lockdep_map rcu_lock_map = STATIC_LOCKDEP_MAP_INIT("rcu_read_lock", &rcu_key);
struct lockdep_map rcu_bh_lock_map = STATIC_LOCKDEP_MAP_INIT("rcu_read_lock_bh", &rcu_bh_key);
struct lockdep_map rcu_sched_lock_map = STATIC_LOCKDEP_MAP_INIT("rcu_read_lock_sched", &rcu_sched_key);
struct lockdep_map rcu_callback_map = STATIC_LOCKDEP_MAP_INIT("rcu_callback", &rcu_callback_key);

static unsigned int class_of(const struct lockdep_map *map, unsigned int subclass)
{
	const void *key = map->key ? (const void *)map->key : (const void *)map;
	unsigned int i;

	for (i = 0; i < class_count; i++)
		if (classes[i].key == key && classes[i].subclass == subclass)
			return i;
	if (class_count == CLASSES)
		panic("shims/lockdep.c: CLASSES is too small");
	classes[i].key = key;
	classes[i].subclass = subclass;
	classes[i].name = map->name ? map->name : "?";
	return class_count++;
}

/* `second` is taken while `first` is held: so is all that was ever taken under `second`. */
static void note_order(unsigned int first, unsigned int second)
{
	unsigned int i;

	if (test_bit(second, classes[first].before))
		return;
	for (i = 0; i < class_count; i++) {
		if (i != first && !test_bit(first, classes[i].before))
			continue;
		__set_bit(second, classes[i].before);
		bitmap_or(classes[i].before, classes[i].before, classes[second].before, CLASSES);
	}
}

static void check_order(unsigned int class, int read)
{
	unsigned int i, first;

	for (i = mine->first; i < mine->count; i++) {
		first = mine->lock[i].class;
		if (first == class) {
			if (!read || !mine->lock[i].read)
				sim_report(CORE_REPORT_LOCK, "lock order", classes[class].name);
			continue;
		}
		if (test_bit(first, classes[class].before)) {
			sim_report(CORE_REPORT_LOCK, "lock order", classes[class].name);
			return;
		}
		note_order(first, class);
	}
}

void lock_acquire(struct lockdep_map *map, unsigned int subclass, int trylock, int read, int check,
		  struct lockdep_map *nest_lock, unsigned long ip)
{
	unsigned int class = class_of(map, subclass);

	/* A lock that is only tried cannot wait, and one under a nest lock is ordered by it. */
	if (!trylock && !nest_lock && check)
		check_order(class, read);
	if (mine->count == HELD)
		panic("shims/lockdep.c: HELD is too small");
	mine->lock[mine->count++] = (struct held){map, class, read};
}

void lock_release(struct lockdep_map *map, unsigned long ip)
{
	unsigned int i = mine->count;

	while (i-- > mine->first) {
		if (mine->lock[i].map != map)
			continue;
		mine->count--;
		for (; i < mine->count; i++)
			mine->lock[i] = mine->lock[i + 1];
		return;
	}
	sim_report(CORE_REPORT_LOCK, "lock released unheld", map->name ? map->name : "?");
}

unsigned int sim_held_begin(void)
{
	unsigned int was = mine->first;

	mine->first = mine->count;
	return was;
}

void sim_held_end(unsigned int was)
{
	mine->first = was;
}

const void *sim_held_save(void)
{
	return mine;
}

void sim_held_restore(const void *held)
{
	mine = (struct cpu_held *)held;
}

const void *sim_held_fresh(int cpu)
{
	all_held[cpu + 1].first = all_held[cpu + 1].count = 0;
	return &all_held[cpu + 1];
}

int lock_is_held_type(const struct lockdep_map *map, int read)
{
	unsigned int i;

	for (i = mine->first; i < mine->count; i++)
		if (mine->lock[i].map == map && (read == -1 || !!mine->lock[i].read == read))
			return LOCK_STATE_HELD;
	return LOCK_STATE_NOT_HELD;
}

void lockdep_init_map_type(struct lockdep_map *map, const char *name, struct lock_class_key *key, int subclass,
			   u8 inner, u8 outer, u8 lock_type)
{
	map->name = name;
	map->key = key;
}

void lockdep_rcu_suspicious(const char *file, const int line, const char *s)
{
	sim_report(CORE_REPORT_LOCK, "suspicious RCU usage", s);
}

/* Called for pages and objects that are freed: none may hold a lock that is held. */
void debug_check_no_locks_freed(const void *from, unsigned long bytes)
{
	unsigned int i;

	for (i = 0; i < mine->count; i++)
		if ((const void *)mine->lock[i].map >= from && (const void *)mine->lock[i].map < from + bytes)
			sim_report(CORE_REPORT_LOCK, "held lock freed", mine->lock[i].map->name);
}

/* A writer goes on as a reader. */
void lock_downgrade(struct lockdep_map *map, unsigned long ip)
{
	unsigned int i;

	for (i = mine->first; i < mine->count; i++)
		if (mine->lock[i].map == map)
			mine->lock[i].read = 1;
}

bool read_lock_is_recursive(void)
{
	return false;
}

/* No lock is waited for, and none is switched off. */
void lock_sync(struct lockdep_map *map, unsigned int subclass, int read, int check, struct lockdep_map *nest_lock,
	       unsigned long ip)
{
}

int debug_locks_off(void)
{
	return 0;
}

int rcu_read_lock_held(void)
{
	return 1;
}

int rcu_read_lock_bh_held(void)
{
	return 1;
}

int rcu_read_lock_sched_held(void)
{
	return 1;
}

int rcu_read_lock_any_held(void)
{
	return 1;
}

#endif
