// SPDX-License-Identifier: GPL-2.0
/*
 * race.c - data races: what the compiler and the kernel's own marks say of each access to memory, in the variant race.
 *
 * Each access of kernel code is a point where another CPU may go on (lanes.c).  One that stands in front of a plain
 * read watches that word: if another writes it, and another value is there when it goes on, no lock kept them apart.
 * What counts is what KCSAN reports with its defaults: plain writes of an aligned word are taken to be atomic, a write
 * has to change the value, and data_race() and ASSERT_EXCLUSIVE_*() are obeyed.  The kernel's own runtime
 * (kernel/kcsan/) is no use here: it samples, and waits by the clock for whom it may meet.
 *
 * Kind: deliberately different
 */
#include <linux/kcsan.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>

#include "sim.h"

#ifdef CONFIG_KCSAN

/* A CPU: how its next accesses are marked, its locks, and the word that it watches. */
static struct side {
	int disabled, nested, next; /* data_race(); sequence counters; accesses that are taken to be marked */
	bool flat, aside;
	unsigned long mask;
	bool watches, hit;
	unsigned long locks; /* that it holds, a bit each of the table */
	struct core_race race;
} sides[CORE_MAX_CPUS] __nosave;

static struct {
	const void *lock[BITS_PER_LONG];
	unsigned int count;
} taken __nosave;

void sim_race_begin(void)
{
	sim_raw_fill(sides, 0, sizeof(sides));
	taken.count = 0;
}

/* The bit of a lock; 0: more were taken than there are bits. */
static unsigned long bit_of(const void *lock)
{
	unsigned int i;

	for (i = 0; i < taken.count; i++)
		if (taken.lock[i] == lock)
			return 1UL << i;
	if (taken.count == BITS_PER_LONG)
		return 0;
	taken.lock[taken.count++] = lock;
	return 1UL << i;
}

void sim_race_locked(const void *lock)
{
	if (sim_lane_within())
		sides[sim_lane_running].locks |= bit_of(lock);
}

void sim_race_unlocked(const void *lock)
{
	if (sim_lane_within())
		sides[sim_lane_running].locks &= ~bit_of(lock);
}

static struct side *self(void)
{
	static struct side nobody __nosave;

	return sim_lane_within() ? &sides[sim_lane_running] : &nobody;
}

void sim_race_aside(bool aside)
{
	self()->aside = aside;
}

static bool is_marked(struct side *own, int type)
{
	if (type & KCSAN_ACCESS_ATOMIC || own->nested || own->flat)
		return true;
	if (own->next <= 0)
		return false;
	own->next--;
	return true;
}

static unsigned long value(unsigned long address, unsigned int bytes)
{
	const void *p = (const void *)address;

	switch (bytes) {
	case 1:
		return *(const u8 *)p;
	case 2:
		return *(const u16 *)p;
	case 4:
		return *(const u32 *)p;
	default:
		return *(const u64 *)p;
	}
}

/* Who stands in front of a read of it is told. */
static void note_write(unsigned long address, unsigned long bytes, bool marked, const void *pc)
{
	struct side *other;

	for (other = sides; other < sides + CORE_MAX_CPUS; other++) {
		struct core_race *race = &other->race;

		if (!other->watches || address >= race->address + race->reads.bytes || race->address >= address + bytes)
			continue;
		race->writes = (struct core_race_side){sim_lane_running, pc, bytes, marked};
		other->hit = true;
		sim_host->race_write(race->reads.cpu);
	}
}

static void find_page(struct core_race *race)
{
#if defined(CONFIG_FLATMEM) || defined(CONFIG_SPARSEMEM_VMEMMAP)
	unsigned long map = (unsigned long)pfn_to_page(0), end = (unsigned long)pfn_to_page(max_pfn);

	if (race->address < map || race->address >= end)
		return;
	race->pfn = (race->address - map) / sizeof(struct page);
	race->offset = (race->address - map) % sizeof(struct page);
#endif
}

static void stop_watching(struct side *own, unsigned long mask)
{
	struct core_race *race = &own->race;

	own->watches = false;
	if (!own->hit)
		return;
	race->after = value(race->address, race->reads.bytes);
	if (!((race->before ^ race->after) & (mask ?: ~0UL)))
		return;
	find_page(race);
	sim_host->race(race);
}

static bool is_word(unsigned long bytes)
{
	return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
}

static void access(const volatile void *p, unsigned long bytes, int type, const void *pc)
{
	const struct core_access what = {(unsigned long)p, bytes, !!(type & KCSAN_ACCESS_WRITE), self()->locks};
	struct side *own = self();
	bool plain, reads = !what.write || type & KCSAN_ACCESS_ASSERT;
	unsigned long mask = own->mask;

	if (!sim_lane_within() || own->aside || sim_lane_own(p) || !bytes)
		return;
	own->mask = 0;
	plain = !is_marked(own, type) && !own->disabled;
	if (plain && reads && is_word(bytes)) {
		own->race = (struct core_race){.reads = {sim_lane_running, pc, bytes},
					       .asserted = !!(type & KCSAN_ACCESS_ASSERT),
					       .address = what.address,
					       .before = value(what.address, bytes),
					       .pfn = CORE_NO_PFN};
		own->watches = true;
		own->hit = false;
	}
	sim_lane_access(&what);
	if (own->watches)
		stop_watching(own, mask);
	if (what.write && !(type & KCSAN_ACCESS_ASSERT))
		note_write(what.address, bytes, !plain, pc);
}

/* ---------------------------------------------------------------- what the kernel says itself (linux/kcsan-checks.h)
 */

void __kcsan_check_access(const volatile void *p, size_t bytes, int type)
{
	access(p, bytes, type, __builtin_return_address(0));
}

struct kcsan_scoped_access *kcsan_begin_scoped_access(const volatile void *p, size_t bytes, int type,
						      struct kcsan_scoped_access *sa)
{
	access(p, bytes, type, __builtin_return_address(0));
	return sa;
}

void kcsan_end_scoped_access(struct kcsan_scoped_access *sa)
{
}

void kcsan_disable_current(void)
{
	self()->disabled++;
}

void kcsan_enable_current(void)
{
	self()->disabled--;
}

void kcsan_enable_current_nowarn(void)
{
	self()->disabled--;
}

void kcsan_nestable_atomic_begin(void)
{
	self()->nested++;
}

void kcsan_nestable_atomic_end(void)
{
	self()->nested--;
}

void kcsan_flat_atomic_begin(void)
{
	self()->flat = true;
}

void kcsan_flat_atomic_end(void)
{
	self()->flat = false;
}

void kcsan_atomic_next(int n)
{
	self()->next = n;
}

void kcsan_set_access_mask(unsigned long mask)
{
	self()->mask = mask;
}

/* ---------------------------------------------------------------- what the compiler says */

#define ACCESSES(bytes)                                                                \
	ACCESS(read##bytes, bytes, 0)                                                  \
	ACCESS(write##bytes, bytes, KCSAN_ACCESS_WRITE)                                \
	ACCESS(unaligned_read##bytes, bytes, 0)                                        \
	ACCESS(unaligned_write##bytes, bytes, KCSAN_ACCESS_WRITE)                      \
	ACCESS(volatile_read##bytes, bytes, KCSAN_ACCESS_ATOMIC)                       \
	ACCESS(volatile_write##bytes, bytes, KCSAN_ACCESS_WRITE | KCSAN_ACCESS_ATOMIC) \
	ACCESS(unaligned_volatile_read##bytes, bytes, KCSAN_ACCESS_ATOMIC)             \
	ACCESS(unaligned_volatile_write##bytes, bytes, KCSAN_ACCESS_WRITE | KCSAN_ACCESS_ATOMIC)

#define ACCESS(name, bytes, type)                                    \
	void __tsan_##name(void *p);                                 \
	void __tsan_##name(void *p)                                  \
	{                                                            \
		access(p, bytes, type, __builtin_return_address(0)); \
	}
ACCESSES(1)
ACCESSES(2)
ACCESSES(4)
ACCESSES(8)
ACCESSES(16)

void __tsan_init(void);
void __tsan_init(void)
{
}

void *__tsan_memset(void *p, int c, size_t n);
void *__tsan_memset(void *p, int c, size_t n)
{
	access(p, n, KCSAN_ACCESS_WRITE, __builtin_return_address(0));
	return memset(p, c, n);
}

#define COPY(name)                                                              \
	void *__tsan_##name(void *to, const void *from, size_t n);              \
	void *__tsan_##name(void *to, const void *from, size_t n)               \
	{                                                                       \
		access(from, n, 0, __builtin_return_address(0));                \
		access(to, n, KCSAN_ACCESS_WRITE, __builtin_return_address(0)); \
		return name(to, from, n);                                       \
	}
COPY(memcpy)
COPY(memmove)

#else

void sim_race_begin(void)
{
}

void sim_race_locked(const void *lock)
{
}

void sim_race_unlocked(const void *lock)
{
}

void sim_race_aside(bool aside)
{
}

#endif
