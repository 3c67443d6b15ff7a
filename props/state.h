/* SPDX-License-Identifier: GPL-2.0 */
/*
 * state.h - what the checks remember, and small questions that several of them ask.
 *
 * Two memories: `before` is the state in front of the operation (cheap parts always, the arrays of the view only if a
 * walk was done right then), `boot` that of the machine right after its first boot.
 */
#ifndef MMFUZZ_STATE_H
#define MMFUZZ_STATE_H

#include "props/props.h"

struct before {
	/* Bitmap of each area, in front of an operation on CMA. */
	unsigned long *bitmap[CORE_MAX_AREAS];
	unsigned long bits[CORE_MAX_AREAS];
	struct core_cma_events events; /* likewise */
	/* As the last walk saw them; `fresh` if no operation ran between that and this one. */
	bool fresh;
	uint8_t *list, *block;
	/* Per pageblock: an allocation made it HIGHATOMIC since the program began. */
	uint8_t *atomic;
	/* An isolation overwrote the type of such a block: nr_reserved_highatomic no longer matches (M5). */
	bool atomic_lost[CORE_MAX_ZONES];
};

struct boot_zone {
	unsigned long free, free_cma; /* pages in the buddy system and on per-CPU lists; those of CMA pageblocks */
	unsigned long managed, present, nr_isolate_pageblock;
	int contiguous;
};

struct boot {
	bool known;
	unsigned int zones;
	struct boot_zone zone[CORE_MAX_ZONES];
	unsigned long totalram, totalcma;
	uint8_t *held; /* per page: 1 if the kernel took it from the buddy system while booting; NULL if none */
};

enum {
	NO_ZONE = CORE_MAX_ZONES,
};

/* Zone whose span holds the page, or NO_ZONE. */
unsigned int zone_of(const struct core_machine *machine, unsigned long pfn);
bool is_held(const struct check *c, unsigned long pfn);
bool is_movable_zone(const struct core_zone *zone);
/* Area that holds the page, or CORE_MAX_AREAS. */
unsigned int area_of(const struct core_machine *machine, unsigned long pfn);
/* The live isolation that keeps the zone's per-CPU lists disabled, or NULL. */
const struct object *pcp_off(const struct check *c, unsigned int zone);
/* Types that may merge with one another. */
bool is_mergeable(unsigned int type);
/* Whether a block larger than a pageblock is in use in the range or around it, so that it crosses what is isolated. */
bool has_straddler(const struct check *c, unsigned long pfn, unsigned long count);
/* Whether every page of the window is free or on a per-CPU list, and isolation can get at it. */
bool window_free(const struct check *c, unsigned long start, unsigned long count);
unsigned long round_down(unsigned long pfn, unsigned int order);
unsigned long round_up(unsigned long pfn, unsigned int order);
bool test_bit(const unsigned long *bitmap, unsigned long bit);
void set_bit(unsigned long *bitmap, unsigned long bit);
unsigned long bitmap_words(unsigned long bits);
/* Pages on the zone's per-CPU lists. */
unsigned long pcp_pages(const struct core_view_zone *z);

/* Called by props.c alone. */
void state_program_begin(const struct model *model);
void state_op_begin(const struct model *model, enum op_kind kind);
void state_op_end(const struct check *c);
void state_walk_end(const struct check *c);
const struct before *state_before(void);
/* Room for a word a page of the largest machine. */
unsigned int *state_words(void);
const struct boot *state_boot(unsigned int machine);

#endif
