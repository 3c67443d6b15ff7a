/* SPDX-License-Identifier: GPL-2.0 */
/* table.h - the functions of the operations, by subject: table.c is their only caller. */
#ifndef MMFUZZ_OP_TABLE_H
#define MMFUZZ_OP_TABLE_H

#include "op/op.h"

void prepare_alloc(struct run *r, const uint8_t *arg);
void prepare_free(struct run *r, const uint8_t *arg);
void prepare_free_movable(struct run *r, const uint8_t *arg);
void prepare_split(struct run *r, const uint8_t *arg);
void prepare_write(struct run *r, const uint8_t *arg);
void prepare_movable(struct run *r, const uint8_t *arg);
void prepare_cma_alloc(struct run *r, const uint8_t *arg);
void prepare_cma_release(struct run *r, const uint8_t *arg);
void prepare_cma_release_part(struct run *r, const uint8_t *arg);
void prepare_cma_release_wrong(struct run *r, const uint8_t *arg);
void prepare_contig_alloc(struct run *r, const uint8_t *arg);
void prepare_contig_free(struct run *r, const uint8_t *arg);
void prepare_contig_free_part(struct run *r, const uint8_t *arg);
void prepare_isolate(struct run *r, const uint8_t *arg);
void prepare_unisolate(struct run *r, const uint8_t *arg);
void prepare_drain(struct run *r, const uint8_t *arg);
void prepare_cpu(struct run *r, const uint8_t *arg);
void prepare_min_free(struct run *r, const uint8_t *arg);
void prepare_compact(struct run *r, const uint8_t *arg);
void prepare_tick(struct run *r, const uint8_t *arg);
void prepare_dma_alloc(struct run *r, const uint8_t *arg);
void prepare_dma_free(struct run *r, const uint8_t *arg);
void prepare_dma_alloc_blocks(struct run *r, const uint8_t *arg);
void prepare_dma_alloc_from(struct run *r, const uint8_t *arg);
void prepare_dma_release_from(struct run *r, const uint8_t *arg);
void prepare_cma_alloc_blocks(struct run *r, const uint8_t *arg);
void prepare_contig_alloc_blocks(struct run *r, const uint8_t *arg);
void prepare_pin(struct run *r, const uint8_t *arg);
void prepare_unpin(struct run *r, const uint8_t *arg);
void prepare_cma_alloc_folio(struct run *r, const uint8_t *arg);
void prepare_dma_release_wrong(struct run *r, const uint8_t *arg);
void prepare_contig_alloc_isolated(struct run *r, const uint8_t *arg);
void prepare_free_outside(struct run *r, const uint8_t *arg);
void prepare_pin_at(struct run *r, const uint8_t *arg);
void prepare_expect(struct run *r, const uint8_t *arg);

void act_alloc(struct run *r);
void apply_alloc(struct run *r);
void act_free(struct run *r);
void act_free_movable(struct run *r);
void act_split(struct run *r);
void apply_split(struct run *r);
void apply_write(struct run *r);
void act_movable(struct run *r);
void apply_movable(struct run *r);
void act_cma_alloc(struct run *r);
void apply_cma_alloc(struct run *r);
void act_cma_release(struct run *r);
void act_contig_alloc(struct run *r);
void apply_contig_alloc(struct run *r);
void act_contig_free(struct run *r);
void act_isolate(struct run *r);
void apply_isolate(struct run *r);
void act_unisolate(struct run *r);
void apply_unisolate(struct run *r);
void act_drain(struct run *r);
void act_cpu(struct run *r);
void act_min_free(struct run *r);
void act_compact(struct run *r);
void act_tick(struct run *r);
void act_dma_alloc(struct run *r);
void apply_dma_alloc(struct run *r);
void act_dma_free(struct run *r);
void act_dma_alloc_from(struct run *r);
void act_dma_release_from(struct run *r);
void act_pin(struct run *r);
void apply_pin(struct run *r);
void act_unpin(struct run *r);
void apply_unpin(struct run *r);
void act_cma_alloc_folio(struct run *r);
void act_dma_alloc_quiet(struct run *r);
void apply_expect(struct run *r);

#endif
