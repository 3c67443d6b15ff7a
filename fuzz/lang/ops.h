/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ops.h - the table of operations: how each is written in bytes and in text.
 *
 * An entry has a name, a line of help and up to three parameters.  Decoder, text form, generator and `mmfuzz ops` read
 * the table; what an operation does is a row of its subject's file in fuzz/op.
 */
#ifndef MMFUZZ_OPS_H
#define MMFUZZ_OPS_H

#include "lang/program.h"
#include "props/props.h"

#define OP(code, ...) OP_##code,
enum op_code {
#include "lang/ops.def"
	OP_COUNT,
};
#undef OP

enum param_kind {
	PARAM_NONE,
	PARAM_ORDER, /* modulo the maximal order + 1 when it runs */
	PARAM_GFP, /* an allocation class of core.h */
	PARAM_OBJECT, /* the nth live object counted from the newest, modulo their number */
	PARAM_AREA, /* modulo the machine's areas */
	PARAM_COUNT, /* 1 and up */
	PARAM_ALIGN, /* an order */
	PARAM_BLOCK, /* pageblock of the machine, from its start and modulo their number */
	PARAM_OFFSET, /* pages into a block or an object, modulo its size */
	PARAM_CPU, /* modulo the number of CPUs */
	PARAM_CPU_ALL, /* "all" or a CPU */
	PARAM_BOOL, /* "no", "yes" */
	PARAM_SHARE, /* of the machine's memory, in 2048ths */
	PARAM_JIFFIES, /* 2 and up, in steps of 2 */
	PARAM_DEVICE, /* modulo the machine's devices */
	PARAM_PART, /* 16ths of a page */
	PARAM_BLOCKS, /* pageblocks in quarters, from one quarter on */
	PARAM_PLACE, /* likewise, from 0 on */
	PARAM_FILE, /* of the page cache */
	PARAM_INDEX, /* page of a file */
	PARAM_PROCESS, /* of those with anonymous memory */
	PARAM_PAGE, /* of a process's memory */
	PARAM_INJECT, /* what goes wrong */
	PARAM_WRONG, /* what is wrong about a range: "before", "after", "count" */
	PARAM_KINDS,
};

struct param {
	const char *name; /* NULL behind the last parameter */
	enum param_kind kind;
	unsigned int limit; /* number of values; 0 stands for the kind's own */
};

/* What some programs do and others do not, so that each has enough of what it does. */
enum habit {
	HABIT_NONE, /* for every program */
	HABIT_CACHE, /* files */
	HABIT_PROCESS, /* anonymous memory */
	HABIT_INJECT, /* failures */
	HABIT_ALLOC, /* other ways to allocate and to free */
	HABITS,
	HABIT_PARALLEL = HABITS, /* several CPUs at once; no weight, as most operations do nothing there (generate.c) */
};

struct op_info {
	const char *name;
	const char *help; /* one line */
	struct param param[PROGRAM_ARGS];
	enum op_kind kind; /* for the checks */
	unsigned int repeat; /* 1 + index of the PARAM_COUNT that repeats the operation; 0 for none; OP_REPEAT: until it
				does nothing or fails */
	bool (*statement)(const char *text); /* it has a text in place of parameters: whether that says something */
	enum habit habit;
	bool beside; /* may be one of those of OP_PARALLEL */
	bool atomic; /* may be what a handler of an interrupt does */
	bool text_only; /* for scenarios: no byte decodes to it, and no random program has it */
};

enum {
	OP_REPEAT = PROGRAM_ARGS + 1, /* in op_info.repeat */
};

extern const struct op_info ops[OP_COUNT];

/* One that lets another CPU go on, among the operations of OP_PARALLEL. */
bool op_preempts(unsigned int code);

/* Code of the operation of that name, or -1. */
int op_code(const char *name);
/* Number of values an argument can have, 1 for a missing parameter, at most 256. */
unsigned int param_limit(const struct param *param);
/* The word that stands for an argument in text, or NULL where it is a number. */
const char *param_word(const struct param *param, unsigned int arg);
/* The number that stands for an argument in text. */
unsigned int param_value(const struct param *param, unsigned int arg);
/* What the kind means, for people. */
const char *param_about(enum param_kind kind);

#endif
