/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mutate.h - small random changes of programs, for every fuzzing engine.
 *
 * An operator is a row of the table in mutate.c.  What it makes is a function of the programs and the random numbers
 * alone, and canonical: its bytes and its text mean the same program.
 */
#ifndef MMFUZZ_MUTATE_H
#define MMFUZZ_MUTATE_H

#include "lang/generate.h"

struct mutator {
	bool described; /* whether its programs describe their machine, or name it */
	size_t max_bytes; /* of a program in bytes; one without operations and facts is never too long */
	uint32_t off; /* bits of the operators that are not used */
	/* The engine's own mutator of bytes, in place; NULL: there is none. */
	size_t (*bytes)(uint8_t *data, size_t size, size_t max);
};

/* Name of operator i, or NULL behind the last. */
const char *mutate_name(unsigned int i);
/* The bits of names between commas, or of "all"; false if there is no such operator. */
bool mutate_off(const char *names, uint32_t *off);
/* Whether all are off: then nothing changes. */
bool mutate_is_off(const struct mutator *m);

/* Changes p a little; other is a program to take parts from, or NULL. */
void mutate(struct program *p, const struct program *other, struct random *r, const struct mutator *m);
/*
 * Does what operator i does, once; false: it has nothing to do in this program, which is as it was.
 */
bool mutate_by(unsigned int i, struct program *p, const struct program *other, struct random *r,
	       const struct mutator *m);

/*
 * The same in bytes, as engines have them: what it makes of `in` is in `out`, at most m->max_bytes.  The seed decides.
 */
struct mutate_input {
	const uint8_t *data;
	size_t size;
};
size_t mutate_bytes(const struct mutate_input *in, const struct mutate_input *other, uint8_t *out, uint64_t seed,
		    const struct mutator *m);

#endif
