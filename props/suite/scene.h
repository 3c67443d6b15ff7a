/* SPDX-License-Identifier: GPL-2.0 */
/*
 * scene.h - a machine in a known state, operations on it one by one, and what the checks say about it.
 *
 * A test begins a scene, does a few operations, breaks something or alters a record, and asks for the findings.
 * Local state only: each scene starts from a reset.
 */
#ifndef MMFUZZ_SCENE_H
#define MMFUZZ_SCENE_H

#include <setjmp.h>

#include "props/walk.h"

struct scene {
	struct model *model;
	const struct core_machine *machine;
	const struct core_build *build;
};

extern struct scene scene;

/* Installs the handlers; once in each test process. */
void scene_start(void);
/* A fresh machine of that name, or the first one for NULL. */
void scene_begin(const char *machine);
/* Whether a free block can be larger than a pageblock in this geometry. */
bool has_big_blocks(void);
/* Index of the class of that name. */
unsigned int class_of(const char *name);

/*
 * Operations.  They check nothing; each returns its record, to be given to the checks, also altered.
 */
struct op_record scene_alloc(const char *class, unsigned int order);
struct op_record scene_movable(void);
struct op_record scene_free(unsigned int slot);
struct op_record scene_cma_alloc(unsigned int area, unsigned long count, unsigned int align);
struct op_record scene_cma_release(unsigned int slot);
struct op_record scene_contig_alloc(unsigned long pfn, unsigned long count, enum core_type type);
/* A movable page, moved away by alloc_contig_range(); not every pageblock is free of what boot reserved. */
struct op_record scene_move_pages(void);
struct op_record scene_isolate(unsigned long pfn, unsigned long count, bool pcp_off);

/* Runs the checks and says whether a finding with that id, or with that whole signature, is among them. */
bool finds(const char *id, const struct op_record *op, unsigned int cost);
bool finds_view(const char *id, const struct op_record *op, unsigned int cost, const struct core_view *view);
/* A signature was seen where it was expected: a line of the file that MMFUZZ_PROVEN names, for ci/checks/proven. */
void proven(const char *signature);
/* This kernel has nothing in which it could be seen: a line with a minus. */
void unprovable(const char *signature);
/* The findings of the last run, for messages; "nothing" if there are none. */
const char *found(void);
/* A populated machine on which the checks find nothing. */
void fair_scene(const char *machine);
/* The test fails without that finding. */
void expect_finding(const char *id, const struct op_record *op, unsigned int cost);
void expect_in_view(const char *id, const struct core_view *view);
/* A record of an operation that gave nothing, for a test to fill in. */
struct op_record new_record(enum op_kind kind, bool ok);

/* A copy of the present view whose arrays may be altered. */
struct core_view *view_copy(void);
unsigned int *view_word(unsigned long pfn);
unsigned char *view_list(unsigned long pfn);
unsigned char *view_block(unsigned long pfn);

/* Pages to break. */
enum place {
	PLACE_FREE_HEAD, /* heads a free block of order 1 or more, below the maximum */
	PLACE_FREE_TAIL, /* the second page of such a block */
	PLACE_FREE_BLOCK, /* first page of a wholly free pageblock */
	PLACE_BIG_TAIL, /* first page of the last pageblock in a free block above a pageblock */
	PLACE_OWNED, /* an allocated page of order 0 */
	PLACE_AREA_FREE, /* a free page of an area */
	PLACE_AREA_OWNED, /* a page of an area, allocated with cma_alloc() */
	PLACE_ISOLATED, /* a free page of an isolated pageblock */
	PLACE_LAST_ZONE, /* any page of the highest zone that has one */
	PLACE_NONE,
};
unsigned long place_find(enum place place);
/* Something of everything: pages, an area's pages, movable pages, an isolation, filled per-CPU lists. */
void scene_populate(void);

#endif
