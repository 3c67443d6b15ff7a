/* SPDX-License-Identifier: GPL-2.0 */
/*
 * explain.h - why a contiguous allocation failed, for people: which windows were tried, and what stood in each.
 */
#ifndef MMFUZZ_EXPLAIN_H
#define MMFUZZ_EXPLAIN_H

#include <stdio.h>

#include "run/run.h"

/* For run_options.observe, with the FILE to write to as its argument; core_explain(1) must be on. */
void explain(void *f, const struct run *r, int at, const struct op *op);

/* Who an object is: "obj 3, alloc gfp=kernel". */
void explain_owner(FILE *f, const struct object *object);
/* What there is to say of a folio's state (enum core_folio_bits), each behind a comma: ", dirty and under writeback".
 */
void explain_folio(FILE *f, unsigned int bits);

#endif
