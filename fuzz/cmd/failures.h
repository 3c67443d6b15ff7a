/* SPDX-License-Identifier: GPL-2.0 */
/* failures.h - mmfuzz replay --fail-nth: a program once for each point at which something can go wrong within it. */
#ifndef MMFUZZ_FAILURES_H
#define MMFUZZ_FAILURES_H

#include "cmd/cmd.h"

/* Whether it names what can go wrong, or is "all". */
bool failures_known(const char *what);
/* Prints the table, or its JSON; returns the exit status. */
int failures_replay(const struct program *p, const char *path, unsigned int walk, const char *what, bool json);

#endif
