// SPDX-License-Identifier: GPL-2.0
/*
 * assert.c - where an assert() of the host side ends, in the builds with sanitizers.
 *
 * The name is the C library's; this one goes before it.  A harness that contradicts itself is no finding about the
 * kernel, so its signature says whose fault it is, whoever reads it: a campaign keeps the program like any other.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "finding/verdict.h"

/* clang gives the whole prototype: the name in front of its parenthesis. */
static const char *name_of(const char *prototype, char *name, size_t size)
{
	size_t end = strcspn(prototype, "("), start = end;

	while (start && prototype[start - 1] != ' ' && prototype[start - 1] != '*')
		start--;
	snprintf(name, size, "%.*s", (int)(end - start), prototype + start);
	return name;
}

_Noreturn void __assert_fail(const char *assertion, const char *file, unsigned int line, const char *function)
{
	const char *base = strrchr(file, '/');
	char signature[VERDICT_SIGNATURE], name[VERDICT_SIGNATURE / 2];

	base = base ? base + 1 : file;
	fprintf(stderr, "mmfuzz: a fault of the harness: %s:%u: '%s' does not hold\n", base, line, assertion);
	verdict_signature(signature, "harness", name_of(function, name, sizeof(name)));
	verdict_add(VERDICT_DYING, signature, "%s:%u: '%s' does not hold", base, line, assertion);
	abort();
}
