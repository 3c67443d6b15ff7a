/* SPDX-License-Identifier: GPL-2.0 */
/*
 * table.h - the subjects: each file of operations ends with its tables; table.c puts them together.
 *
 * A subject is what its operations do, and the owners of pages whose objects they make.
 */
#ifndef MMFUZZ_OP_TABLE_H
#define MMFUZZ_OP_TABLE_H

#include "op/op.h"
#include "op/owner.h"

#define OP_SUBJECTS(ROW)  \
	ROW(op_pages)     \
	ROW(op_movable)   \
	ROW(op_cache)     \
	ROW(op_process)   \
	ROW(op_mapped)    \
	ROW(op_swap)      \
	ROW(op_reporting) \
	ROW(op_poison)    \
	ROW(op_cma)       \
	ROW(op_dma)       \
	ROW(op_contig)    \
	ROW(op_system)    \
	ROW(op_parallel)  \
	ROW(op_pool)      \
	ROW(op_expect)

struct op_subject {
	const struct op_action *action;
	unsigned int actions;
	const struct op_owner *owner;
	unsigned int owners;
};

#define OP_ROWS(table) (table), sizeof(table) / sizeof((table)[0])
#define OP_SUBJECT(actions) {OP_ROWS(actions), NULL, 0}
#define OP_SUBJECT_OWNERS(actions, owners) {OP_ROWS(actions), OP_ROWS(owners)}

#define OP_DECLARE(subject) extern const struct op_subject subject;
OP_SUBJECTS(OP_DECLARE)
#undef OP_DECLARE

#endif
