/* SPDX-License-Identifier: GPL-2.0 */
/*
 * walk.h - the one pass over all pages that the w-class checks share.
 *
 * It sums up what the equations need and notes what is odd about single pages: which oddity, and the first page that
 * shows it.  The predicates report what belongs to their id.  So the pages are read once, however many checks there
 * are.
 */
#ifndef MMFUZZ_WALK_H
#define MMFUZZ_WALK_H

#include "props/state.h"

/* Their ids, details and texts are in walk.c. */
enum odd {
	ODD_FREE_ZONE,
	ODD_FREE_ORDER,
	ODD_FREE_ALIGN,
	ODD_FREE_IN_FREE,
	ODD_FREE_OWNED,
	ODD_FREE_PCP,
	ODD_FREE_ISOLATED,
	ODD_PCP_OWNED,
	ODD_MARK_NO_LIST,
	ODD_LIST_NO_MARK,
	ODD_MARK_ORDER,
	ODD_HEAD_REF,
	ODD_HEAD_FLAGS,
	ODD_TAIL_REF,
	ODD_TAIL_COMPOUND,
	ODD_TAIL_FLAGS,
	ODD_UNMERGED,
	ODD_LOST,
	ODD_OWNED_RESERVED,
	ODD_LIST_TYPE,
	ODD_BLOCK_TYPES,
	ODD_ISOLATE_LIST,
	ODD_ISOLATED_BLOCK,
	ODD_FOREIGN_ISOLATION,
	ODD_MERGED_TYPES,
	ODD_REPORTED,
	ODD_TABLE_IN_AREA,
	ODD_AREA_LOST,
	ODD_PAGE_ISOLATED,
	ODD_COUNT,
};

struct walk_zone {
	/* Pages of each state; a page is in exactly one, or odd. */
	unsigned long free, pcp, guard, owned, held, lost, reserved;
	unsigned long whole; /* free pages in blocks of a pageblock or more, without the ISOLATE lists */
	unsigned long lru; /* folios that say that they are on the LRU */
	unsigned long pcp_cma; /* pages on per-CPU lists whose pageblock is CMA */
	bool foreign; /* some page in the span says that it belongs to another zone, or may say so (guard pages) */
	unsigned int isolate_blocks, highatomic_blocks; /* pageblocks of that type */
};

struct walk {
	struct walk_zone zone[CORE_MAX_ZONES];
	long tables; /* pages with page tables */
	unsigned long odd; /* bit per enum odd */
	unsigned long pfn[ODD_COUNT]; /* the first page of each */
};

/* Needs c->view, c->model, c->before and c->boot.  held may collect the unaccounted pages of a boot, or is NULL. */
void walk_pages(const struct check *c, struct walk *walk, uint8_t *held);
/* Reports the oddities of that id. */
void walk_report(struct check *c, const char *id);

#endif
