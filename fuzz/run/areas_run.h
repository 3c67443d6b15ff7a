/* SPDX-License-Identifier: GPL-2.0 */
/* areas_run.h - runs a described machine: boot, X1 to X4, a few operations, the end. */
#ifndef MMFUZZ_AREAS_RUN_H
#define MMFUZZ_AREAS_RUN_H

#include "lang/areas.h"
#include "run/run.h"

/* Boots it and runs it; findings are in finding/verdict.h. */
void areas_run(const struct areas *a, const struct run_options *options, struct run_result *result);

#endif
