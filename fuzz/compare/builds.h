/* SPDX-License-Identifier: GPL-2.0 */
/*
 * builds.h - other builds of mmfuzz, run as processes: a build can run its own kernel code alone.
 *
 * Each runs `mmfuzz states` over the same programs; what it says is kept whole, cut into programs and lines.
 */
#ifndef MMFUZZ_BUILDS_H
#define MMFUZZ_BUILDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum {
	BUILDS = 8, /* at most, in one comparison */
	BUILD_PATH = 4096,
	BUILD_ERROR = BUILD_PATH + 512,
};

/* What was built, from the first line of a stream (statelog.h). */
enum build_fact {
	FACT_KERNEL,
	FACT_TREE,
	FACT_PROFILE,
	FACT_VARIANT,
	FACT_BUGS,
	FACT_GEOMETRY,
	FACT_LANGUAGE,
	FACTS,
};

/* Not terminated by NUL. */
struct text {
	const char *at;
	size_t length;
};

struct build {
	char path[BUILD_PATH]; /* of its mmfuzz */
	char label[256]; /* for people */
	char *fact[FACTS];
	FILE *out, *err; /* of the running process */
	int pid;
	char *said; /* the last stream, or NULL */
	struct text *program; /* lines of each program, in the order of the names given */
};

/* Takes this program, or the one that the name means; on failure leaves one line in error. */
bool build_open(struct build *b, const char *name, char *error);
/*
 * Runs the programs on all builds at once; all but the first take them in the opposite order, in another environment.
 * On failure leaves one line in error.
 */
bool builds_run(struct build *b, unsigned int builds, char **names, unsigned int count, char *error);
void builds_forget(struct build *b, unsigned int builds);

/* Takes the first line, without its end, off a text; false at the end. */
bool text_line(struct text *text, struct text *line);
/* Takes the first word, which ends at a tab, off a line; empty at the end. */
struct text text_word(struct text *line);
bool text_same(struct text a, struct text b);
bool text_is(struct text a, const char *b);

#endif
