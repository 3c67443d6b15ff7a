/* SPDX-License-Identifier: GPL-2.0 */
/*
 * op.h - what an operation does: the running program as its operations see it, and the table of their functions.
 *
 * An operation is three functions, of which each may be missing.  `prepare` reduces the arguments to a call that is
 * legal now (r->call), or says why there is none (r->skip); it changes nothing.  `act` makes that call, through core.h
 * alone, and records what it gave (r->rec).  `apply` brings the model in step, after the pages that migrated on the
 * way were.  None misuses the API: a wrong argument is only one that the kernel checks at run time, and such a call
 * is marked `misuse`.
 *
 * Behind the functions stand the words for it: a row without them does not compile (-Wmissing-field-initializers).
 */
#ifndef MMFUZZ_OP_H
#define MMFUZZ_OP_H

#include "lang/ops.h"

struct run_options;
struct run_result;

enum {
	OP_POOL_BUFFERS = 16, /* that a program holds at a time */
};

/* A call as it is made: what is asked, where r->rec is what came of it. */
struct op_call {
	unsigned int slot; /* the object that it is about, or MODEL_NONE */
	bool stamped; /* that object's stamps are checked before (B12) */
	bool misuse, others; /* as in struct op_record */
	bool folio; /* the object is one */
	bool pcp_off; /* per-CPU lists are disabled for as long as the isolation is held */
	bool loud; /* without __GFP_NOWARN */
	unsigned int gfp, order, area, align, device;
	enum core_type type; /* of a range's pageblocks */
	unsigned long pfn, count; /* pages */
	unsigned long bytes; /* of a DMA buffer */
	unsigned int file; /* of the page cache, or a process */
	unsigned long index; /* page of the file, or of the process */
	struct core_injection inject;
	unsigned long value; /* CPU, kB, jiffies */
};

/* The running program, as its operations see it. */
struct run {
	const struct core_build *build;
	const struct core_machine *machine;
	const struct program *program;
	const struct op *op; /* that runs */
	struct model *model;
	struct op_call call;
	struct op_record rec;
	const char *skip; /* why it did nothing; NULL if it did something */
	bool literal; /* a scenario: its numbers mean what they are, none is reduced */
	char odd[128]; /* a number of it that this machine has not, for people; "": all are right */
	unsigned int beside; /* 1 + its CPU, if it is one of several operations that run at once; else 0 */
	bool lacking; /* it did nothing because this kernel does not offer it */
	const char *remark; /* what the trace says behind the result, or NULL */
	const char *value_name; /* what call.value is, for the trace; NULL if there is none */
	unsigned int pcp_off; /* held isolations that keep per-CPU lists disabled */
	unsigned int pins[OBJECT_KINDS]; /* of all objects of a kind */
	struct run_pool_buffer {
		unsigned int pool, order;
		unsigned long offset;
	} buffer[OP_POOL_BUFFERS]; /* of DMA pools, the newest last */
	unsigned int buffers;
	unsigned long repeated; /* how often the operation was done before, one after the other */
	unsigned int scan; /* how far a repeated operation has come, 0 when it begins */
	unsigned long steps; /* of kernel code that the operation, or the boot, took (core_steps()) */
	struct run_last {
		bool ok, skipped;
		unsigned long pfn;
	} last; /* of the operation before, for statements */
	/* The rest is run/run.c's own. */
	const struct run_options *options;
	struct run_result *result;
	uint64_t entered_ns;
	unsigned int findings; /* traced so far */
};

/* A sentence in two parts, for people; places in braces, such as {pages}, are filled by op/words.c. */
struct op_words {
	const char *what; /* what it is about: "isolation of {blocks}" */
	const char *done; /* what became of that: "is held" */
	const char *failed; /* or so, if the call failed; NULL: it cannot */
};

struct op_action {
	enum op_code code;
	void (*prepare)(struct run *r, const uint8_t *arg);
	void (*act)(struct run *r); /* r->rec has what was asked; ok is true */
	void (*apply)(struct run *r); /* also if the call failed */
	struct op_words words;
};

/* Every entry of ops[] has one. */
const struct op_action *op_action(enum op_code code);

#endif
