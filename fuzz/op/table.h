/* SPDX-License-Identifier: GPL-2.0 */
/* table.h - the subjects: each file of operations ends with its table; table.c puts them together. */
#ifndef MMFUZZ_OP_TABLE_H
#define MMFUZZ_OP_TABLE_H

#include "op/op.h"

struct op_subject {
	const struct op_action *action;
	unsigned int actions;
};

#define OP_SUBJECT(table) {(table), sizeof(table) / sizeof((table)[0])}

extern const struct op_subject op_pages, op_movable, op_cma, op_dma, op_contig, op_system, op_pool, op_expect;

#endif
