/* SPDX-License-Identifier: GPL-2.0 */
/*
 * statelog.h - what a run did and what it left, operation by operation, in lines that mmfuzz compare reads.
 *
 * A stream is lines of words separated by tabs:
 *	H  STATELOG_VERSION  name=value...		what was built
 *	P  file  machine  RAM				a program begins
 *	X  reason					it could not be loaded; nothing follows
 *	S  at  operation  its text  result  field...	boot, an operation, or the verdict
 * A field is a letter of enum depth, a name, '=' and a value.  Boot prints all fields of a machine, an operation those
 * that it changed, so two builds are in the same state as long as they print the same.  What a kernel does not have is
 * not printed, nor the result of an operation that it does not offer.  Names and values do not depend on the layout of
 * structures or on the kernel's numbering.  On demand the last word of boot and of an operation is wsteps=N, the steps
 * of kernel code that it took (core_steps()), in which two builds may differ.
 */
#ifndef MMFUZZ_STATELOG_H
#define MMFUZZ_STATELOG_H

#include <stdio.h>

#include "finding/verdict.h"
#include "run/run.h"
#include "watch/figures.h"

enum {
	STATELOG_VERSION = 1,
};

/* The line of what was built. */
void statelog_head(FILE *f);
/* Run options that write the S lines of boot and the operations to f, with their steps on demand. */
void statelog_watch(FILE *f, struct run_options *options, bool steps);
/* How the result begins of a program that a known finding ends, behind which nothing is run. */
#define STATELOG_ENDED "ended by "
/* The line of the verdict. */
void statelog_end(FILE *f, const struct run_result *result, const struct verdict *v);

#endif
