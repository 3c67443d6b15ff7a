/* SPDX-License-Identifier: GPL-2.0 */
/*
 * description.h - machines that a program describes, instead of naming one.
 *
 * A description is a head and a list of facts of 8 bytes each.  Two kinds of it differ by what the head says:
 *
 * by words (HEAD_WORDS): what a person says, `machine ram=0x60000000+1G cmdline="cma=16M"`.  Each fact has its value as
 * data: the text, or the bytes of a device tree.  Nothing is there that no word says.
 *
 * drawn: what a fuzzer makes of bytes.  Total: any bytes are a machine, and 0 is the simplest choice everywhere.  The
 * head chooses the RAM that is always there, memblock's direction, which allocation of the boot fails, limits and
 * cells; a fact is a bank, a reservation, a node of /reserved-memory, a part of the command line ....  Sizes and
 * addresses are in 16ths of a pageblock, the latter from 256 of these below the RAM, so that most of them hit it.  A
 * fact with data is a word here, too.
 */
#ifndef MMFUZZ_DESCRIPTION_H
#define MMFUZZ_DESCRIPTION_H

#include <stdio.h>

#include "machine/tree.h"
#include "props/reservations.h"

enum {
	FACT_BYTES = 8,
	DESCRIPTION_FACTS = 128, /* later facts are ignored */
	MACHINE_COMMAND_LINE = 512, /* bytes, of a drawn machine */
	MACHINE_TEXT = 1 << 13, /* bytes of names and values of words */
	MACHINE_ERROR = 512, /* of the longest message */
};

/* Bits of the head's first byte; the other bytes are fields of head_fields[] (facts.c). */
enum {
	HEAD_WORDS = 1 << 0,
	HEAD_BOTTOM_UP = 1 << 1,
	HEAD_EARLY_RESIZE = 1 << 2,
	HEAD_NO_TREE = 1 << 3,
	HEAD_NO_RAM = 1 << 4, /* but for what facts give */
	HEAD_RAM_IN_TREE = 1 << 5,
	HEAD_HIGH = 1 << 6, /* RAM lies around 4 GiB */
	HEAD_DESCRIBED = 1 << 7, /* else a program's first record names a machine */
};

struct fact {
	uint8_t byte[FACT_BYTES]; /* the first is an index into facts[] */
	uint32_t data, data_bytes; /* its value as a word, in the program's data; none where the size is 0 */
};

struct description {
	uint8_t head[FACT_BYTES];
	unsigned int facts;
	struct fact fact[DESCRIPTION_FACTS];
};

/* A machine that can be booted: what a description means on this build. */
struct machine {
	struct core_description description; /* what the kernel side boots */
	struct reservations reservations; /* what that must reserve */
	bool drawn;
	bool knows_reservations; /* all of them: no raw tree, no patches, no odd properties, no words */
	const char *known; /* why it is known not to survive its boot, or NULL: then it is not run */
	char cmdline[MACHINE_COMMAND_LINE];
	char text[MACHINE_TEXT];
	size_t text_bytes;
	struct tree tree;
};

/* What a description means; data is what its facts' values lie in and lives as long as the machine. */
void machine_build(struct machine *m, const struct description *d, const uint8_t *data);
/*
 * What a machine that just booted had to reserve: by its tree, its words and what the boot loader put beside them.
 * Returns false where nobody can know, since the tree is none or has cells of a number that the kernel refuses.
 */
bool machine_asked(const struct machine *m, struct reservations *r);
/* As an `mmfuzz boot` command line, for people; the tree is only named. */
void machine_show(FILE *f, const struct machine *m);

#endif
