/* SPDX-License-Identifier: GPL-2.0 */
/*
 * made.h - what a kept program says of itself: the build that it was made on, and what it has found there.
 *
 * A text that is kept has these lines right behind the machine's, each once; readers go by the words before the colon:
 *
 *	# signature: M6:block
 *	# build: kernel=6.12.117 tree=886557321d33 profile=dense variant=asan debug_vm=y lockdep=n bugs=
 *	# random: --seed 1 --ops 32, program 17
 *	# M6:block: the pageblock at 0x801c0 of area 0 has type 1
 *
 * They are comments: what a program does is the same with and without them.  A scenario of the corpus has others, for
 * those who run it (corpus/README.md):
 *
 *	# profile: board
 *	# not on: 6.1
 *	# walk: 4000
 */
#ifndef MMFUZZ_MADE_H
#define MMFUZZ_MADE_H

#include <stdio.h>

#include "lang/program.h"

/* In the order of the line; the last takes the rest of the line, as a path of a patch may have blanks. */
enum made_field {
	MADE_KERNEL,
	MADE_TREE,
	MADE_PROFILE,
	MADE_VARIANT,
	MADE_DEBUG_VM,
	MADE_LOCKDEP,
	MADE_BUGS,
	MADE_FIELDS,
};

enum {
	MADE_WALK = 0x7fffffff, /* the largest number of a line "# walk:" */
	MADE_VALUE = 256, /* bytes of a value */
	MADE_LINE = 1024, /* bytes of a line; the rest of a longer one is not read */
};

struct made {
	bool known; /* the file has a build line */
	bool raw; /* an engine's bytes, which carry no version either */
	char value[MADE_FIELDS][MADE_VALUE]; /* "" where the line does not have it */
	char random[MADE_LINE]; /* what its line "# random:" says, or "" */
	char profile[MADE_VALUE]; /* of "# profile:", for which it is written, or "" */
	char not_on[MADE_VALUE]; /* of "# not on:": kernel lines, separated by spaces, or "" */
	unsigned int walk; /* of "# walk:"; 0: there is none */
	bool bad_walk; /* that line has no such number */
};

extern const char *const made_names[MADE_FIELDS];

/* A finding that is kept with its program; NULL for what there is not. */
struct made_finding {
	const char *signature, *text;
	const char *random; /* the options and the index that made it */
};

/* What the comments of a program's file say; all is empty if that is no regular file, or cannot be read. */
void made_read(struct made *m, const char *path);
/*
 * In words, where this build is another one: "kernel 6.1.174 (this is 6.12.117), DEBUG_VM off (on here)"; returns
 * whether it is.
 */
bool made_elsewhere(const struct made *m, char *text, size_t size);
/*
 * Why a program that is written for some builds is not for this one, and which has it; returns whether there is a
 * reason.
 */
bool made_unfit(const struct made *m, char *text, size_t size);
/* The build line of this build. */
void made_line(FILE *f);
/* The program as text, with all that is above. */
void made_show(FILE *f, const struct program *p, const struct made_finding *finding);
/* The same into a file, or to the standard output for "-"; false with errno. */
bool made_save(const char *path, const struct program *p, const struct made_finding *finding);

#endif
