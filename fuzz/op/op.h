/* SPDX-License-Identifier: GPL-2.0 */
/*
 * op.h - what an operation does: the running program as its operations see it, and the table of their functions.
 *
 * Shape of an operation: reduce the arguments to something legal or set r->skip; fill in r->rec, all but its kind,
 * which lang/ops.c has; call the kernel; call run_settle(), which applies the migrations; then change the model.  None
 * misuses the API: what is given wrongly is only what the kernel checks at run time, and such a record is marked
 * `misuse`.
 */
#ifndef MMFUZZ_OP_H
#define MMFUZZ_OP_H

#include "lang/ops.h"

struct run_options;
struct run_result;

/* The running program, as its operations see it. */
struct run {
	const struct core_build *build;
	const struct core_machine *machine;
	const struct program *program;
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
	/* The rest is run/run.c's own. */
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

struct op_action {
	void (*run)(struct run *r, const uint8_t *arg);
};

/* One for each entry of ops[]. */
extern const struct op_action op_actions[OP_COUNT];

#endif
