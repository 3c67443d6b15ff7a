/* SPDX-License-Identifier: GPL-2.0 */
/*
 * excuse.h - whether an operation that failed beside others has an excuse: another that ran at some time while it did
 * touched what it asked for.  One without is to fail one after the other, too.
 */
#ifndef MMFUZZ_EXCUSE_H
#define MMFUZZ_EXCUSE_H

#include "run/run.h"

/* None has begun. */
void excuses_begin(void);
/* The run's operation begins on that CPU: what it is about is known. */
void excuse_enter(const struct run *r, unsigned int cpu);
/* It is over: false, if it failed and has none. */
bool excuse_leave(const struct run *r, unsigned int cpu);

#endif
