/* SPDX-License-Identifier: GPL-2.0 */
/*
 * props.h - the registry of invariants and how they are run.
 *
 * A checker looks at the view and the model, writes neither, and reports through check_fail().  Ids and statements are
 * those of the project's list of invariants and never change their meaning; a new one is one new entry in the table of
 * an inv_*.c.
 */
#ifndef MMFUZZ_PROPS_H
#define MMFUZZ_PROPS_H

#include "props/model.h"

enum cost {
	COST_OP = 1 << 0, /* o: O(what the operation touched), after every operation */
	COST_WALK = 1 << 1, /* w: over the machine, every k operations */
	COST_END = 1 << 2, /* e: at the end, after everything was given back and drained */
	COST_BOOT = 1 << 3, /* once, right after a machine has come up */
};

/* What the interpreter did last, in the terms of the checks. */
enum op_kind {
	OP_KIND_NONE,
	OP_KIND_ALLOC, /* core_alloc */
	OP_KIND_FREE, /* core_free of one block, or of one page of a split block */
	OP_KIND_CMA_ALLOC,
	OP_KIND_CMA_RELEASE,
	OP_KIND_CONTIG_ALLOC,
	OP_KIND_CONTIG_FREE,
	OP_KIND_ISOLATE,
	OP_KIND_UNISOLATE,
	OP_KIND_OWN, /* pages for an owner that the allocator knows: a file, a process */
	OP_KIND_PIN, /* a page that is to stay where it is for long */
	OP_KIND_OFFLINE, /* a page is taken out of use, what it holds may go to any zone */
	OP_KIND_OTHER, /* drain, cpu, min_free, compact, split, ...: owns and frees nothing */
	OP_KINDS,
};

struct op_record {
	enum op_kind kind;
	bool ok; /* the kernel call succeeded */
	bool misuse; /* given wrongly on purpose: must be refused without effect */
	bool injected; /* something was made to go wrong within it */
	bool searched; /* the kernel chose the range, in pageblocks of any type that it may take */
	bool others; /* other areas were asked before `area` */
	int err;
	unsigned int gfp, order, area, align;
	unsigned long pfn, count; /* range asked for, or got */
	unsigned int slot; /* model slot made by the operation, or MODEL_NONE */
};

struct reservations;

struct check {
	const struct model *model;
	const struct op_record *op;
	const struct core_view *view; /* NULL in o-class runs */
	/* What props.c adds (state.h, walk.h), read once for all checkers. */
	const struct core_build *build;
	const struct core_machine *machine;
	const struct before *before; /* remembered from before the operation */
	const struct boot *boot; /* remembered from right after boot */
	const struct walk *walk; /* sums of the one pass over all pages; NULL in o-class runs */
	const struct core_move *move; /* pages that migrated during the operation */
	unsigned int moves;
	const unsigned int *word; /* of the pages of a successful allocation or release, as core_view_page() has them */
	unsigned long words; /* how many; only those inside the machine */
	const struct core_view_area *area; /* of a CMA operation; NULL if it has none (a failed activation) */
	const struct reservations *reservations; /* what was asked for (reservations.h), or NULL; in boot runs alone */
	unsigned int types; /* bit per core_type among the pageblocks of what a successful OP_KIND_ALLOC returned */
};

/* After which operations an o-class predicate has something to say: a bit per enum op_kind, or this one. */
enum {
	AFTER_MOVES = 1 << OP_KINDS, /* whatever the operation, if pages migrated */
	AFTER_ANY = AFTER_MOVES - 1,
};

struct invariant {
	const char *id;
	const char *details; /* words: with each of them behind a colon the id is a signature, and each has a proof */
	unsigned int cost; /* enum cost, or of several */
	const char *statement; /* one line */
	/* NULL where the invariant has nothing to do in that class, or is enforced elsewhere. */
	void (*op)(struct check *c); /* o-class: after an operation */
	unsigned int after; /* which operations that is */
	void (*result)(struct check *c); /* likewise, of what it returned alone, while other CPUs go on */
	void (*walk)(struct check *c); /* w-class */
	void (*end)(struct check *c); /* e-class */
	void (*boot)(struct check *c); /* what only booting can break: right after it, with a view */
};

struct invariant_table {
	const struct invariant *row;
	unsigned int rows;
};

/* The ith invariant, in the order in which they are checked; NULL behind the last. */
const struct invariant *props_invariant(unsigned int i);

/* Whether the invariant of that id says that it has this detail. */
bool props_declared(const char *id, const char *detail);

/*
 * A violation.  The signature is "id:detail", the detail one of the invariant's own words, the text a line for
 * people.  Implemented by whoever runs the checks (fuzz/finding); it returns, and the run goes on.
 */
void check_fail(const char *id, const char *detail, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Likewise, of a page. */
void check_fail_page(unsigned long pfn, const char *id, const char *detail, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * Remembers what the later checks compare with: called after core_reset() and model_reset(), before the first
 * operation. Machines must not change after their first.
 */
void props_program_begin(const struct model *model);
/*
 * Called before every operation, so that o-class checks can compare before with after.  kind is what the operation will
 * be, if it does anything.
 */
void props_op_begin(const struct model *model, enum op_kind kind);
/*
 * Runs all checkers of the classes in `cost`, o-class first; takes the view once if any of them needs it.  op may be
 * NULL if no operation ran.  Broken lists (B5) silence the other w- and e-class checks, whose figures would mean
 * nothing.
 */
void props_run(const struct model *model, const struct op_record *op, unsigned int cost);
/* What an operation returned, alone: where others run beside it, before and after say nothing of it. */
void props_run_result(const struct model *model, const struct op_record *op);
/* After a boot of the described machine: X. reservations is what it asked for, NULL if nobody knows. */
void props_run_boot(const struct model *model, const struct reservations *reservations);
/* As props_run(), on a view that the caller has, perhaps altered: for the tests that prove the checkers. */
void props_run_view(const struct model *model, const struct op_record *op, unsigned int cost,
		    const struct core_view *view);
void props_run_boot_view(const struct model *model, const struct reservations *reservations,
			 const struct core_view *view);

/* The nth page that is RAM and is not in the zones' figures (inv_boot.c), or CORE_NO_PFN. */
unsigned long props_late_page(unsigned int n);

#endif
