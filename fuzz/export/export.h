/* SPDX-License-Identifier: GPL-2.0 */
/* export.h - writes the calls of a run as the source of a test: of Criterion, for this build, or of KUnit, for a
 * kernel. */
#ifndef MMFUZZ_EXPORT_H
#define MMFUZZ_EXPORT_H

#include <stdio.h>

#include "export/record.h"
#include "finding/verdict.h"

struct export
{
	const char *file; /* of the program, for its comment */
	const char *name; /* of the test */
	const struct program *program;
	const struct core_description *description; /* of its machine, NULL for one with a name */
	const struct record *record;
	const struct verdict *verdict;
	const struct finding *finding; /* of these the one that ended the run, NULL for none */
};

void export_criterion(FILE *f, const struct export *e);
void export_kunit(FILE *f, const struct export *e);

#endif
