/* SPDX-License-Identifier: GPL-2.0 */
/*
 * program.h - the operation language: bytes <-> program <-> text.
 *
 * Total: every byte string decodes to a legal program.  A program is a header (one record) that chooses the machine,
 * and a list of operations of one fixed-size record each: an opcode byte and three argument bytes.  0 is always the
 * simplest choice, so zeroing or deleting records makes a program simpler.  What an argument means is reduced only when
 * it runs (the nth live object, the nth area), so a program stays meaningful when other operations change.
 *
 * Stable: a stored program carries PROGRAM_VERSION (a text file in its first line, a binary file in its 8-byte mark);
 * another version is refused.  Raw engine inputs carry no mark and are of the current version.
 */
#ifndef MMFUZZ_PROGRAM_H
#define MMFUZZ_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mmcore/core.h"

enum {
	PROGRAM_VERSION = 1,
	PROGRAM_RECORD = 4, /* bytes */
	PROGRAM_ARGS = 3,
	PROGRAM_MAX_OPS = 1024, /* what stands behind is ignored */
	PROGRAM_MAX_BYTES = (1 + PROGRAM_MAX_OPS) * PROGRAM_RECORD,
	PROGRAM_MARK = 8, /* bytes: "mmfuzz", 0, version */
	PROGRAM_STATEMENTS = 1 << 14, /* bytes of the texts of statements, end marks included */
	PROGRAM_SLOTS = 64, /* an opcode byte is taken modulo this */
};

struct op {
	uint8_t code; /* index into ops[] */
	uint8_t arg[PROGRAM_ARGS]; /* below the limit that the table gives; 0 where it has no parameter */
};

/* A machine that a text describes; lives as long as the process. */
struct program_machine {
	const char *line; /* its words, as in the text */
	struct core_spec spec;
};

struct program {
	uint8_t machine; /* index of a machine; CORE_DESCRIBED for one that is described */
	const struct program_machine *described; /* or NULL */
	unsigned int ops;
	struct op op[PROGRAM_MAX_OPS];
	unsigned int text_bytes;
	char text[PROGRAM_STATEMENTS]; /* of statements such as "expect"; the operation keeps its place */
};

void program_decode(struct program *p, const uint8_t *bytes, size_t size);
/* Canonical bytes of a program, without mark: decode(encode(p)) == p.  Returns their number; size must suffice. */
size_t program_encode(const struct program *p, uint8_t *bytes, size_t size);

/* Whether the program has bytes at all: a described machine and the operations of scenarios have none. */
bool program_has_bytes(const struct program *p);

/* The text of a statement, or "". */
const char *program_text(const struct program *p, const struct op *op);
/* Keeps the text of a statement; false if there is no room. */
bool program_add_text(struct program *p, struct op *op, const char *text);

/*
 * A program from a file: text, marked binary or raw.  On failure returns false and leaves one line, without the file's
 * name, in error.
 */
bool program_load(struct program *p, const char *path, char *error, size_t error_size);

enum program_form {
	PROGRAM_TEXT,
	PROGRAM_BINARY, /* with mark */
	PROGRAM_RAW, /* as an engine takes it */
};

bool program_save(const struct program *p, const char *path, enum program_form form);

#endif
