/* SPDX-License-Identifier: GPL-2.0 */
/*
 * areas.h - descriptions of machines as bytes.
 *
 * Total: every byte string is a machine.  It is a list of records of 8 bytes; the first is the head, which chooses the
 * RAM that is always there, memblock's direction, which allocation of the boot fails, limits and cells; each other is a
 * bank, a reservation, a node of /reserved-memory, a part of the command line, a setting, an operation ...: records[]
 * in areas.c.  0 is the simplest choice, so zeroing or deleting records makes a machine simpler.  With HEAD_RAW in the
 * head, what follows as many records as it says is a flattened device tree as it stands.
 *
 * Stable: stored files carry AREAS_VERSION in an 8-byte mark, and another version is refused.  Engines get no mark.
 */
#ifndef MMFUZZ_AREAS_H
#define MMFUZZ_AREAS_H

#include <stdio.h>

#include "machine/tree.h"
#include "props/plan.h"
#include "lang/program.h"

enum {
	AREAS_VERSION = 2,
	AREAS_RECORD = 8, /* bytes */
	AREAS_RECORDS = 128, /* what stands behind is ignored */
	AREAS_MARK = 8, /* bytes: "mmareas", version */
	AREAS_MAX_BYTES = 1 << 16,
	AREAS_COMMAND_LINE = 512,
};

struct areas {
	struct core_spec spec;
	struct plan plan;
	bool told; /* the plan says all: no raw tree, no patches, no odd properties */
	const char *known; /* why it is known not to survive its boot, or NULL: then it is not run */
	char cmdline[AREAS_COMMAND_LINE];
	struct tree tree;
	struct program program;
};

void areas_decode(struct areas *a, const uint8_t *bytes, size_t size);
/* The bytes of a file behind its mark; false, and one line in error, if it is of another version or cannot be read. */
bool areas_load(const char *path, uint8_t *bytes, size_t *size, char *error, size_t error_size);
bool areas_save(const char *path, const uint8_t *bytes, size_t size);
/* As an 'mmfuzz boot' command line and operations, for people; the tree is told by its bytes (mmfuzz areas --dtb). */
void areas_show(FILE *f, const struct areas *a);

#endif
