/* SPDX-License-Identifier: GPL-2.0 */
/* texts.h - how the call of each operation is written in C, through core.h and in a kernel. */
#ifndef MMFUZZ_TEXTS_H
#define MMFUZZ_TEXTS_H

#include "op/words.h"

enum call_result {
	RESULT_NONE,
	RESULT_PFN, /* the first page, or CORE_NO_PFN */
	RESULT_ERROR, /* 0 or a negative errno */
	RESULT_DONE, /* 1 or 0 */
};

/* What of the model changes if the call succeeded. */
enum call_effect {
	EFFECT_NONE,
	EFFECT_OWN,
	EFFECT_DISOWN,
	EFFECT_CUT,
	EFFECT_SPLIT,
	EFFECT_WRITE,
	EFFECT_OWN_FOLIO, /* page by page */
	EFFECT_OWN_BULK,
	EFFECT_MAPPED, /* a page that was read is there, and dirty if it was written to */
	EFFECT_DIRTY,
	EFFECT_CLEAN,
	EFFECT_TRUNCATED,
	EFFECT_PIN,
	EFFECT_UNPIN,
};

struct call_text {
	enum call_result result;
	enum call_effect effect;
	const char *before, *call, *after; /* through core.h; NULL: nothing */
	const char *kunit; /* the call in a kernel, with its result in place; NULL: a kernel module has none */
	const char *why_not; /* then; a row has one of the two */
};

extern const struct call_text call_texts[OP_COUNT];

/* A string literal. */
void export_string(FILE *f, const char *text);

/* Places of these texts. */
extern const struct place call_places[];

/* Those of a kernel's pages, whose names record.c keeps. */
void record_put_new(FILE *f, const struct run *r);
void record_put_page(FILE *f, const struct run *r);
void record_put_start(FILE *f, const struct run *r);
void record_put_end(FILE *f, const struct run *r);
void record_put_cma_release(FILE *f, const struct run *r);

#endif
