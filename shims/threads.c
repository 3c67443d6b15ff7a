// SPDX-License-Identifier: GPL-2.0
/*
 * threads.c - kernel threads, and who waits for them.
 *
 * kswapd and kcompactd run, each until it sleeps, where the program says so, and kswapd where a task waits for it in
 * reclaim.  Between, each is in the queue that it sleeps in, as who would wake it looks there.  Those that boot waits
 * for run at once; khugepaged never does.  A task else waits for a folio.
 *
 * Kind: deliberately different
 */
#include <linux/jiffies.h>
#include <linux/khugepaged.h>
#include <linux/kthread.h>
#include <linux/mmzone.h>
#include <linux/sched.h>
#include <linux/swap.h>
#include <linux/wait.h>

#include "sim.h"
#include "compat.h"

/* The thread that runs, if one does: there is never more than one. */
static struct task_struct thread_task;
static struct signal_struct thread_signal;

enum { THREADS = CORE_KTHREAD_KCOMPACTD + 1 };
static struct thread {
	int (*function)(void *data);
	struct pglist_data *node;
	wait_queue_head_t *queue; /* in which it sleeps */
	struct wait_queue_entry sleeper;
} threads[THREADS][MAX_NUMNODES], *running;

/* The thread is to end, which it does when it would sleep. */
static bool ends;

/* What the threads of a node are asked for, which they forget when they begin. */
struct request {
	int order, zone, compact_order, compact_zone;
};
static struct request asked;
static bool has_begun;

static struct request asked_of(const struct pglist_data *node)
{
	return (struct request){
		.order = node->kswapd_order,
		.zone = node->kswapd_highest_zoneidx,
#ifdef CONFIG_COMPACTION
		.compact_order = node->kcompactd_max_order,
		.compact_zone = node->kcompactd_highest_zoneidx,
#endif
	};
}

static void ask(struct pglist_data *node, const struct request *request)
{
	node->kswapd_order = request->order;
	node->kswapd_highest_zoneidx = request->zone;
#ifdef CONFIG_COMPACTION
	node->kcompactd_max_order = request->compact_order;
	node->kcompactd_highest_zoneidx = request->compact_zone;
#endif
}

/* It begins anew each time. */
static void run(struct thread *thread)
{
	struct task_struct *task = current;
	unsigned int held = sim_held_begin();

	task_thread_info(&thread_task)->cpu = sim_cpu;
	sim_current = &thread_task;
	running = thread;
	has_begun = false;
	thread->function(thread->node);
	running = NULL;
	sim_current = task;
	sim_held_end(held);
}

static bool is_kswapd(const struct thread *thread)
{
	return thread->queue == &thread->node->kswapd_wait;
}

static bool is_asked(const struct pglist_data *node)
{
	return node->kswapd_highest_zoneidx != MAX_NR_ZONES;
}

static int step(struct thread *thread)
{
	if (!thread->function)
		return -ENOSYS;
	if (is_kswapd(thread) && !is_asked(thread->node))
		return -ENODATA;
	asked = asked_of(thread->node);
	ends = false;
	/* So that no other CPU steps it while it is between the queue and its beginning. */
	running = thread;
	remove_wait_queue(thread->queue, &thread->sleeper);
	run(thread);
	running = thread;
	add_wait_queue(thread->queue, &thread->sleeper);
	running = NULL;
	return is_kswapd(thread) ? asked.order : asked.compact_order;
}

int sim_thread_step(enum core_kthread kind)
{
	/* Another CPU is at it, or at the other one. */
	if (running)
		return -EBUSY;
	return step(&threads[kind][numa_node_id()]);
}

/* Asked when the thread begins, and by kcompactd again when it would sleep. */
bool kthread_should_stop(void)
{
	if (!has_begun && !ends)
		ask(running->node, &asked);
	else if (!is_kswapd(running))
		ends = true;
	has_begun = true;
	return ends;
}

bool kthread_freezable_should_stop(bool *was_frozen)
{
	*was_frozen = false;
	return ends;
}

/* It sleeps until it is asked for something. */
static bool kswapd_sleeps(void)
{
	if (!running || current != &thread_task || !is_kswapd(running) || !waitqueue_active(running->queue))
		return false;
	ends = !is_asked(running->node);
	return true;
}

/* Started: it is in the state in which it begins, and sleeps. */
static void start(struct thread *thread, int (*function)(void *data), struct pglist_data *node,
		  wait_queue_head_t *queue)
{
	*thread = (struct thread){.function = function, .node = node, .queue = queue};
	if (!thread_task.signal)
		sim_task_init(&thread_task, &thread_signal, sim_cpu);
	thread_task.flags |= PF_KTHREAD;
	ends = true;
	run(thread);
	init_waitqueue_entry(&thread->sleeper, &thread_task);
	add_wait_queue(queue, &thread->sleeper);
}

static bool is_called(const char *namefmt, const char *name)
{
	return !strncmp(namefmt, name, strlen(name));
}

struct task_struct *kthread_create_on_node(int (*threadfn)(void *data), void *data, int node, const char namefmt[], ...)
{
	struct pglist_data *pgdat = data;

	if (is_called(namefmt, "pgdatinit"))
		threadfn(data);
	if (is_called(namefmt, "kswapd"))
		start(&threads[CORE_KTHREAD_KSWAPD][pgdat->node_id], threadfn, pgdat, &pgdat->kswapd_wait);
#ifdef CONFIG_COMPACTION
	if (is_called(namefmt, "kcompactd"))
		start(&threads[CORE_KTHREAD_KCOMPACTD][pgdat->node_id], threadfn, pgdat, &pgdat->kcompactd_wait);
#endif
	return &thread_task;
}

int wake_up_process(struct task_struct *tsk)
{
	return 0;
}

#ifdef CONFIG_SMP
/* A thread runs on the CPU of who starts it. */
int set_cpus_allowed_ptr(struct task_struct *p, const struct cpumask *new_mask)
{
	return 0;
}
#endif

/* The kswapd of each node that was asked runs.  One that was not is taken to free nothing, and gives up. */
static bool kswapd_proceeds(void)
{
	struct pglist_data *pgdat;
	bool proceeds = false;

	sim_point_passed(CORE_POINT_OTHERS);
	for_each_online_pgdat (pgdat) {
		if (sim_kswapd_failures(pgdat) >= MAX_RECLAIM_RETRIES)
			continue;
		if (running || step(&threads[CORE_KTHREAD_KSWAPD][pgdat->node_id]) < 0)
			sim_kswapd_fails(pgdat, MAX_RECLAIM_RETRIES);
		proceeds = true;
	}
	return proceeds;
}

void sim_threads_proceed(void)
{
	struct pglist_data *pgdat;

	for_each_online_pgdat (pgdat) {
		if (running || !is_asked(pgdat))
			continue;
		sim_point_passed(CORE_POINT_OTHERS);
		step(&threads[CORE_KTHREAD_KSWAPD][pgdat->node_id]);
	}
}

/* Who waits here waits for a folio, for which what is under way ends, or for kswapd (throttle_direct_reclaim()). */
void schedule(void)
{
	if (kswapd_sleeps() || sim_lane_yields() || sim_cache_proceeds() || sim_swap_proceeds() || kswapd_proceeds() ||
	    sim_lane_yields_again())
		return;
	sim_unreached(__func__);
}

void io_schedule(void)
{
	schedule();
}

/* Who waits is the task that runs. */
int try_to_wake_up(struct task_struct *task, unsigned int state, int flags)
{
	return 1;
}

int wake_up_state(struct task_struct *task, unsigned int state)
{
	return 1;
}

int default_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	return 1;
}

/*
 * Time passes for whoever sleeps, and the work that becomes due is done; too_many_isolated() waits for counters to be
 * folded (vmstat_update()).  A wait without a limit is for somebody.
 */
long schedule_timeout(long timeout)
{
	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	sim_lane_yields();
	sim_time_advance(timeout);
	if (sim_work_pending())
		sim_point_passed(CORE_POINT_OTHERS);
	sim_work_run();
	return 0;
}

long schedule_timeout_uninterruptible(long timeout)
{
	return schedule_timeout(timeout);
}

/* Who writes to files too fast (balance_dirty_pages()), while the flusher writes. */
long io_schedule_timeout(long timeout)
{
	sim_cache_flush();
	return schedule_timeout(timeout);
}

/* For trace points alone. */
#ifndef SIM_JIFFIES_INLINE
unsigned int jiffies_to_usecs(const unsigned long j)
{
	return 0;
}
#endif

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
bool current_is_khugepaged(void)
{
	return false;
}

void khugepaged_min_free_kbytes_update(void)
{
}

int __init khugepaged_init(void)
{
	return 0;
}

void khugepaged_destroy(void)
{
}

int start_stop_khugepaged(void)
{
	return 0;
}
#endif
