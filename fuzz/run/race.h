/* SPDX-License-Identifier: GPL-2.0 */
/*
 * race.h - schedules of operations that run at once (OP_PARALLEL), searched.
 *
 * A schedule is a list of preemptions, which are operations of the program (OP_PREEMPT), and where its interrupts come:
 * so what is found is a program like any other, and replays exactly.  Each interrupt at each point, all schedules up to
 * a number of preemptions, and behind them random ones: each point with a chance of 1 in 2, 20 and 100 to be one, and
 * one or two preemptions anywhere (which with two CPUs is what PCT draws at depth 2 and 3).
 *
 * In builds of the variant race accesses to memory are points, too: behind the bounded ones comes a schedule for each
 * access to what both of two CPUs touch and one writes, and of the random ones some have one or two such preemptions.
 */
#ifndef MMFUZZ_RACE_H
#define MMFUZZ_RACE_H

#include <signal.h>

#include "run/child.h"

enum {
	RACE_PREEMPTS = 64, /* of one schedule */
	RACE_OUTCOMES = 64, /* different ones; more are counted together */
	RACE_FINDINGS = 64,
	RACE_PLACES = 2 * RUN_CONFLICTS, /* accesses that are points */
	RACE_INTERRUPTS = 4, /* of the program, whose places are searched */
};

struct race_preempt {
	unsigned int cpu, to;
	unsigned int nth; /* point of that CPU since it was last preempted, from 1 on */
	unsigned int access; /* 0: there; else in front of that one behind that point, which may be 0, too */
};

struct race_schedule {
	unsigned int preempts;
	struct race_preempt preempt[RACE_PREEMPTS];
	/* Where the interrupts of the program come, as they stand in it: the point of the CPU, from 1 on, at most 256;
	 * 0: as it says. */
	unsigned int interrupt[RACE_INTERRUPTS];
};

struct race_outcome {
	uint64_t ran, ok, skipped; /* as in struct run_parallel */
	uint64_t times;
};

struct race_finding {
	struct finding finding;
	uint64_t times, first; /* the number of its first schedule, from 1 on */
	struct race_schedule schedule; /* that one; of an unknown finding without what it does not need */
};

struct race {
	/* Asked. */
	const struct program *program;
	unsigned int at; /* of OP_PARALLEL: what it had as preemptions is left out */
	unsigned int bound; /* all schedules of so many preemptions */
	uint64_t schedules, seed; /* at most; random ones behind those, */
	bool whole; /* or none: where all of these were run it ends */
	struct run_options options;
	/* Figures, also while it runs. */
	volatile sig_atomic_t stop;
	uint64_t done, bounded; /* schedules run; of these all up to the bound */
	bool bound_reached;
	unsigned int places; /* accesses that are points */
	uint64_t by_access; /* of them, the schedules with a preemption at one */
	unsigned int cpus, points[CORE_MAX_CPUS]; /* without a preemption */
	unsigned int interruptible[CORE_MAX_CPUS];
	unsigned int outcomes, findings;
	struct race_outcome outcome[RACE_OUTCOMES];
	uint64_t other_outcomes;
	struct race_finding finding[RACE_FINDINGS];
};

/* False with errno if no process could be started. */
bool race(struct race *race, struct outcome *out);
/* The program with that schedule. */
void race_program(struct program *p, const struct race *race, const struct race_schedule *schedule);
/* The operations that run at once, but for preemptions, and their number; at most `room`. */
unsigned int race_operations(const struct race *race, const struct op **list, unsigned int room);

#endif
