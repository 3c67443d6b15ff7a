/* SPDX-License-Identifier: GPL-2.0 */
/*
 * map.h - the pages around a finding in characters, before and after the operation at which it is.
 *
 * Only rows of pages that the operation changed, and those around the page that the finding is about.
 */
#ifndef MMFUZZ_MAP_H
#define MMFUZZ_MAP_H

#include <stdio.h>

#include "run/run.h"

/* For run_options.observe, without an argument. */
void map_watch(void *unused, const struct run *r, int at, const struct op *op);
/* Of what was watched: the state before and after the finding, or the last one before what ended the run. */
void map_print(FILE *f);

#endif
