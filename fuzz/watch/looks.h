/* SPDX-License-Identifier: GPL-2.0 */
/*
 * looks.h - the state of a page as a picture shows it: which look it has, and in words.
 *
 * A key is all that is known of a page at one moment.  Pages with the same key look the same and have the same words,
 * so a picture numbers the keys that it meets and writes each once.
 */
#ifndef MMFUZZ_LOOKS_H
#define MMFUZZ_LOOKS_H

#include <stdint.h>
#include <stdio.h>

#include "run/run.h"

/* Looks, in the order of the legend. */
enum look {
	LOOK_FREE, /* and those of the other types of lists behind it */
	LOOK_PCP = LOOK_FREE + CORE_TYPES,
	LOOK_OWNER, /* plus a kind of owner: allocated by that; itself it is none */
	LOOK_PINNED = LOOK_OWNER + OBJECT_KINDS,
	LOOK_GUARD,
	LOOK_RESERVED,
	LOOK_KERNEL,
	LOOK_LOST,
	LOOK_HOLE,
	LOOKS,
};

struct look_info {
	const char *name; /* of its class in the page's style; an owner's has class "owner", too */
	const char *mark; /* text in the cell of a page; where a free block begins, its order is there instead */
	const char *text; /* for the legend */
};
bool look_is_owner(enum look look);
/* Valid until the next call; the mark is "" for none. */
const struct look_info *look_info(enum look look);

/* No padding: keys are compared byte for byte. */
struct page_key {
	uint32_t word; /* enum core_page_bits, without the zone */
	uint32_t owner; /* serial of the object + 1; 0: none */
	uint8_t kind; /* enum object_kind of the owner */
	uint8_t list; /* enum core_on_list */
	uint8_t cover; /* of the free block that the page is in: as list; 0: none */
	uint8_t pinned;
	uint8_t used; /* its bit in the area's bitmap is set */
	uint8_t folio; /* enum core_folio_bits, of a page of a file */
	uint8_t spare[2];
};

/* The object that a page is of, or NULL. */
const struct object *looks_owner(const struct model *m, unsigned long pfn);
/* The keys of all pages of a view. */
void looks_read(struct page_key *keys, const struct model *m, const struct core_view *v);
enum look look_of(const struct page_key *key);
/* The order of the block that begins at the page, -1 if none does. */
int look_order(const struct page_key *key);
/* The state in words; owner is the object, NULL for none. */
void look_words(FILE *f, const struct page_key *key, const struct object *owner);

#endif
