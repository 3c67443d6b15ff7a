/* SPDX-License-Identifier: GPL-2.0 */
/*
 * inv.h - the tables of invariants, one at the end of each inv_*.c, behind the predicates that only it names.
 */
#ifndef MMFUZZ_INV_H
#define MMFUZZ_INV_H

#include "props/walk.h"

#define TABLE(rows) {rows, sizeof(rows) / sizeof((rows)[0])}

/* In the column of classes. */
enum {
	O = COST_OP,
	W = COST_WALK,
	E = COST_END,
	B = COST_BOOT,
};

/* After which operations: see enum op_kind. */
enum {
	ALLOC = 1 << OP_KIND_ALLOC,
	OWN = 1 << OP_KIND_OWN,
	CMA_ALLOC = 1 << OP_KIND_CMA_ALLOC,
	CMA_RELEASE = 1 << OP_KIND_CMA_RELEASE,
	CMA = CMA_ALLOC | CMA_RELEASE,
	CONTIG_ALLOC = 1 << OP_KIND_CONTIG_ALLOC,
	CONTIG_FREE = 1 << OP_KIND_CONTIG_FREE,
	ISOLATE = 1 << OP_KIND_ISOLATE,
	UNISOLATE = 1 << OP_KIND_UNISOLATE,
	GIVE_BACK = 1 << OP_KIND_FREE | CMA_RELEASE | CONTIG_FREE,
};

extern const struct invariant_table inv_buddy, inv_alloc, inv_types, inv_cma, inv_range, inv_boot;

/* Whether the walk of a list broke off, so that no count of the view means anything. */
bool lists_broken(const struct core_view *view);
/* B5, of such a view. */
void report_broken_lists(struct check *c);

#endif
