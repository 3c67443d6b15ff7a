/* SPDX-License-Identifier: GPL-2.0 */
/*
 * why.h - mmfuzz boot --explain: what boot asked for and did not get, what lies in the way, and which single change
 * would help.  why.c finds what failed, why_pieces.c what lies where, why_change.c the changes, why_show.c prints.
 *
 * Nothing here is guessed: what was asked is what memblock was asked (shims/asked.c), and each change was
 * booted before it is printed.
 */
#ifndef MMFUZZ_WHY_H
#define MMFUZZ_WHY_H

#include "machine/description.h"
#include "run/child.h"

enum {
	WHY_NAME = 96,
	WHY_HOLDERS = 256,
	WHY_PIECES = 256,
	WHY_FAILURES = 32,
	WHY_CHANGES = 16, /* that are printed of one failure */
	WHY_TREE = 1 << 22, /* bytes of a changed tree */
};

/* Whose a range is, and by what it could be moved. */
enum holder_kind { HOLDER_OTHER, HOLDER_REG, HOLDER_BY_SIZE, HOLDER_RESERVE, HOLDER_TREE, HOLDER_INITRD };
struct holder {
	enum holder_kind kind;
	char name[WHY_NAME];
	unsigned int index; /* of a reservation */
	unsigned long long base, size;
};

/* One boot, in memory that its child shares. */
struct booted {
	struct outcome out;
	bool done;
	bool cma; /* the command line, the tree's among it, has cma= */
	unsigned int asks, areas, holders;
	struct core_asked ask[CORE_MAX_ASKED];
	struct {
		char name[CORE_NODE_NAME];
		unsigned long long base, size; /* 0: not activated */
	} area[CORE_MAX_AREAS];
	struct holder holder[WHY_HOLDERS];
	unsigned int regions[2];
	struct core_region region[2][CORE_MAX_REGIONS]; /* once the areas were placed */
	unsigned int edges;
	unsigned long long edge[CORE_MAX_ZONES]; /* where zones begin */
};

enum reason {
	REASON_NO_PLACE,
	REASON_IN_USE,
	REASON_ALIGNMENT,
	REASON_LIMIT,
	REASON_HIGHMEM,
	REASON_PROPERTY,
	REASON_CELLS,
	REASON_MAPPING,
	REASON_ACTIVATION,
	REASON_BYPASSED,
	REASON_REFUSED,
};

/* What was asked for in vain. */
struct failure {
	enum reason reason;
	bool area; /* declared by code; else a node */
	char name[CORE_NODE_NAME];
	bool fixed; /* at base, or not at all */
	unsigned long long base, size, align;
	const struct core_asked *ask; /* with memblock's lists of that moment; NULL: memblock was not asked */
	const struct core_tree_node *node; /* NULL: none, or all */
};

/* What a machine was booted as, and what came of it. */
struct why {
	const struct machine *machine;
	struct core_tree tree;
	struct booted *boot, *trial;
	unsigned int failures;
	struct failure failure[WHY_FAILURES];
};

/* Boots the machine and finds what failed; false where it does not boot, or there could be no child. */
bool why_find(struct why *w, const struct machine *m);
/* Boots a description; false where it does not come up. */
bool why_boot(struct booted *b, const struct core_description *d);
/* Takes the progress line away. */
void why_end(void);
/* What failed in a boot of a machine with that tree. */
unsigned int why_failures(const struct booted *b, const struct core_description *d, const struct core_tree *t,
			  struct failure *list);

/* A part of a range that is alike. */
enum piece_kind { PIECE_FREE, PIECE_NO_RAM, PIECE_TAKEN };
struct piece {
	enum piece_kind kind;
	unsigned long long base, end;
	bool nomap;
	const struct holder *holder; /* of what is taken; NULL: boot took it itself */
};
/* What lay in a range when it was asked for; returns how many pieces. */
unsigned int why_pieces(const struct booted *b, const struct failure *f, unsigned long long start,
			unsigned long long end, struct piece *piece);
/* Where RAM ends. */
unsigned long long why_ram_end(const struct booted *b);
/* The ranges that were tried, which end where RAM does. */
unsigned int why_ranges(const struct booted *b, const struct failure *f, struct core_range *range);
/* The largest free piece of a range that was tried; size 0: there is none. */
struct core_range why_largest(const struct booted *b, const struct failure *f);

/* A change that was booted, and where it puts what had failed. */
struct change {
	char text[256];
	unsigned long long base;
};
unsigned int why_changes(struct why *w, const struct failure *f, struct change *list);

void why_print(struct why *w);
void why_json(struct why *w);

#endif
