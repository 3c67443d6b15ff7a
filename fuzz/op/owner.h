/* SPDX-License-Identifier: GPL-2.0 */
/* owner.h - what operations and texts need to know of a kind of owner; the rest is its row in props/model.c. */
#ifndef MMFUZZ_OP_OWNER_H
#define MMFUZZ_OP_OWNER_H

#include "op/op.h"

struct op_owner {
	enum object_kind kind;
	enum op_code give_back; /* gives the newest back */
	const char *obstacle; /* why a page of it is in the way of a contiguous allocation; NULL: it does not */
	bool has_class; /* its pages were allocated with a class of gfp flags that means something */
};

/* In the order in which a run gives everything back. */
extern const struct op_owner op_owners[];
extern const unsigned int op_owner_count;

const struct op_owner *op_owner(enum object_kind kind);

#endif
