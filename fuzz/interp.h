/* SPDX-License-Identifier: GPL-2.0 */
/*
 * interp.h - runs programs: resets the machine, does the operations one by one through core.h, keeps the model in step
 * and lets props/ look at the state after each.
 *
 * A run is a function of the program and the build alone.  What it found stands in verdict.h.
 */
#ifndef MMFUZZ_INTERP_H
#define MMFUZZ_INTERP_H

#include "program.h"
#include "props.h"

enum {
	WALK_DEFAULT = 8,
	WALK_AT_END = 0x7fffffff,
};

struct run;

/* Zero means default. */
struct run_options {
	unsigned int walk_every; /* w-class checks every k operations (WALK_DEFAULT) */
	/* Boots this machine anew instead of resetting the program's, which then is CORE_GIVEN; its plan is for X1, X2.
	 */
	const struct core_spec *spec;
	const struct plan *plan;
	bool no_checks; /* runs no checker at all, not even at the end; for measuring */
	bool clock; /* measures the time inside kernel code */
	void (*trace)(void *arg, const char *line); /* every operation with its result, without line end */
	void *trace_arg;
	/* After boot (at VERDICT_AT_BOOT, op NULL) and after every operation and its checks. */
	void (*observe)(void *arg, const struct run *r, int at, const struct op *op);
	void *observe_arg;
};

/* The operation that came nearest to its budget of steps (core_steps()). */
struct run_longest {
	unsigned long steps, budget;
	const char *op; /* NULL: none yet */
};

struct run_result {
	bool booted; /* false: the machine could not be reset, nothing ran */
	bool stopped; /* left by a BUG, a panic, a fault or a hang */
	unsigned int steps; /* operations run, with repetitions and those that gave everything back */
	struct run_longest longest;
	uint64_t digest; /* of everything the kernel answered (T1) */
	uint64_t kernel_ns; /* inside the kernel side's operations, with .clock */
	uint64_t reset_ns; /* inside core_reset(), with .clock */
};

/* The one of the two that is nearer. */
void run_keep_longest(struct run_longest *longest, const struct run_longest *other);

void interp_run(const struct program *p, const struct run_options *options, struct run_result *result);

/* ---------------------------------------------------------------- for the operations (ops.c) */

/* The running program, as its operations see it. */
struct run {
	const struct core_build *build;
	const struct core_machine *machine;
	struct model *model;
	struct op_record rec; /* filled in by the operation */
	const char *skip; /* why it did nothing; NULL if it did something */
	bool lacking; /* it did nothing because this kernel does not offer it */
	const char *remark; /* what the trace says behind the result, or NULL */
	const char *value_name; /* what `value` is, for the trace; NULL if there is none */
	unsigned long value;
	unsigned int pcp_off; /* held isolations that keep per-CPU lists disabled */
	unsigned int pins; /* of all objects */
	unsigned int scan; /* how far a repeated operation has come, 0 when it begins */
	struct run_last {
		bool ok, skipped;
		unsigned long pfn;
	} last; /* of the operation before, for statements */
	bool settled;
	/* The rest is interp.c's own. */
	const struct run_options *options;
	struct run_result *result;
	uint64_t entered_ns;
	unsigned int findings; /* traced so far */
};

/*
 * To be called after an operation's core_* calls and before it changes the model: ends the operation on the kernel side
 * and applies the migrations.
 */
void run_settle(struct run *r);
/* The result of the operation that has just run, as a trace shows it. */
void run_result_text(const struct run *r, char *text, size_t size);
/* Checks the stamps of an object that is about to be given back or rewritten (B12). */
void run_check_stamp(struct run *r, unsigned int slot);

#endif
