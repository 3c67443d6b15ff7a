/* SPDX-License-Identifier: GPL-2.0 */
/* triage.h - the table that a directory of crashes becomes; triage.c fills it, triage_show.c prints it. */
#ifndef MMFUZZ_TRIAGE_H
#define MMFUZZ_TRIAGE_H

#include <stdio.h>
#include <time.h>

#include "finding/verdict.h"

enum {
	TRIAGE_ROWS = 256, /* different findings; more are counted as dropped */
};

/* A finding: of one signature, known for one reason or not known. */
struct triage_row {
	struct finding finding; /* of the smallest program */
	unsigned int count; /* of files */
	const char *smallest; /* the file with the fewest operations; of several the first by path */
	unsigned int ops; /* of that */
	time_t first_seen; /* when the oldest of the files was written; decides nothing */
};

struct triage {
	unsigned int rows, dropped;
	struct triage_row row[TRIAGE_ROWS]; /* once finished: what is new first, then by count, then by signature */
	unsigned int files, done; /* found, and run before an interruption */
	unsigned int left_alone; /* files with no name of a crash */
	unsigned int nothing, not_run; /* without a finding; machines that do not come up, among them */
	unsigned int elsewhere; /* made on another build, as they say */
	unsigned int unreadable;
	char why[512]; /* the first of those, with the reason */
};

void triage_print(const struct triage *t);
void triage_json(const struct triage *t);
/* A page of HTML that works alone; false with errno. */
bool triage_page(const struct triage *t, const char *path);

#endif
