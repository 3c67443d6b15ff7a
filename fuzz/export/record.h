/* SPDX-License-Identifier: GPL-2.0 */
/*
 * record.h - the calls of a run, as they were made in the end, for those who write them down elsewhere.
 *
 * A run in a child fills the record, in memory that both share; the writers (export.h) read it.
 */
#ifndef MMFUZZ_RECORD_H
#define MMFUZZ_RECORD_H

#include "run/run.h"

enum {
	RECORD_CALLS = 1 << 12, /* a run that makes more ends there */
	RECORD_TEXT = 256,
	RECORD_OBJECTS = 1 << 14, /* pages that a KUnit test has names for */
	RECORD_NO_PAGE = -1,
};

struct made_call {
	int at; /* index of the operation, VERDICT_AT_END for what gives everything back */
	enum op_code code;
	unsigned int cpu; /* goes on on that CPU - 1 before, 0: where it is */
	bool skipped, ended; /* it made no call; or the call did not return */
	unsigned long stamped; /* first page of the object whose stamps are checked, or CORE_NO_PFN */
	unsigned long pfn, count; /* asked for */
	unsigned long value; /* likewise: whether an access writes */
	unsigned int file; /* likewise, from that page on */
	unsigned long index;
	int pins; /* what a pin changes */
	enum object_kind had; /* kind of the object that it is about */
	struct object object; /* what it made, if record.slot is one */
	struct op_record record;
	char words[RECORD_TEXT];
	char before[RECORD_TEXT], call[RECORD_TEXT], after[RECORD_TEXT]; /* through core.h */
	char kunit[RECORD_TEXT]; /* in a kernel; "" where it has no call for it */
};

struct record {
	unsigned int calls;
	bool full; /* there are more calls, or longer ones, than there is room for */
	unsigned long first_pfn, end_pfn; /* all ranges that are asked for by page number */
	unsigned int pages; /* names of pages that were used */
	struct made_call call[RECORD_CALLS];
};

/* Makes the options those of a run that fills the record. */
void record_watch(struct record *record, struct run_options *options);

#endif
