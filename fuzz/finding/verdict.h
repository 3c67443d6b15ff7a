/* SPDX-License-Identifier: GPL-2.0 */
/*
 * verdict.h - what a run found: findings with stable signatures, and the list of those that are known.
 *
 * A signature has no address, pfn or line in it, so a thousand crashes become a short list:
 *	B6:buddy-list  warn:func  bug:func  bad_page:reason  asan:kind:func  ubsan:kind:file  segv:func  hang:func
 * The first unknown finding is the verdict and ends the program; known ones are counted and the program goes on, unless
 * the list says that they leave a state beyond repair: then it ends there, quietly.
 */
#ifndef MMFUZZ_VERDICT_H
#define MMFUZZ_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

enum {
	VERDICT_FINDINGS = 16, /* different ones in one run; more are dropped */
	VERDICT_SIGNATURE = 96,
	VERDICT_TEXT = 256,
	VERDICT_KNOWN = 512, /* lines in a list of known findings */
	VERDICT_AT_BOOT = -1,
	VERDICT_AT_END = -2,
};

struct finding {
	char signature[VERDICT_SIGNATURE];
	char text[VERDICT_TEXT];
	unsigned long pfn; /* of the page that an invariant found wrong, or CORE_NO_PFN */
	char op[24]; /* name of the operation */
	int at; /* index of the operation in the program, VERDICT_AT_BOOT or VERDICT_AT_END */
	const char *known; /* explanation from the list, or NULL */
};

struct verdict {
	int at; /* where the run is, as in struct finding */
	const char *op;
	unsigned int findings, unknown;
	bool over; /* an unknown finding, or a known one that ends the program */
	struct finding finding[VERDICT_FINDINGS];
};

/* The running program's; points at a static one unless verdict_use() gave another (in memory that a parent shares). */
extern struct verdict *verdict;
void verdict_use(struct verdict *other);

/* The first unknown finding, else the first known one, else NULL. */
const struct finding *verdict_first(const struct verdict *v);
/* The one that has ended the program by its list: the first unknown one, or a known one with "[end]"; or NULL. */
const struct finding *verdict_end(const struct verdict *v);
bool verdict_has(const struct verdict *v, const char *signature);

/* A run begins, of the machine of that name (which must live as long as it does). */
void verdict_begin(const char *machine);
/* Where the run is; findings carry it. */
void verdict_at(int at, const char *op);

enum verdict_kind {
	VERDICT_PLAIN,
	VERDICT_DYING, /* a sanitizer reports and ends the process itself */
};

__attribute__((format(printf, 3, 4))) void verdict_add(enum verdict_kind kind, const char *signature,
						       const char *format, ...);
/* What kind a signature is of: "invariant", "kernel report", "sanitizer", "hang" or "harness". */
const char *verdict_class(const char *signature);
/* The statement of the invariant that it is a violation of, or NULL: what the harness asserts and expects is none. */
const char *verdict_statement(const char *signature);
/* Builds "prefix:name" with whatever varies from run to run cut off the name. */
void verdict_signature(char signature[VERDICT_SIGNATURE], const char *prefix, const char *name);

/*
 * What the conditions of known findings are; before these are read.  False if there is none of that name, else whether
 * it holds for the finding; with NULL for that, only the name is looked up.
 */
void verdict_set_conditions(bool (*holds_of)(const char *name, const struct finding *f, bool *holds));

/*
 * In engines: an unknown finding calls `report` and aborts, so that the engine keeps the input.  NULL, as at first: it
 * is collected alone.
 */
void verdict_set_fatal(void (*report)(const struct finding *f));

/*
 * Reads a list of known findings, lines of "SIGNATURE[@MACHINE][ if CONDITION]<TAB>EXPLANATION": a pattern as of
 * fnmatch(), a machine where it counts there alone, a condition that must hold; the explanation begins with "[end]"
 * where the program is to end there.  With path NULL that of the environment (MMFUZZ_KNOWN), else those of the corpus
 * for the kernel which was built in and for drawn machines.  On failure returns false and leaves one line in error.
 */
bool verdict_load_known(const char *path, char *error, size_t size);
/* One more; both texts must live as long as findings are met. */
void verdict_know(const char *signature, const char *explanation);

#endif
