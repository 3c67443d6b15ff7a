/* SPDX-License-Identifier: GPL-2.0 */
/*
 * text.h - the language in text, the form for people (.mm files).
 *
 *	mmfuzz 2
 *	machine NAME
 *	alloc order=2 gfp=movable	# a comment
 *
 * In place of NAME stand the words of a machine that a person describes (ram=0x60000000+1G ...), or "drawn" and fields;
 *a drawn machine's facts are lines of their own before the first operation.  `repeat N {` to `}` writes the lines
 *between N times.  One operation a line; a parameter that is left out is its simplest choice, and "on" the CPU on which
 *the program goes on there.  What text_show() prints is canonical.
 */
#ifndef MMFUZZ_TEXT_H
#define MMFUZZ_TEXT_H

#include <stdio.h>

#include "lang/program.h"

enum {
	TEXT_OP_MAX = 160, /* bytes of the longest operation in text, its end mark included */
	TEXT_STATEMENT_MAX = TEXT_OP_MAX - 16, /* and of what a statement says */
};

/* One operation without its line's end; returns its length. */
size_t text_op(char *text, size_t size, const struct program *p, const struct op *op);
/* Whether it can stand in a text: visible characters and blanks, and no double quotes. */
bool text_is_plain(const void *text, size_t bytes);
/* The lines before the operations, and operations [from, to). */
void text_head(FILE *f, const struct program *p);
void text_ops(FILE *f, const struct program *p, unsigned int from, unsigned int to);
/* The whole program. */
void text_show(FILE *f, const struct program *p);
/* Text to program; files that it names lie where the file `path` does.  On failure returns false and leaves "line N:
 * reason" in error. */
bool text_assemble(struct program *p, const char *path, const char *text, size_t size, char *error, size_t error_size);

#endif
