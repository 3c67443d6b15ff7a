/* SPDX-License-Identifier: GPL-2.0 */
/* common.h - what operations of several subjects share, and their functions, for the table. */
#ifndef MMFUZZ_OP_COMMON_H
#define MMFUZZ_OP_COMMON_H

#include "op/op.h"
#include "op/ranges.h"

/* Reasons for r->skip that several have. */
extern const char nothing_live[], would_sleep[], a_folio[];

/* The object that an argument names, or NULL after setting r->skip. */
struct object *pick(struct run *r, enum object_kind kind, unsigned int n, unsigned int *slot);
/* Whether the model has slots for so many more objects; else the operation is skipped before it allocates anything. */
bool has_room(struct run *r, unsigned long objects);
bool pick_area(struct run *r, unsigned int n, unsigned int *area);
unsigned int reduce_order(const struct run *r, unsigned int order);
/* Quarters of a pageblock, less some pages. */
unsigned long block_pages(const struct run *r, unsigned int quarters, unsigned int less);
/* A part of an object: from `start` on, `length` pages, both modulo what there is. */
struct range part_of(const struct object *object, unsigned int start, unsigned int length);
/* What an allocation from an area gave, or that it gave nothing. */
void add_cma(struct run *r, struct object *object, unsigned long pfn);
/* One page more than the area has is the largest count that tells something. */
unsigned long reduce_count(const struct run *r, unsigned int area, unsigned long count);
void record_alloc(struct run *r, unsigned int class, unsigned int order);
void add_pages(struct run *r, enum object_kind kind, unsigned long pfn, unsigned int order, unsigned int class);
void free_pages(struct run *r, enum object_kind kind, unsigned int n);

/* The operations themselves, for table.c. */
void run_alloc(struct run *r, const uint8_t *arg);
void run_free(struct run *r, const uint8_t *arg);
void run_free_movable(struct run *r, const uint8_t *arg);
void run_split(struct run *r, const uint8_t *arg);
void run_write(struct run *r, const uint8_t *arg);
void run_movable(struct run *r, const uint8_t *arg);
void run_cma_alloc(struct run *r, const uint8_t *arg);
void run_cma_release(struct run *r, const uint8_t *arg);
void run_cma_release_part(struct run *r, const uint8_t *arg);
void run_cma_release_wrong(struct run *r, const uint8_t *arg);
void run_contig_alloc(struct run *r, const uint8_t *arg);
void run_contig_free(struct run *r, const uint8_t *arg);
void run_contig_free_part(struct run *r, const uint8_t *arg);
void run_isolate(struct run *r, const uint8_t *arg);
void run_unisolate(struct run *r, const uint8_t *arg);
void run_drain(struct run *r, const uint8_t *arg);
void run_cpu(struct run *r, const uint8_t *arg);
void run_min_free(struct run *r, const uint8_t *arg);
void run_compact(struct run *r, const uint8_t *arg);
void run_tick(struct run *r, const uint8_t *arg);
void run_dma_alloc(struct run *r, const uint8_t *arg);
void run_dma_free(struct run *r, const uint8_t *arg);
void run_dma_alloc_blocks(struct run *r, const uint8_t *arg);
void run_dma_alloc_from(struct run *r, const uint8_t *arg);
void run_dma_release_from(struct run *r, const uint8_t *arg);
void run_cma_alloc_blocks(struct run *r, const uint8_t *arg);
void run_contig_alloc_blocks(struct run *r, const uint8_t *arg);
void run_pin(struct run *r, const uint8_t *arg);
void run_unpin(struct run *r, const uint8_t *arg);
void run_cma_alloc_folio(struct run *r, const uint8_t *arg);
void run_dma_alloc_quiet(struct run *r, const uint8_t *arg);
void run_dma_release_wrong(struct run *r, const uint8_t *arg);
void run_contig_alloc_isolated(struct run *r, const uint8_t *arg);
void run_free_outside(struct run *r, const uint8_t *arg);
void run_pin_at(struct run *r, const uint8_t *arg);
void run_expect(struct run *r, const uint8_t *arg);

#endif
