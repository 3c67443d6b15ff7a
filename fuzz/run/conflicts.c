// SPDX-License-Identifier: GPL-2.0
/*
 * conflicts.c - which accesses are in conflict, see conflicts.h.
 *
 * A preemption in front of an access that no other CPU's can tell from none there has the same outcome as one at the
 * next access that one can: so these alone are worth one.  Nor can one that wants a lock which is held there.
 */
#include <stdlib.h>

#include "run/conflicts.h"

enum {
	NOTES = 1 << 19,
	WORD = 8, /* bytes */
	WORDS = 64, /* of one access that are looked at */
	KINDS = 256, /* of accesses to one word, by CPU, write and locks; more are ignored */
};

static struct note {
	struct run_conflict place;
	unsigned long word;
	unsigned int nth; /* in the order of accesses */
	unsigned long locks;
	bool write, conflicts;
} *note;
static unsigned int notes, accesses;

void conflicts_begin(void)
{
	if (!note)
		note = calloc(NOTES, sizeof(*note));
	notes = accesses = 0;
}

void conflicts_note(const struct run_conflict *place, const struct core_access *access)
{
	unsigned long first = access->address / WORD, last = (access->address + access->bytes - 1) / WORD, word;

	for (word = first; note && word <= last && word < first + WORDS && notes < NOTES; word++)
		note[notes++] = (struct note){*place, word, accesses, access->locks, access->write, false};
	accesses++;
}

static int by_word(const void *a, const void *b)
{
	const struct note *x = a, *y = b;

	return x->word < y->word ? -1 : x->word > y->word ? 1 : (x->nth > y->nth) - (x->nth < y->nth);
}

static int by_order(const void *a, const void *b)
{
	const struct note *x = a, *y = b;

	return (x->nth > y->nth) - (x->nth < y->nth);
}

static bool are_alike(const struct note *a, const struct note *b)
{
	return a->place.cpu == b->place.cpu && a->write == b->write && a->locks == b->locks;
}

static bool conflict(const struct note *a, const struct note *b)
{
	return a->place.cpu != b->place.cpu && (a->write || b->write) && !(a->locks & b->locks);
}

/* All of one word, each against one of each kind. */
static void compare(struct note *first, const struct note *end)
{
	const struct note *kind[KINDS];
	unsigned int kinds = 0, i;
	struct note *n;

	for (n = first; n < end; n++) {
		for (i = 0; i < kinds && !are_alike(kind[i], n); i++)
			;
		if (i == kinds && kinds < KINDS)
			kind[kinds++] = n;
	}
	for (n = first; n < end; n++)
		for (i = 0; i < kinds && !n->conflicts; i++)
			n->conflicts = conflict(n, kind[i]);
}

static void compare_all(void)
{
	struct note *first = note, *n;

	for (n = note; n < note + notes; n++) {
		if (n->word != first->word) {
			compare(first, n);
			first = n;
		}
	}
	compare(first, note + notes);
}

void conflicts_end(struct run_conflicts *conflicts)
{
	struct note *n;
	unsigned int last = -1u;

	conflicts->count = 0;
	if (!notes)
		return;
	qsort(note, notes, sizeof(*note), by_word);
	compare_all();
	qsort(note, notes, sizeof(*note), by_order);
	for (n = note; n < note + notes && conflicts->count < RUN_CONFLICTS; n++) {
		if (!n->conflicts || n->nth == last)
			continue;
		conflicts->conflict[conflicts->count++] = n->place;
		last = n->nth;
	}
}
