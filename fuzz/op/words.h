/* SPDX-License-Identifier: GPL-2.0 */
/* words.h - an operation in words, with what it was given and what it got; the texts are in the tables of its subject.
 */
#ifndef MMFUZZ_OP_WORDS_H
#define MMFUZZ_OP_WORDS_H

#include <stdio.h>

#include "op/op.h"

/* What it is about, once it is prepared: "isolation of pageblock 3". */
void words_what(FILE *f, const struct run *r);
/* That, and what became of it, once it has run: "isolation of pageblock 3 is held". */
void words_sentence(FILE *f, const struct run *r);
/* A place of a text: its name, and what is written for it. */
struct place {
	const char *name; /* NULL behind the last of a table */
	void (*put)(FILE *f, const struct run *r);
};
/* A text with places in braces, filled for the operation: those of `more`, which may be NULL, and of the table in
 * words.c. */
void words_fill(FILE *f, const struct run *r, const char *text, const struct place *more);

#endif
