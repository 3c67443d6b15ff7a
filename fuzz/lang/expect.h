/* SPDX-License-Identifier: GPL-2.0 */
/*
 * expect.h - the words of the statement "expect": what a scenario says must be true at its place.  Whether it is, is
 * op/expect.c's to find out.
 */
#ifndef MMFUZZ_EXPECT_H
#define MMFUZZ_EXPECT_H

#include <stdbool.h>
#include <stddef.h>

enum expect_word {
	EXPECT_DONE,
	EXPECT_FAILED,
	EXPECT_OFFSET,
	EXPECT_NODE,
	EXPECT_LOG,
	EXPECT_RESERVED,
	EXPECT_NOMAP,
	EXPECT_AREA,
	EXPECT_MEMINFO, /* any other: a line of meminfo, as CmaTotal */
	EXPECT_WORDS,
};

/* What a text of the form WORD or WORD=VALUE begins with, or EXPECT_WORDS; length: bytes of the word. */
enum expect_word expect_word(const char *text, size_t *length);
/* Whether the text is a statement. */
bool expect_known(const char *text);

#endif
