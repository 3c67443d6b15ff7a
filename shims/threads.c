// SPDX-License-Identifier: GPL-2.0
/*
 * threads.c - kernel threads, and who waits for them.
 *
 * Background threads (kswapd, kcompactd, khugepaged) are never woken: what they would do is an operation of the
 * program. Those that boot waits for run at once.  A task waits for a folio, or in reclaim for kswapd, where memory is
 * all but exhausted.
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

static char no_thread[sizeof(struct task_struct)] __aligned(64);

struct task_struct *kthread_create_on_node(int (*threadfn)(void *data), void *data, int node, const char namefmt[], ...)
{
	if (!strncmp(namefmt, "pgdatinit", strlen("pgdatinit")))
		threadfn(data);
	return (struct task_struct *)no_thread;
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

/*
 * Who waits here waits for a folio, or for kswapd (throttle_direct_reclaim()).  What is under way for a folio ends.
 * kswapd is taken to free nothing however often it is woken, and gives up.
 */
void schedule(void)
{
	struct pglist_data *pgdat;
	bool waits = sim_cache_proceeds() || sim_swap_proceeds();

	if (waits)
		return;

	for_each_online_pgdat (pgdat) {
		if (sim_kswapd_failures(pgdat) >= MAX_RECLAIM_RETRIES)
			continue;
		sim_kswapd_fails(pgdat, MAX_RECLAIM_RETRIES);
		waits = true;
	}
	if (!waits)
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
	sim_time_advance(timeout);
	sim_work_run();
	return 0;
}

long schedule_timeout_uninterruptible(long timeout)
{
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
