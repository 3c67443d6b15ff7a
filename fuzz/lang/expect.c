// SPDX-License-Identifier: GPL-2.0
/* expect.c - the words of the statement "expect", see expect.h. */
#include <string.h>

#include "lang/expect.h"

static const char *const words[EXPECT_MEMINFO] = {
	[EXPECT_DONE] = "done", [EXPECT_FAILED] = "failed",	[EXPECT_OFFSET] = "offset", [EXPECT_NODE] = "node",
	[EXPECT_LOG] = "log",	[EXPECT_RESERVED] = "reserved", [EXPECT_NOMAP] = "nomap",   [EXPECT_AREA] = "area",
};

enum expect_word expect_word(const char *text, size_t *length)
{
	unsigned int i;

	*length = strcspn(text, "=");
	for (i = 0; i < EXPECT_MEMINFO; i++)
		if (strlen(words[i]) == *length && !strncmp(words[i], text, *length))
			return i;
	return text[*length] && text[0] >= 'A' && text[0] <= 'Z' ? EXPECT_MEMINFO : EXPECT_WORDS;
}

bool expect_known(const char *text)
{
	size_t length;

	return expect_word(text, &length) != EXPECT_WORDS;
}
