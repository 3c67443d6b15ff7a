// SPDX-License-Identifier: GPL-2.0
/*
 * inject.c - lets something go wrong within an operation, at the nth point where it can.
 *
 * Points are of several kinds (enum core_point): an allocation of slab or of pages, a page's isolation, migration or
 * putback by its owner, a lock that is tried for, a write to swap, a report of free pages, and a place where the kernel
 * lets others run (__cond_resched(), which here is where another task's doings show).  They are counted from the
 * operation's beginning, so the same program meets the same one, and only where that matters: most operations pass none
 * that does anything.  fail.c and slab.c do likewise while a machine boots.
 *
 * Kind: deliberately different
 */
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "sim.h"

static struct core_injection next, now;
static unsigned int passed[CORE_POINTS];
static bool injected;
static struct task_struct *killed;
static bool counts __nosave;
bool sim_points_on __nosave;

/* Which points a thing can happen at. */
static const enum core_point points[CORE_INJECTS] = {
	[CORE_INJECT_SLAB] = CORE_POINT_SLAB,
	[CORE_INJECT_MIGRATE] = CORE_POINT_MIGRATE,
	[CORE_INJECT_MIGRATE_ERROR] = CORE_POINT_MIGRATE,
	[CORE_INJECT_KILL] = CORE_POINT_RESCHED,
	[CORE_INJECT_HOLD] = CORE_POINT_RESCHED,
	[CORE_INJECT_TRUNCATE] = CORE_POINT_RESCHED,
	[CORE_INJECT_PROCEED] = CORE_POINT_RESCHED,
	[CORE_INJECT_PAGE] = CORE_POINT_PAGE,
	[CORE_INJECT_ISOLATE] = CORE_POINT_ISOLATE,
	[CORE_INJECT_TRYLOCK] = CORE_POINT_TRYLOCK,
	[CORE_INJECT_SWAP_WRITE] = CORE_POINT_SWAP_WRITE,
	[CORE_INJECT_REPORT] = CORE_POINT_REPORT,
	[CORE_INJECT_GIVE_UP] = CORE_POINT_PUTBACK,
};

void sim_inject_next(const struct core_injection *injection)
{
	next = *injection;
}

void sim_inject_begin(void)
{
	now = next;
	next.nth = 0;
	sim_points_on = counts || now.nth;
	injected = false;
	memset(passed, 0, sizeof(passed));
}

static void kill(struct task_struct *task)
{
	set_tsk_thread_flag(task, TIF_SIGPENDING);
	sigaddset(&task->pending.signal, SIGKILL);
	killed = task;
}

static void revive(void)
{
	if (!killed)
		return;
	clear_tsk_thread_flag(killed, TIF_SIGPENDING);
	sigdelset(&killed->pending.signal, SIGKILL);
	killed = NULL;
}

void sim_inject_end(void)
{
	revive();
	sim_cache_let_go();
	now.nth = 0;
}

void sim_points_count(bool on)
{
	counts = on;
}

enum core_inject sim_point_passed(enum core_point point)
{
	passed[point]++;
	if (!now.nth || injected || points[now.what] != point || passed[point] != now.nth)
		return CORE_INJECTS;
	injected = true;
	return now.what;
}

void sim_resched_point(void)
{
	/* Who is killed does not wait for kswapd (throttle_direct_reclaim()), which runs meanwhile. */
	if (unlikely(killed))
		sim_threads_proceed();
	switch (sim_point(CORE_POINT_RESCHED)) {
	case CORE_INJECT_KILL:
		/* Kernel threads ignore signals. */
		if (!(current->flags & PF_KTHREAD))
			kill(current);
		break;
	case CORE_INJECT_HOLD:
		sim_cache_hold(now.file, now.index);
		break;
	case CORE_INJECT_TRUNCATE:
		sim_cache_try_truncate(now.file, now.index);
		break;
	case CORE_INJECT_PROCEED:
		if (!sim_cache_proceeds())
			sim_swap_proceeds();
		break;
	default:
		break;
	}
}

/*
 * In place of the kernel's own, which draws random numbers (include/linux/fault-inject.h, which is not included, as it
 * would make this one weak, too).  Who must not fail does not.
 */
bool should_fail_alloc_page(gfp_t gfp, unsigned int order);
bool should_fail_alloc_page(gfp_t gfp, unsigned int order)
{
	return !(gfp & __GFP_NOFAIL) && sim_point(CORE_POINT_PAGE) == CORE_INJECT_PAGE;
}

/* The parameter fail_page_alloc= is unknown, as nothing obeys it. */
struct fault_attr;
int setup_fault_attr(struct fault_attr *attr, char *str);
int setup_fault_attr(struct fault_attr *attr, char *str)
{
	return 0;
}

bool sim_is_busy(void)
{
	return sim_point(CORE_POINT_TRYLOCK) == CORE_INJECT_TRYLOCK;
}

enum core_point sim_point_of(enum core_inject what)
{
	return points[what];
}

unsigned int sim_points(enum core_point point)
{
	return passed[point];
}

bool sim_injected(void)
{
	return injected;
}
