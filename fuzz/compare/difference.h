/* SPDX-License-Identifier: GPL-2.0 */
/* difference.h - compares two builds: the first line in which two streams of one program (statelog.h) differ.
 */
#ifndef MMFUZZ_DIFFERENCE_H
#define MMFUZZ_DIFFERENCE_H

#include "compare/builds.h"
#include "watch/statelog.h"

/* Names of fields that are not compared: those in which boot already differs, or that one kernel does not have. */
struct omitted {
	char **name;
	bool *now; /* in the program at hand */
	unsigned int names;
};

/* The words of an S line; its fields are what is left. */
struct step {
	struct text line, at, op, text, result, fields;
};

enum difference_kind {
	DIFFER_NONE,
	DIFFER_FIELDS, /* the same operation, another result or state */
	DIFFER_STEPS, /* one does another operation, or ends */
	DIFFER_MACHINE, /* not to be compared: see `why` */
};

struct difference {
	enum difference_kind kind;
	struct step step[2];
	struct text program[2]; /* the streams */
	enum depth depth; /* of the shallowest field that differs */
	char what[64]; /* what that is, without zone or number */
	char why[512];
	bool other_ram; /* the machine lies elsewhere or has another size: only outcomes were compared */
};

enum {
	DIFFER_BEFORE = 3, /* operations before the difference that are shown */
	DIFFER_SHOWN = 24, /* fields of it that are shown */
};

/*
 * Compares to this depth.  With `omitted`, what differs at boot is noted there and left out; without, it is the
 * first difference.  With `ended`, a program that a known finding ends on one side is compared up to there.
 */
struct difference differ_find(struct text a, struct text b, enum depth depth, bool ended, struct omitted *omitted);

/* A field that differs: its name, and its value on either side, "?" where it is not known. */
typedef void differ_field(void *arg, struct text name, struct text a, struct text b);
/* Calls it for every field that differs, shallow ones first; returns their number. */
unsigned int differ_fields(const struct difference *d, enum depth depth, const struct omitted *omitted,
			   differ_field *field, void *arg);
/* The steps right before the difference, oldest first; returns their number. */
unsigned int differ_before(const struct difference *d, struct step before[DIFFER_BEFORE]);

#endif
