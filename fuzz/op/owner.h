/* SPDX-License-Identifier: GPL-2.0 */
/* owner.h - what operations and texts need to know of a kind of owner; the rest is its row in props/owners.def. */
#ifndef MMFUZZ_OP_OWNER_H
#define MMFUZZ_OP_OWNER_H

#include "op/op.h"

/* A row at the end of its subject's file. */
struct op_owner {
	enum object_kind kind;
	enum op_code give_back; /* gives the newest back */
	enum op_code unpin; /* takes a pin off the newest that has one; OP_FREE: it cannot be pinned */
	const char *obstacle; /* why a page of it is in the way of a contiguous allocation; NULL: it does not */
	bool has_class; /* its pages were allocated with a class of gfp flags that means something */
	const char *mark; /* a letter for its pages in pictures; NULL: it has none */
	const char *text; /* what they are, for the legend */
};

/* Of several rows; the same text is printed once for all of them. */
#define OBSTACLE_CONTIG "part of another contiguous allocation"

/* Every kind but OBJECT_NONE has one. */
const struct op_owner *op_owner(enum object_kind kind);

#endif
