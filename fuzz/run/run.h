/* SPDX-License-Identifier: GPL-2.0 */
/*
 * run.h - runs programs: resets the machine, does the operations one by one through core.h, keeps the model in step
 * and lets props/ look at the state after each.
 *
 * A run is a function of the program and the build alone.  What it found is in verdict.h.
 */
#ifndef MMFUZZ_RUN_H
#define MMFUZZ_RUN_H

#include "op/op.h"

enum {
	WALK_DEFAULT = 8,
	WALK_AT_END = 0x7fffffff,
	RUN_FILLS = 16,
	RUN_ENGINE_RAM = 1 << 30, /* ram_max of what an engine has made */
};

/* Zero means default. */
/*
 * Accesses to what several of the CPUs that run at once access, one of them to write, in their order; in builds of the
 * variant race.
 */
enum { RUN_CONFLICTS = 8192 };
struct run_conflicts {
	unsigned int count; /* at most RUN_CONFLICTS: of more the first */
	struct run_conflict {
		unsigned int cpu;
		unsigned int point; /* of that CPU, the last before, from 1 on; 0: none */
		unsigned int access; /* since then, from 1 on */
	} conflict[RUN_CONFLICTS];
};

struct run_options {
	unsigned int walk_every; /* w-class checks every k operations (WALK_DEFAULT), in long repetitions on large
				    machines less often */
	unsigned long long ram_max; /* a machine that words describe does not boot with more RAM, 0: no limit */
	bool may_not_boot; /* words that make no machine are no finding: an engine has changed them */
	unsigned int divide_steps; /* an operation hangs after such a part of its budget of steps; 0: 1 */
	struct run_conflicts *learn; /* of a program without preemptions, if not NULL */
	bool no_checks; /* runs no checker at all, not even at the end; for measuring */
	bool clock; /* measures the time inside kernel code */
	void (*trace)(void *arg, const char *line); /* every operation with its result, without line end */
	void *trace_arg;
	/* After boot (at VERDICT_AT_BOOT, op NULL) and after every operation and its checks. */
	void (*observe)(void *arg, const struct run *r, int at, const struct op *op);
	/* Once an operation is prepared, before its call; with r->skip it will make none. */
	void (*before)(void *arg, const struct run *r, int at, const struct op *op);
	/* Both also of each of several operations that run at once: the machine is not at rest then, nor the model. */
	bool members;
	void *observe_arg; /* of both */
};

/* The operation that came nearest to its budget of steps (core_steps()). */
struct run_longest {
	unsigned long steps, budget;
	const char *op; /* NULL: none yet */
};

/* An operation that goes on until it does nothing or fails: where it stopped, and why. */
struct run_fill {
	unsigned int op; /* of the program */
	unsigned long done; /* so often */
	const char *why; /* NULL: the kernel had no more */
};

/* Of the last operations that ran at once. */
struct run_parallel {
	uint64_t ran, ok, skipped; /* a bit for each of the first 64, as they stand in the program */
	uint64_t unexcused; /* failed, though nothing that ran meanwhile touched what it asked for */
	unsigned char order[64], cpu[64]; /* of these in the order in which they ended; the CPU of each */
	unsigned int ended;
	unsigned int points[CORE_MAX_CPUS]; /* that a CPU came to since it was last preempted */
	unsigned int interruptible[CORE_MAX_CPUS]; /* points of a CPU at which an interrupt could have come */
};

struct run_result {
	bool booted; /* false: there is no such machine, nothing ran */
	const char *not_run; /* why a description is known not to survive its boot, and so was not run; or NULL */
	bool stopped; /* left by a BUG, a panic, a fault or a hang */
	struct run_fill fill[RUN_FILLS];
	unsigned int fills; /* of more, the first */
	struct run_parallel parallel;
	unsigned int steps; /* operations run, with repetitions and those that gave everything back */
	struct run_longest longest;
	uint64_t digest; /* of everything the kernel answered (T1) */
	uint64_t kernel_ns; /* inside the kernel side's operations, with .clock */
	uint64_t reset_ns; /* inside core_reset(), with .clock */
};

/* The one of the two that is nearer. */
void run_keep_longest(struct run_longest *longest, const struct run_longest *other);

/* The program that runs now, or ran last; NULL before the first. */
const struct program *run_current(void);

/* What its description means, if it is described, else NULL. */
const struct machine *run_machine(void);

/* The result of the operation that has just run, as a trace shows it. */
void run_result_text(const struct run *r, char *text, size_t size);

void run_program(const struct program *p, const struct run_options *options, struct run_result *result);

#endif
