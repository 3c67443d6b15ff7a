/* SPDX-License-Identifier: GPL-2.0 */
/* conflicts.h - which accesses of CPUs that run at once touch what another one writes, or write what it touches. */
#ifndef MMFUZZ_CONFLICTS_H
#define MMFUZZ_CONFLICTS_H

#include "run/run.h"

/* None has been made yet. */
void conflicts_begin(void);
/* One more, in the order in which they are made. */
void conflicts_note(const struct run_conflict *place, const struct core_access *access);
void conflicts_end(struct run_conflicts *conflicts);

#endif
