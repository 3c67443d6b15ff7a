/* SPDX-License-Identifier: GPL-2.0 */
/*
 * expect.h - the statement "expect": what a scenario says must be true at its place.
 */
#ifndef MMFUZZ_EXPECT_H
#define MMFUZZ_EXPECT_H

#include "interp.h"

/* Whether the text says something that can be told. */
bool expect_known(const char *text);
/* Tells it: a finding "expect:WORD" if it is not so. */
void expect_check(struct run *r, const char *text);

#endif
