/* SPDX-License-Identifier: GPL-2.0 */
/* common.h - what operations of several subjects share. */
#ifndef MMFUZZ_OP_COMMON_H
#define MMFUZZ_OP_COMMON_H

#include "op/op.h"
#include "op/ranges.h"

/*
 * A number of the program, of those from `least` on of which the machine has `limit`: what is left of a division.  In a
 * scenario it must be one of these, or the operation is refused.
 */
unsigned long reduced(struct run *r, const char *name, unsigned long number, unsigned long least, unsigned long limit);
/* Refuses a scenario's operation. */
__attribute__((format(printf, 2, 3))) void refuse_number(struct run *r, const char *format, ...);

/* Reasons for r->skip that several have. */
extern const char nothing_live[], would_sleep[], a_folio[], refuses[], is_referenced[];

/* The object that r->call is about. */
struct object *called(const struct run *r);
/* Makes the nth object of a kind that; NULL after setting r->skip. */
const struct object *pick(struct run *r, enum object_kind kind, unsigned int n);
/* Likewise, to give it back or a part of it: its range, and that its stamps are to be checked. */
const struct object *pick_to_free(struct run *r, enum object_kind kind, unsigned int n);
/* Makes it a page that the object in a slot owns alone. */
void call_page(struct run *r, unsigned int slot);
/* The nth object of a kind or, from there on to older ones, the first that is pinned. */
void pick_pinned(struct run *r, enum object_kind kind, unsigned int n);
/* Whether the model has slots for so many more objects; else the operation is skipped before it allocates anything. */
bool has_room(struct run *r, unsigned long objects);
/* Of what is drained: a CPU, or CORE_MAX_CPUS for all. */
void prepare_drained(struct run *r, const uint8_t *arg);
/* The class or, from there on, the first of those who may sleep, and so get into reclaim and compaction. */
void call_sleeper(struct run *r, unsigned int class);
bool pick_area(struct run *r, unsigned int n);
/* Pages that hold so many bytes. */
unsigned long pages_of(const struct run *r, unsigned long long bytes);
/* Quarters of a pageblock, less some pages. */
unsigned long block_pages(struct run *r, unsigned int quarters, unsigned int less);
/* Narrows the call to a part of the object: from `start` on, `length` pages, both modulo what there is. */
void call_part(struct run *r, unsigned int start, unsigned int length);
/* At most one page more than the area has: larger counts fail in the same way.  A scenario's are what they are. */
unsigned long reduce_count(struct run *r, unsigned int area, unsigned long count);

/* A statement "expect": where it does not hold of the run, that is a finding. */
void expect_check(const struct run *r, const char *text);

/*
 * Pages that migrated during the operation have new places in the model, those that were given up have no owner; what
 * could not, or had been written to, is a finding (B3, R3).
 */
void follow_moves(struct model *model);

/* An object of the pages that the call gave, if it gave any. */
void add_object(struct run *r, struct object object);
/* The object is gone, if the call succeeded; of a part, that. */
void apply_free(struct run *r);
void apply_free_part(struct run *r);
/* A block has become single pages; somebody has written to it. */
void split_object(struct model *model, unsigned int slot);
void write_object(struct model *model, unsigned int slot);
/* A reference to the folio that the call is about keeps it where it is, or does so no more. */
void act_hold(struct run *r);
void apply_hold(struct run *r);
void act_let_go(struct run *r);
void apply_let_go(struct run *r);
/* The nth process that lives, its pages from one on and how many (op/process.c); false if there is none. */
bool call_process_pages(struct run *r, const uint8_t *arg);
/*
 * An access to a page of a process: false after setting r->skip where the model has no room for so many objects.  It is
 * to an object, if there is one; and the process begins with it, if it did not live before.
 */
bool call_access(struct run *r, unsigned int process, unsigned long page, bool write, unsigned long objects);
void call_accessed(struct run *r, unsigned int slot);
void begin_process(struct run *r);
/* What was written to the pages need not be kept any more. */
void clean_range(struct model *model, unsigned long pfn, unsigned long count);
/*
 * Of a file that was truncated from a page on: a folio that could not be split is still there, and zero from there on
 * (B12).
 */
void follow_truncation(struct model *model, unsigned int file, unsigned long index);
/* Blocks of pages, with the movable driver or without. */
void apply_pages(struct run *r, enum object_kind kind);

#endif
