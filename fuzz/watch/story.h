/* SPDX-License-Identifier: GPL-2.0 */
/*
 * story.h - a run in words: a sentence an operation, the state of one page before and after the operation of a finding,
 * and the kernel's stack there.
 *
 * A run is exact, so who has met a finding runs the program once more, in a child, to hear the story of it.
 */
#ifndef MMFUZZ_STORY_H
#define MMFUZZ_STORY_H

#include "finding/verdict.h"
#include "host/stack.h"
#include "run/run.h"

enum {
	STORY_TEXT = 320,
	STORY_STATE = 400,
	STORY_STEPS = 4096, /* more are not noted */
};

/* An operation, or several in a row that are the same one repeated. */
struct story_step {
	int at; /* as in struct finding */
	unsigned int code;
	unsigned long times;
	char first[STORY_TEXT], last[STORY_TEXT];
};

/* Memory that a child shares; with nothing but zeroes at first. */
struct story {
	char signature[VERDICT_SIGNATURE]; /* of the finding that it is about; "" for none */
	int at; /* its operation, as in struct finding */
	unsigned long pfn; /* the page whose state is noted; CORE_NO_PFN: the first of the operation's */
	bool over; /* the finding was met: nothing is noted behind it */
	unsigned int steps, lost;
	struct stack stack, writer; /* of a data race the writer's */
	char page[STORY_TEXT]; /* which page that is, and where; "" if none is known */
	char before[STORY_STATE], after[STORY_STATE]; /* "" where the run ended within the operation */
	struct story_step step[STORY_STEPS];
};

/* Makes the options those of a run that fills the story. */
void story_watch(struct story *story, struct run_options *options);
/* The sentences from a step on, each a line: "3. a block ... is freed". */
void story_print(FILE *f, const struct story *story, unsigned int from);
/* "story":[...], and of a finding "stack", "writer" and "page" */
void story_json(FILE *f, const struct story *story);
/* The stack and the page, for people. */
void story_print_finding(FILE *f, const struct story *story);

#endif
