/* SPDX-License-Identifier: GPL-2.0 */
/*
 * model.h - the reference model: who owns which page, after what the operations returned.
 *
 * The interpreter (fuzz/run/run.c) keeps it in step; the checks (props/) hold the kernel's state against it.  It knows
 * nothing of how the kernel works inside.  Arrays are indexed by pfn - start_pfn.
 */
#ifndef MMFUZZ_MODEL_H
#define MMFUZZ_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "mmcore/core.h"

#define OWNER(kind, ...) kind,
enum object_kind {
	OBJECT_NONE,
#include "props/owners.def"
	OBJECT_KINDS,
};
#undef OWNER

/* What the model and the checks need to know of a kind; what operations need besides is struct op_owner. */
struct owner {
	const char *symbol; /* of enum object_kind */
	const char *name; /* in texts for people */
	bool owns; /* its pages are its own; else it is a claim on a range, whose pages stay whose they are */
	bool moves; /* the kernel may migrate its pages, one by one */
	bool leaves; /* the kernel may take its pages away */
	bool sole; /* what its pages hold is nowhere else: they go when the owner gives them up */
	bool weak; /* whoever gets such a page next has it */
	bool blank; /* its pages hold nothing, and may be unreadable */
	bool driver; /* a driver has its pages, with movable_operations */
};
extern const struct owner owners[OBJECT_KINDS];

struct object {
	enum object_kind kind;
	unsigned int serial; /* order of birth within the program; seeds the stamps */
	unsigned int place; /* of the first page within what was allocated at once: a cut keeps the stamps */
	unsigned long pfn;
	unsigned long count; /* pages */
	unsigned int order, gfp, area;
	unsigned int device; /* OBJECT_CMA: whose buffer it is (core.h) */
	unsigned int file; /* OBJECT_CACHE */
	unsigned long index; /* its page of it; OBJECT_ANON, OBJECT_SWAPPED: place in the processes that have it */
	unsigned long slot; /* OBJECT_SWAPPED: of the swap file */
	bool dirty; /* has what the file on the device does not have yet */
	unsigned int
		pins; /* how often something keeps it from migrating: its driver refuses, or somebody has a reference */
	unsigned int longterm; /* OBJECT_ANON: of the pins, those of pin_user_pages() */
	bool pcp_off; /* OBJECT_ISOLATION: per-CPU lists of the zone are disabled with it */
	bool mlocked; /* OBJECT_ANON: a process that had locked its memory had it mapped */
	unsigned int needed; /* likewise: a bit for each process that has not said since it wrote that it may be lost */
	bool zeroed; /* allocated with __GFP_ZERO and not yet stamped */
};

enum {
	MODEL_OBJECTS = 1 << 17, /* who adds one sees to it that a slot is left: model->unuseds */
};

#define MODEL_NONE 0xffffffffu /* a slot; all bits set, which the walk compares many of at once */

struct model {
	unsigned int machine;
	unsigned long start_pfn, end_pfn;
	unsigned int serial;
	/* Live objects of each kind, oldest first: indexes into object[]. */
	uint32_t live[OBJECT_KINDS][MODEL_OBJECTS];
	unsigned int live_count[OBJECT_KINDS];
	struct object object[MODEL_OBJECTS];
	uint32_t unused[MODEL_OBJECTS]; /* stack of free slots of object[] */
	unsigned int unuseds;
	unsigned long pages; /* that the arrays have room for */
	uint32_t *owner; /* per page: slot in object[], or MODEL_NONE */
	uint8_t *isolated; /* per pageblock: 1 while a held isolation covers it */
	/* What the last model_add() met, for the checks after the operation; CORE_NO_PFN if all was well. */
	unsigned long taken; /* first page that somebody owned already, or that lies outside the machine (B11, C4) */
	unsigned long dirty; /* first page of a __GFP_ZERO block that was not zero (B12) */
};

/*
 * Forgets everything and takes on machine m (already reset).  A model must be all zero before its first reset.  Its
 * arrays are allocated once, for the largest machine.
 */
void model_reset(struct model *model, unsigned int machine);
/*
 * A new object that owns [pfn, pfn + count); checks that it is zero if it says so, and stamps its pages.  Serial and
 * place are set here.  Returns its slot, or MODEL_NONE if there are MODEL_OBJECTS of them already.
 */
unsigned int model_add(struct model *model, const struct object *object);
void model_remove(struct model *model, unsigned int slot);
/*
 * Takes count pages at pfn out of an object of many pages: it shrinks, splits in two, or ends.  Its own slot keeps the
 * front, or what is left.
 */
void model_cut(struct model *model, unsigned int slot, unsigned long pfn, unsigned long count);
/* The kernel moved a page of an owner that moves. Returns false if `from` is not one or `to` is owned (a B3 finding).
 */
bool model_move(struct model *model, unsigned long from, unsigned long to);
/*
 * The kernel took a page away from an owner whose pages may leave.  Returns false if it was none.  Where references are
 * left, it is an OBJECT_LEFT until they are gone, which model_sweep() finds out.
 */
bool model_leave(struct model *model, unsigned long pfn);
/* Likewise of a page that came and went within an operation. */
void model_leave_unseen(struct model *model, unsigned long pfn);
void model_sweep(struct model *model);
/*
 * A page of processes left memory for a slot of swap, or came back from one.  Returns false if there is no such page,
 * or if the slot, or the page that it came to, is another's.
 */
bool model_swap_out(struct model *model, unsigned long pfn, unsigned long slot);
bool model_swap_in(struct model *model, unsigned long slot, unsigned long pfn);
/* The object that is in a slot of swap, or MODEL_NONE. */
unsigned int model_swapped(const struct model *model, unsigned long slot);
/* The nth live object of a kind counted from the newest, n modulo their number; MODEL_NONE if there is none. */
unsigned int model_pick(const struct model *model, enum object_kind kind, unsigned int n);

/*
 * Whether its parts agree, for assert(): each slot is unused or once among the live ones of its kind, and each page's
 * owner is a live object that owns pages and has this one.
 */
bool model_is_consistent(const struct model *model);
/* Whether the slot has an object. */
bool model_is_live(const struct model *model, unsigned int slot);

/* Whether the page's bytes are zero: first, last and some between. */
bool model_is_zero(unsigned long pfn);
/* Index of the page's pageblock in model->isolated[]. */
unsigned long model_block(const struct model *model, unsigned long pfn);
/* Slot of the page's owner, or MODEL_NONE; also for pages outside the machine. */
unsigned int model_owner(const struct model *model, unsigned long pfn);

/*
 * Whether the page, which has that word, is the rest of a folio of which somebody has other pages: a process gave it
 * up, and the folio is whole until the kernel splits it.
 */
bool of_owned_folio(const struct model *model, unsigned long pfn, unsigned int word);

/* Stamps: the first and the last 8 bytes of every owned page, from the owner's serial and the page's place in it. */
void model_stamp(const struct model *model, unsigned int slot);
/* Whether another page has the stamp of the one that the object is. */
bool model_has_stamp(const struct model *model, unsigned int slot, unsigned long pfn);
/* First page of the object whose stamp is wrong, or CORE_NO_PFN. */
unsigned long model_check_stamp(const struct model *model, unsigned int slot);

#endif
