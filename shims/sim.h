/* SPDX-License-Identifier: GPL-2.0 */
/*
 * sim.h - what the shims and mmcore/ know of each other: the simulated machine behind the asm/ headers.
 *
 * All state here is part of the snapshot (it lies in the kernel side's writable sections).
 *
 * Kind: shared
 */
#ifndef SIM_H
#define SIM_H

#include <linux/types.h>
#include <linux/compiler.h>

#include "core.h"

struct page;

/* ---- ASan: linked in (SIM_ASAN, from the build) or not, the calls are the same */
#if SIM_ASAN
void __asan_poison_memory_region(void const volatile *addr, size_t size);
void __asan_unpoison_memory_region(void const volatile *addr, size_t size);
#else
static inline void __asan_poison_memory_region(void const volatile *addr, size_t size)
{
}
static inline void __asan_unpoison_memory_region(void const volatile *addr, size_t size)
{
}
#endif

/* ASan's shadow of an address on x86-64, and its mark for memory that the program itself poisoned. */
#define SIM_SHADOW_SHIFT 3
#define SIM_SHADOW_POISON 0xf7
static inline char *sim_shadow(const void *p)
{
	return (char *)(((unsigned long)p >> SIM_SHADOW_SHIFT) + 0x7fff8000UL);
}

/* Neither ASan's memcpy and memset, which would look at the poison, nor the kernel's. */
static inline void sim_raw_copy(void *to, const void *from, unsigned long bytes)
{
	asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(bytes) : : "memory");
}
static inline void sim_raw_fill(void *to, unsigned char value, unsigned long bytes)
{
	asm volatile("rep stosb" : "+D"(to), "+c"(bytes) : "a"(value) : "memory");
}

/* ---- the address space: from PAGE_OFFSET on all physical addresses that there can be, then what the harness keeps */
/* Of a machine that operations are watched on, holes included. */
#define SIM_WATCHED_PAGES (1UL << 21)
#define SIM_VIEW_BASE (PAGE_OFFSET + SIM_LINEAR_BYTES)
#define SIM_SNAPSHOT_BASE (SIM_VIEW_BASE + (1UL << 40))
#define SIM_STACKS_BASE (SIM_SNAPSHOT_BASE + (1UL << 40))

/* ---- report.c */
/* Services of the host, which core_set_host() gives. */
extern const struct core_host *sim_host;
void sim_report(enum core_report kind, const char *func, const char *what);
_Noreturn void sim_unreached(const char *func);
void sim_report_reset(void);

/* ---- locks.c */
struct sim_held {
	int spinlocks, rwlocks, mutexes, rcu;
};
extern struct sim_held sim_held;

/* ---- lanes.c: virtual CPUs */
extern bool sim_lanes_run;
/* What core_lanes() and the like are. */
int sim_lanes(const struct core_lanes *lanes);
void sim_lanes_leave(void);
void sim_lanes_forget(void);
/* Kernel code runs on a virtual CPU; the address is on its stack. */
bool sim_lane_within(void);
bool sim_lane_own(const volatile void *p);
/* It is about to access memory: another CPU may go on. */
void sim_lane_access(const struct core_access *access);
/* A place where another CPU may go on. */
void sim_lane_point_passed(void);
static inline void sim_lane_point(void)
{
	if (unlikely(sim_lanes_run))
		sim_lane_point_passed();
}
/* An interrupt may come, if they are on: it has taken a spin lock. */
void sim_lane_open(void);
/* The CPU that takes a lock, also while it is another for its bound work. */
extern int sim_lane_running, sim_cpu; /* that of cpu.c */
static inline int sim_lane_self(void)
{
	return unlikely(sim_lanes_run) ? sim_lane_running : sim_cpu;
}
/* Waits until the lock is released, or tried for again; false: it never will be, as nobody else has it. */
bool sim_lane_waits(const void *lock, int holder);
void sim_lane_released(const void *lock);
/* Another goes on first; false: there is none that could. */
bool sim_lane_yields(void);
bool sim_lane_yields_again(void);
/* The running lane becomes that CPU, once what runs there can be preempted, until it returns it. */
void sim_lane_borrow(int cpu);
void sim_lane_return(int cpu);
/* Waits until none is within a read side of RCU that is now. */
void sim_lane_readers(void);

/* ---- race.c: no CPU has accessed anything yet; one has a lock now, and no more */
void sim_race_begin(void);
void sim_race_locked(const void *lock);
void sim_race_unlocked(const void *lock);
/* What kernel code accesses until it is not aside any more is the harness's: no points, no races. */
void sim_race_aside(bool aside);

/* ---- steps.c: a step is a turn of a loop of the kernel side; an operation with more than the budget hangs */
extern long sim_steps_left;
void sim_step_begin(unsigned long budget);
/* The operation that runs may take so many more. */
void sim_step_allow(unsigned long more);
unsigned long sim_steps(unsigned long *budget);
/* All budgets from now on are such a part. */
void sim_step_divide(unsigned int by);

/* ---- mutant.c */
void sim_mutant_choose(unsigned int n, unsigned int *hits);

/* ---- cpu.c */
void sim_cpu_set(int cpu);
void sim_cpu_init(void);
struct task_struct;
struct signal_struct;
void sim_task_init(struct task_struct *task, struct signal_struct *signal, int cpu);

/* ---- threads.c: a thread of the node of this CPU runs until it sleeps; gives the order that it was asked for */
int sim_thread_step(enum core_kthread kind);
/* Each kswapd that was asked for something does. */
void sim_threads_proceed(void);

/* ---- lockdep.c: another task runs until sim_held_end() with what sim_held_begin() gave */
#ifdef CONFIG_LOCKDEP
unsigned int sim_held_begin(void);
void sim_held_end(unsigned int was);
/* What a CPU holds: of the one that runs, of another from now on, and of one that holds nothing. */
const void *sim_held_save(void);
void sim_held_restore(const void *held);
const void *sim_held_fresh(int cpu);
#else
static inline unsigned int sim_held_begin(void)
{
	return 0;
}
static inline void sim_held_end(unsigned int was)
{
}
static inline const void *sim_held_save(void)
{
	return NULL;
}
static inline void sim_held_restore(const void *held)
{
}
static inline const void *sim_held_fresh(int cpu)
{
	return NULL;
}
#endif

/* ---- percpu.c */
void sim_percpu_init(void);

/* ---- numa.c: called with the nodes that have memory online, before zones are set up */
void sim_numa_init(void);

/* ---- slab.c */
void *sim_slab_alloc(size_t size);
/* The arena, and how much of it was ever handed out since boot began; the rest is zero, and poisoned. */
#define SIM_ARENA_BYTES (256UL << 10)
void *sim_slab_arena(unsigned long *used);
/* Makes it so from a multiple of 64 bytes on; returns the bytes. */
unsigned long sim_slab_clear(unsigned long from);
void sim_slab_init(void);
/* fail.c, slab.c: the nth allocation from here on fails, while the machine boots; 0: none. */
void sim_fail_memblock(unsigned int nth);
/* asked.c: nothing was asked yet; whether it is kept; memblock was asked for a node, or an area, and gave base or 0. */
void sim_asked_reset(void);
void sim_asked_explain(int on);
unsigned int sim_asked_list(const struct core_asked **list);
void sim_asked_node(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end, phys_addr_t base);
void sim_asked_area(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end, phys_addr_t base);
void sim_fail_slab(unsigned int nth);

/* ---- work.c: queued work and RCU callbacks */
void sim_work_run(void);
unsigned int sim_work_pending(void);
/* Moves jiffies on; delayed work that became due is queued. */
void sim_time_advance(unsigned long ticks);

/* ---- ram.c: the bytes and the poison of simulated pages */
/* State outside the snapshot: it describes the difference to the snapshot. */
#define __nosave __section(".sim_nosave")

/* What was done to a page since the snapshot. */
enum sim_dirt {
	SIM_DIRT_LISTED = 1, /* is in the list */
	SIM_DIRT_IN_USE = 2, /* was handed out: not poisoned, or its stamp words may have been written */
	SIM_DIRT_BYTES = 4, /* any byte may have been written */
};
/* What a page is in the snapshot. */
enum sim_page {
	SIM_PAGE_FREE = 1, /* in the buddy system, so poisoned */
	SIM_PAGE_MEMORY = 2, /* memory, not a hole */
};
struct sim_ram {
	unsigned long start_pfn, end_pfn;
	unsigned char *dirt; /* enum sim_dirt by pfn - start_pfn */
	unsigned long *list; /* pages with dirt, in the order they got it */
	unsigned int listed;
	unsigned char *kind; /* enum sim_page by pfn - start_pfn */
	bool poisoned; /* free pages are poisoned for ASan */
	unsigned char fill; /* what every byte of a free page is in the snapshot */
};
/* The machine that runs. */
extern struct sim_ram *sim_ram;
void sim_page_dirty(unsigned long pfn, enum sim_dirt dirt);
/* Nobody has them any more: pages that the allocator gets back, or one that it will never get. */
void sim_pages_freed(unsigned long pfn, unsigned long pages);
/* What it holds, or enough of it, is gone: zero. */
void sim_page_discard(unsigned long pfn);
unsigned long sim_get_free_pages(gfp_t gfp, unsigned int order);
/* Bytes and poison of every dirty page as in the snapshot; returns the bytes written. */
unsigned long sim_ram_restore(struct sim_ram *ram);

/* ---- explain.c: something that a contiguous allocation met; forgotten when the next operation begins */
void sim_tried(enum core_tried_what what, unsigned long pfn, unsigned long count);
void sim_tried_reset(void);
/* For core_explain(), core_tried(). */
void sim_explain(int on);
unsigned int sim_tried_list(const struct core_tried **list);

/* ---- vmemmap.c: RAM that the memory map would take, and that is never touched */
#define SIM_BACKINGS 16
struct sim_backing {
	unsigned long pfn, pages;
};
extern struct sim_backing sim_backing[];
extern unsigned int sim_backings;

/* ---- proc.c: for core_file(), core_area_file() */
int sim_file(const char *name, char *text, unsigned int size);
int sim_area_file(unsigned int area, const char *name, unsigned long long *value);

/* ---- moves.c: pages that migrated since the operation began, or lost their owner */
/* To be asked by the owner of pages that are to move; false: no more can be recorded, so they must not. */
bool sim_moves_room(unsigned long pages);
/* To be called by it as they do. */
void sim_moved(struct page *from, struct page *to, unsigned long pages);
/* Likewise of one page, which is mapped at its new place already. */
void sim_moved_page(struct page *from, struct page *to);
/* Likewise if it has the pages no more, as it wanted or not; somebody may still have a reference. */
void sim_left(struct page *page, unsigned long pages, bool dropped);
/* A page that nobody has seen: an LRU batch may still refer to it. */
void sim_left_unseen(struct page *page);
/* A page that nobody has any more migrated, for the swap cache. */
/* It stays, what it holds was written. */
void sim_written(struct page *page, unsigned long pages);
void sim_moved_left(struct page *from, struct page *to);
/* A page of processes left memory for a slot of swap; came back; was given up there. */
void sim_swapped_out(struct page *from, unsigned long slot);
void sim_swapped_in(unsigned long slot, struct page *to);
void sim_swap_left(unsigned long slot, bool dropped);
void sim_moves_reset(void);
unsigned int sim_moves(const struct core_move **moves);

/* ---- owners/movable.c */
void sim_movable_get(struct page *page);
void sim_movable_put(struct page *page);
/* One more (1) or one less (-1) reason why the driver does not let the page migrate. */
void sim_movable_refuse(struct page *page, int more);

/* ---- inject.c: what core_inject() asked for is for the operation that begins next */
void sim_inject_next(const struct core_injection *injection);
void sim_inject_begin(void);
void sim_inject_end(void);
/* At each point: what happens there, CORE_INJECTS for nothing. */
extern bool sim_points_on; /* something is to happen, or somebody counts */
enum core_inject sim_point_passed(enum core_point point);
static inline enum core_inject sim_point(enum core_point point)
{
	return unlikely(sim_points_on) ? sim_point_passed(point) : CORE_INJECTS;
}
void sim_points_count(bool on);
/* Whether a lock that is tried for is made to be another's. */
bool sim_is_busy(void);
void sim_resched_point(void);
unsigned int sim_points(enum core_point point);
enum core_point sim_point_of(enum core_inject what);
bool sim_injected(void);

/* ---- owners/process.c: what core_process_*() are */
int sim_process_fault(unsigned int process, unsigned long page, int write, unsigned long *first, unsigned long *count);
int sim_process_fork(unsigned int from, unsigned int to);
int sim_process_advise(unsigned int process, unsigned long first, unsigned long pages, enum core_advice advice);
int sim_process_lock(unsigned int process, bool lock);
bool sim_process_locked(unsigned int process);
void sim_process_exit(unsigned int process);
/* The file of which it has a shared mapping, and what is mapped there; 0 for nothing. */
unsigned int sim_process_file(unsigned int process);
int sim_process_file_fault(unsigned int process, unsigned long page, int write);
int sim_process_file_unmap(unsigned int process, unsigned long first, unsigned long pages);
unsigned long sim_process_file_pfn(unsigned int process, unsigned long page);
/* For proofs: the next pfn is mapped instead. */
void sim_process_file_spoil(unsigned int process, unsigned long page);
/* mapped.c: such a mapping begins and ends. */
struct vm_area_struct;
void sim_mapped_begin(struct vm_area_struct *vma, unsigned int file);
void sim_mapped_end(struct vm_area_struct *vma);
bool sim_process_writable(unsigned int process, unsigned long page);
int sim_process_pin(unsigned int process, unsigned long page);
bool sim_process_lives(unsigned int process);
unsigned long sim_process_pfn(unsigned int process, unsigned long page);
/* The slot of swap that its entry names, 0 for none. */
unsigned long sim_process_slot(unsigned int process, unsigned long page);
/* Pages of processes may go for good (MADV_FREE). */
extern bool sim_lazily_freed;
/* While there is swap, or pages are freed lazily: a page is read from a slot; pages are freed; an operation has ended.
 */
void sim_process_arrives(unsigned long slot, unsigned long pfn);
void sim_process_freed(unsigned long pfn, unsigned long pages);
bool sim_process_has(unsigned long pfn);
void sim_process_settle(void);

/* ---- owners/swap.c: what core_swap_*() are */
#ifdef CONFIG_SWAP
int sim_swap_on(unsigned long pages);
int sim_swap_off(void);
bool sim_swap_is_on(void);
/* Somebody waits: the oldest write ends; false if there is none. */
bool sim_swap_proceeds(void);
unsigned long sim_swap_slots(void);
int sim_swap_users(unsigned long slot);
/* For proofs: what a slot holds is changed; the kernel counts a user more. */
void sim_swap_spoil(unsigned long slot);
void sim_swap_count_more(unsigned long slot);
/* The slot that a page table's entry names, which is not present: 0 for none; the page of it that is in the swap cache.
 */
unsigned long sim_swap_slot(unsigned long pte);
struct page *sim_swap_cached(unsigned long slot);
/* No process has the page any more; pages are freed. */
void sim_swap_unused(struct page *page);
void sim_swap_freed(unsigned long pfn, unsigned long pages);
#else
static inline int sim_swap_on(unsigned long pages)
{
	return -ENOSYS;
}
static inline int sim_swap_off(void)
{
	return -ENOSYS;
}
static inline bool sim_swap_is_on(void)
{
	return false;
}
static inline bool sim_swap_proceeds(void)
{
	return false;
}
static inline unsigned long sim_swap_slots(void)
{
	return 0;
}
static inline int sim_swap_users(unsigned long slot)
{
	return 0;
}
static inline void sim_swap_spoil(unsigned long slot)
{
}
static inline void sim_swap_count_more(unsigned long slot)
{
}
static inline unsigned long sim_swap_slot(unsigned long pte)
{
	return 0;
}
static inline struct page *sim_swap_cached(unsigned long slot)
{
	return NULL;
}
static inline void sim_swap_unused(struct page *page)
{
}
static inline void sim_swap_freed(unsigned long pfn, unsigned long pages)
{
}
#endif

/* ---- owners/reporting.c: what core_report_*() are */
int sim_report_on(unsigned int order);
void sim_report_off(void);
unsigned long sim_reported(void);

/* ---- owners/pagecache.c: a file of a file system; what core_cache_*() are */
struct inode;
struct super_block;
struct address_space_operations;
void sim_file_init(struct inode *inode, struct super_block *super, const struct address_space_operations *ops);
int sim_cache_read(unsigned int file, unsigned long index, unsigned int order, unsigned long *pfn);
int sim_cache_do(struct page *page, enum core_cache what);
int sim_cache_end(enum core_cache what);
void sim_cache_truncate(unsigned int file, unsigned long index);
unsigned long sim_cache_invalidate(unsigned int file);
struct page *sim_cache_page(unsigned int file, unsigned long index);
struct address_space *sim_cache_mapping(unsigned int file);
/* For a while another task has a reference to what the file has there; it truncates that, if it is not locked. */
void sim_cache_hold(unsigned int file, unsigned long index);
void sim_cache_let_go(void);
void sim_cache_try_truncate(unsigned int file, unsigned long index);
/* Somebody waits: something that is under way ends; false if nothing is. */
bool sim_cache_proceeds(void);
struct folio;
/* Time passes for who writes too fast: what it made dirty last, and the rest. */
void sim_cache_writes_to(struct folio *folio);
void sim_cache_flush(void);

#endif
