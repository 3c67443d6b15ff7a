// SPDX-License-Identifier: GPL-2.0
/*
 * work.c - work queues, RCU callbacks and timers.
 *
 * Work and callbacks are queued and run when somebody waits for them (flush_work, synchronize_rcu) or at the end of the
 * operation, on the CPU they are bound to; never inline on the caller's CPU.  Delayed work runs when the program moves
 * time on (sim_time_advance).
 *
 * Kind: deliberately different
 */
#include <linux/workqueue.h>
#include <linux/rcupdate.h>
#include <linux/jiffies.h>
#include <linux/timer.h>
#include <linux/wait.h>
#include <linux/swait.h>
#include <linux/sched.h>
#include <linux/completion.h>
#include <linux/smp.h>

#include "sim.h"
#include "compat.h"

#define QUEUE 64

/* A queued work item, bound to a CPU. */
struct item {
	struct work_struct *work;
	int cpu;
};
static struct item queue[QUEUE];
static unsigned int queued;
/* Items that run, in all and by CPU. */
static unsigned int flying, flying_of[NR_CPUS];
/* RCU callbacks, the first that was called first. */
static struct rcu_head *called, **called_last = &called;

struct delayed {
	struct delayed_work *work;
	unsigned long due;
	int cpu;
};
static struct delayed delayed[QUEUE];
static unsigned int delays;

/* Set timers, in the order in which they were. */
enum { TIMERS = 8 };
static struct timer_list *timer[TIMERS];
static unsigned int timers;

unsigned long volatile jiffies = INITIAL_JIFFIES;
u64 jiffies_64 = INITIAL_JIFFIES;

/* All queues are one: bound work differs by its CPU alone.  The pointer must not be NULL. */
static char one_queue[8];
#define THE_QUEUE ((struct workqueue_struct *)one_queue)
struct workqueue_struct *system_wq = THE_QUEUE, *system_percpu_wq = THE_QUEUE, *system_highpri_wq = THE_QUEUE,
			*system_long_wq = THE_QUEUE, *system_unbound_wq = THE_QUEUE, *system_dfl_wq = THE_QUEUE,
			*system_freezable_wq = THE_QUEUE;

#ifdef alloc_workqueue
struct workqueue_struct *alloc_workqueue_noprof(const char *fmt, unsigned int flags, int max_active, ...)
#else
struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...)
#endif
{
	return THE_QUEUE;
}

static bool enqueue(struct item item)
{
	if (queued == QUEUE)
		panic("shims/work.c: QUEUE is too small");
	queue[queued++] = item;
	return true;
}

static void run_item(struct item *item)
{
	struct task_struct *task = current;
	int cpu = sim_cpu, self = sim_lane_self();

	flying++;
	flying_of[self]++;
	sim_lane_borrow(item->cpu);
	sim_cpu_set(item->cpu);
	clear_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(item->work));
	item->work->func(item->work);
	sim_lane_return(item->cpu);
	sim_cpu_set(cpu);
	sim_current = task;
	flying--;
	flying_of[self]--;
}

/* What others run was queued before. */
static void wait_for_flying(void)
{
	while (flying > flying_of[sim_lane_self()] && sim_lane_yields())
		;
}

void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	head->func = func;
	head->next = NULL;
	*called_last = head;
	called_last = &head->next;
}

static void run_callback(void)
{
	struct rcu_head *head = called;

	called = head->next;
	if (!called)
		called_last = &called;
	head->func(head);
}

void sim_work_run(void)
{
	struct item item;

	while (queued || (called && !sim_lanes_run)) {
		if (!queued) {
			run_callback();
			continue;
		}
		item = queue[0];
		queued--;
		memmove(queue, queue + 1, queued * sizeof(queue[0]));
		run_item(&item);
	}
	wait_for_flying();
}

unsigned int sim_work_pending(void)
{
	return queued + !!called;
}

bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work)
{
	if (test_and_set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work)))
		return false;
	return enqueue((struct item){.work = work, .cpu = cpu == WORK_CPU_UNBOUND ? sim_cpu : cpu});
}

/* Everything queued before has run when it returns, as for an ordered queue. */
bool flush_work(struct work_struct *work)
{
	sim_work_run();
	return true;
}

void __flush_workqueue(struct workqueue_struct *wq)
{
	sim_work_run();
}

/* Pending, or not: nothing runs while somebody asks. */
unsigned int work_busy(struct work_struct *work)
{
	return work_pending(work) ? WORK_BUSY_PENDING : 0;
}

int schedule_on_each_cpu(work_func_t func)
{
	struct task_struct *task = current;
	int cpu, here = sim_cpu;

	for_each_online_cpu (cpu) {
		sim_lane_borrow(cpu);
		sim_cpu_set(cpu);
		func(NULL);
		sim_lane_return(cpu);
		sim_cpu_set(here);
		sim_current = task;
	}
	return 0;
}

bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *work, unsigned long delay)
{
	if (test_and_set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(&work->work)))
		return false;
	if (!delay)
		return enqueue((struct item){.work = &work->work, .cpu = cpu == WORK_CPU_UNBOUND ? sim_cpu : cpu});
	if (delays == QUEUE)
		panic("shims/work.c: QUEUE is too small");
	delayed[delays++] = (struct delayed){work, jiffies + delay, cpu == WORK_CPU_UNBOUND ? sim_cpu : cpu};
	return true;
}

bool cancel_work_sync(struct work_struct *work)
{
	unsigned int i;

	for (i = 0; i < queued; i++) {
		if (queue[i].work != work)
			continue;
		memmove(queue + i, queue + i + 1, (--queued - i) * sizeof(queue[0]));
		clear_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work));
		return true;
	}
	return false;
}

bool cancel_delayed_work_sync(struct delayed_work *work)
{
	unsigned int i;

	for (i = 0; i < delays; i++) {
		if (delayed[i].work != work)
			continue;
		delayed[i] = delayed[--delays];
		clear_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(&work->work));
		return true;
	}
	return false;
}

/* ->entry is of no list here, and says whether the timer is set. */
int mod_timer(struct timer_list *t, unsigned long expires)
{
	bool was_set = timer_pending(t);

	t->expires = expires;
	if (was_set)
		return 1;
	if (timers == TIMERS)
		panic("shims/work.c: TIMERS is too small");
	t->entry.pprev = &t->entry.next;
	timer[timers++] = t;
	return 0;
}

static void run_timers(void)
{
	struct timer_list *t;
	unsigned int i = 0;

	while (i < timers) {
		t = timer[i];
		if (time_before(jiffies, t->expires)) {
			i++;
			continue;
		}
		memmove(timer + i, timer + i + 1, (--timers - i) * sizeof(timer[0]));
		t->entry.pprev = NULL;
		t->function(t);
	}
}

void sim_time_advance(unsigned long ticks)
{
	unsigned int i = 0;

	jiffies += ticks;
	jiffies_64 += ticks;
	while (i < delays) {
		if (time_before(jiffies, delayed[i].due)) {
			i++;
			continue;
		}
		enqueue((struct item){.work = &delayed[i].work->work, .cpu = delayed[i].cpu});
		delays--;
		memmove(delayed + i, delayed + i + 1, (delays - i) * sizeof(delayed[0]));
	}
	run_timers();
}

/* Due delayed work is queued by sim_time_advance(), not by a timer. */
void delayed_work_timer_fn(struct timer_list *t)
{
}

/* Renamed on the way. */
static void timer_init(struct timer_list *timer, void (*func)(struct timer_list *), unsigned int flags)
{
	timer->function = func;
	timer->flags = flags;
}
SERVES(timer_init, init_timer_key);
SERVES(timer_init, timer_init_key);

unsigned long round_jiffies_relative(unsigned long j)
{
	return j;
}

/* Callbacks are run behind a grace period; while several CPUs run, there is none before the last is at its end. */
static void grace_period(void)
{
	sim_lane_readers();
	sim_work_run();
}

void synchronize_rcu(void)
{
	grace_period();
}

#ifdef CONFIG_TREE_RCU
void synchronize_rcu_expedited(void)
{
	grace_period();
}
#endif
