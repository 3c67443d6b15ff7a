// SPDX-License-Identifier: GPL-2.0
/* owner.c - the kinds of owners, see owner.h. */
#include "op/owner.h"

static const char contiguous[] = "part of another contiguous allocation";

const struct op_owner op_owners[] = {
	{OBJECT_ISOLATION, OP_UNISOLATE, NULL, false},
	{OBJECT_CMA, OP_CMA_RELEASE, contiguous, false},
	{OBJECT_CONTIG, OP_CONTIG_FREE, contiguous, false},
	{OBJECT_MOVABLE, OP_FREE_MOVABLE, NULL, false},
	{OBJECT_PAGES, OP_FREE, "allocated by somebody who cannot move it", true},
};
const unsigned int op_owner_count = sizeof(op_owners) / sizeof(op_owners[0]);

const struct op_owner *op_owner(enum object_kind kind)
{
	unsigned int i;

	for (i = 0; i < op_owner_count; i++)
		if (op_owners[i].kind == kind)
			return &op_owners[i];
	return NULL;
}
