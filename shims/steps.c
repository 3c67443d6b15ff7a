// SPDX-License-Identifier: GPL-2.0
/*
 * steps.c - an operation that does not end: what mmcore/link/steps.cc puts into every loop counts down here.
 *
 * A kernel has its watchdogs, by the clock, which must decide nothing here.  While the last quarter of a budget is used
 * up each turn of a loop is looked at: the loop whose frame lies furthest out is the one that does not end, since all
 * others are called from it.  Its function is the finding's name.
 *
 * Kind: deliberately different
 */
#include <linux/limits.h>

#include "sim.h"

/* Called by what the pass inserts, with the function's name. */
__attribute__((preserve_most)) void sim_step_watch(const char *func);

/* Until an operation or a boot begins nothing is counted. */
long sim_steps_left __nosave = LONG_MAX;

static struct {
	long budget, left; /* left of the quarter that is watched */
	const char *func;
	const void *frame; /* of the outermost loop so far; stacks grow down */
} watch __nosave;

static unsigned int divisor __nosave = 1;

void sim_step_divide(unsigned int by)
{
	divisor = by;
}

void sim_step_begin(unsigned long budget)
{
	watch.budget = budget / divisor;
	watch.left = watch.budget / 4;
	watch.frame = NULL;
	sim_steps_left = watch.budget - watch.left;
}

void sim_step_allow(unsigned long more)
{
	watch.budget += more / divisor;
	sim_steps_left += more / divisor;
}

unsigned long sim_steps(unsigned long *budget)
{
	*budget = watch.budget;
	return watch.budget - watch.left - sim_steps_left;
}

void sim_step_watch(const char *func)
{
	const void *frame = __builtin_frame_address(0);

	sim_steps_left = 0;
	if (frame > watch.frame) {
		watch.frame = frame;
		watch.func = func;
	}
	if (--watch.left > 0)
		return;
	/* As before the first operation: what puts the machine back has loops, too. */
	sim_steps_left = LONG_MAX;
	sim_report(CORE_REPORT_HANG, watch.func, "an operation without an end: step budget used up");
	sim_host->stop();
}
