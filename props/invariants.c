// SPDX-License-Identifier: GPL-2.0
/*
 * invariants.c - all tables of invariants, in the order in which they are checked.
 *
 * An id never changes its meaning.  A new invariant is one entry at the end of one of the inv_*.c files, with its
 * predicates there.
 */
#include <string.h>

#include "props/inv.h"

/* Enforced elsewhere; they are listed here so that every id of a finding has its statement. */
static const struct invariant elsewhere[] = {
	/* K1 to K4: where they happen; fuzz/host/host.c makes findings of what the kernel side reports. */
	{"K1", "", O, "locks, interrupts and preemption are as they were when an operation returns", .op = NULL},
	{"K2", "", O, "nothing that may sleep is called in atomic context", .op = NULL},
	{"K3", "", O, "locks are taken in one order (builds with CONFIG_LOCKDEP)", .op = NULL},
	{"K4", "", O, "no BUG, WARN, bad page, panic or sanitizer report", .op = NULL},
	/* T1, T2: whoever replays compares the digests of two runs, or of two builds. */
	{"T1", "", E, "the same input gives the same trace in every engine, process and run", .end = NULL},
	{"T2", "", E, "the same trace with CONFIG_DEBUG_VM on and off", .end = NULL},
};
static const struct invariant_table inv_elsewhere = TABLE(elsewhere);

static const struct invariant_table *const tables[] = {&inv_buddy, &inv_alloc, &inv_types,    &inv_cma,
						       &inv_range, &inv_boot,  &inv_elsewhere};

/* Whether a word is one of a list of words. */
static bool listed(const char *words, const char *word)
{
	size_t length = strlen(word);
	const char *at;

	for (at = words; (at = strstr(at, word)); at += length)
		if ((at == words || at[-1] == ' ') && (!at[length] || at[length] == ' '))
			return true;
	return false;
}

bool props_declared(const char *id, const char *detail)
{
	const struct invariant *row;
	unsigned int i;

	for (i = 0; (row = props_invariant(i)); i++)
		if (!strcmp(row->id, id))
			return listed(row->details, detail);
	return false;
}

const struct invariant *props_invariant(unsigned int i)
{
	unsigned int t;

	for (t = 0; t < sizeof(tables) / sizeof(tables[0]); i -= tables[t++]->rows)
		if (i < tables[t]->rows)
			return &tables[t]->row[i];
	return NULL;
}
