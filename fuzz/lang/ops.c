// SPDX-License-Identifier: GPL-2.0
/* ops.c - the table of operations: how each is written, see ops.h.  What each does is fuzz/op. */
#include <string.h>

#include "lang/exact.h"
#include "lang/expect.h"
#include "lang/ops.h"

#define OP(code, ...) [OP_##code] = {__VA_ARGS__},
const struct op_info ops[OP_COUNT] = {
#include "lang/ops.def"
};
#undef OP

_Static_assert(OP_COUNT <= PROGRAM_SLOTS, "an opcode byte has no more slots");

int op_code(const char *name)
{
	unsigned int i;

	for (i = 0; i < OP_COUNT; i++)
		if (!strcmp(name, ops[i].name))
			return i;
	return -1;
}

bool op_preempts(unsigned int code)
{
	return code == OP_PREEMPT || code == OP_PREEMPT_ACCESS;
}
