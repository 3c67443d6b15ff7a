/* SPDX-License-Identifier: GPL-2.0 */
/*
 * program.h - the language: bytes <-> program <-> text.
 *
 * A program is a machine, named or described, and a list of operations.  In bytes it is records of 8 bytes:
 *
 *	head       a machine's index, or HEAD_DESCRIBED and what machine/description.h says
 *	operation  its code (0 to 63; 128 and the rest of one from 64 on), on which CPU, six arguments
 *	fact       64 + its kind, seven bytes of fields: in a described machine's program
 *	data       RECORD_DATA, how many bytes (16 bits): behind a fact or an operation, which has these bytes as its
 *text
 *
 * Total: every byte string decodes to a legal program, and 0 is the simplest choice, so zeroing or deleting records
 * makes a program simpler.  What an argument means is reduced only when it runs (the nth live object, the nth area), so
 *a program stays meaningful when other operations change.  Operations that only scenarios use are sealed: their last
 * argument is RECORD_SEAL, so that mutated bytes hardly ever are one, and the fuzz targets do not run them.
 *
 * Stable: a stored program carries PROGRAM_VERSION (a text file in its first line, a binary file in its 8-byte mark);
 * another version is refused.  Raw engine inputs carry no mark and are of the current version.
 */
#ifndef MMFUZZ_PROGRAM_H
#define MMFUZZ_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "machine/description.h"
#include "mmcore/core.h"

enum {
	PROGRAM_VERSION = 2,
	PROGRAM_RECORD = FACT_BYTES,
	PROGRAM_ARGS = 6,
	PROGRAM_MARK = 8, /* bytes: "mmfuzz", 0, version */
	PROGRAM_SLOTS = 128, /* for operations */
	RECORD_FACT = 64, /* first byte of a fact, less its kind */
	RECORD_MORE = 128, /* of an operation whose code is RECORD_FACT or more, less what it is more */
	PROGRAM_DATA_MAX = 0xffff, /* bytes of one text or tree */
	RECORD_DATA = 0xfe,
	RECORD_SEAL = 0xa5,
};

/* Of a format version and the one that is read. */
#define PROGRAM_VERSION_ERROR "format version %u, this program reads version %u: convert it with ci/convert"

struct op {
	uint8_t code; /* index into ops[] */
	uint8_t cpu; /* goes on on CPU cpu - 1 before it (modulo their number), for 0 where it is */
	uint8_t arg[PROGRAM_ARGS]; /* below the limit that the table gives; 0 where it has no parameter */
	uint32_t data, data_bytes; /* its text, in the program's data; none where the size is 0 */
};

/* A value: all zero is the empty program on machine 0; see program_copy(), program_free(). */
struct program {
	uint8_t machine; /* index of a machine; CORE_DESCRIBED for one that is described */
	struct description description; /* of CORE_DESCRIBED */
	unsigned int ops, op_room;
	struct op *op;
	uint8_t *data; /* of texts and trees, each with a NUL behind it */
	size_t data_bytes, data_room;
};

/* Back to the empty program; what memory it has stays for the next. */
void program_clear(struct program *p);
void program_free(struct program *p);
void program_copy(struct program *to, const struct program *from);

/* The new operation, whose fields are all 0. */
struct op *program_add(struct program *p, unsigned int code);
/* Makes room for count operations at a place; the caller fills it. */
void program_insert(struct program *p, unsigned int at, unsigned int count);
void program_remove(struct program *p, unsigned int at, unsigned int count);
/* Where the data lies now; false if it is larger than PROGRAM_DATA_MAX. */
bool program_add_data(struct program *p, const void *data, size_t bytes, uint32_t *at);
/* The text of an operation, or "". */
const char *program_text(const struct program *p, const struct op *op);
/* A new fact of a described machine; NULL if there is no room for one more. */
struct fact *program_add_fact(struct program *p, unsigned int kind);

void program_decode(struct program *p, const uint8_t *bytes, size_t size);
/* Canonical bytes of a program, without mark: decode(encode(p)) == p.  The caller's to free(). */
uint8_t *program_encode(const struct program *p, size_t *size);
/* How many bytes these are. */
size_t program_size(const struct program *p);
bool program_same(const struct program *a, const struct program *b);
/*
 * Whether it is one that decoding could give: machine, operations, arguments, CPUs and facts within their limits, what
 * has no parameter 0, data within the program's.  For assert().
 */
bool program_is_canonical(const struct program *p);

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

/* Of a file that begins with these bytes; what is of another version is of its form, too. */
enum program_form program_form_of(const uint8_t *bytes, size_t size);

bool program_save(const struct program *p, const char *path, enum program_form form);

#endif
