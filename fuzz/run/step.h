/* SPDX-License-Identifier: GPL-2.0 */
/* step.h - one operation in its parts, for those that run one by one (run.c) and those that run at once (parallel.c).
 */
#ifndef MMFUZZ_STEP_H
#define MMFUZZ_STEP_H

#include "run/run.h"

/* The run is at an operation of which nothing is known yet. */
void step_new(struct run *r, int at, const struct op *op);
/* Its arguments are reduced to a call, which is recorded; and what it is about has its stamps. */
void step_prepare(struct run *r);
/* Pages that migrated since have new places in the model. */
void step_moves(struct run *r);
/* It has been done: digest and count. */
void step_done(struct run *r);
/* A line of the trace, with the pages that migrated; and what was found since. */
void step_trace(struct run *r, const char *where);
void step_trace_findings(struct run *r);
void step_clock_in(struct run *r);
void step_clock_out(struct run *r);

/* The operation at `at` of the program is OP_PARALLEL: those that it has run at once are run, which are the next ones.
 */
void parallel_run(struct run *r, unsigned int at);
unsigned int parallel_members(const struct program *p, unsigned int at);

#endif
