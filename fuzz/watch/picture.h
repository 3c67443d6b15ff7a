/* SPDX-License-Identifier: GPL-2.0 */
/*
 * picture.h - a run as one page of HTML: an observer that notes what each operation changed, and who makes the page of
 * it.
 *
 * The notes are lines of JSON, one for boot and one for each operation, so that whatever ends the process leaves the
 * lines before it; fuzz/FORMATS.md has what stands in them.  They and the page have no address and no time in them.
 */
#ifndef MMFUZZ_PICTURE_H
#define MMFUZZ_PICTURE_H

#include <stdio.h>

#include "run/child.h"

/* Run options that write the notes to f; core_explain(1) must be on for why allocations failed. */
void picture_watch(FILE *f, struct run_options *options);

/* What is known of a run when it is over. */
struct picture {
	const char *name; /* of the program */
	const struct program *program;
	const struct outcome *out;
	bool returned; /* false: the process ended within the run */
	FILE *notes; /* at its beginning */
};
/* Writes the page; errors stand in `page`. */
void picture_write(FILE *page, const struct picture *p);

#endif
