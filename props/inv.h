/* SPDX-License-Identifier: GPL-2.0 */
/*
 * inv.h - the predicates, by id and class: *_op, *_walk, *_end.  The table of invariants.c is their only caller.
 */
#ifndef MMFUZZ_INV_H
#define MMFUZZ_INV_H

#include "props/walk.h"

/* inv_buddy.c */
void b1_op(struct check *c);
void b1_walk(struct check *c);
void b2_op(struct check *c);
void b2_walk(struct check *c);
void b3_walk(struct check *c);
void b4_walk(struct check *c);
void b5_walk(struct check *c);
/* Whether the walk of a list broke off, so that no count of the view means anything. */
bool lists_broken(const struct core_view *view);
void b6_walk(struct check *c);
void b7_walk(struct check *c);
void b8_walk(struct check *c);
void b9_walk(struct check *c);
void b10_walk(struct check *c);
void b13_end(struct check *c);

/* inv_alloc.c */
void b11_op(struct check *c);
void b12_op(struct check *c);
void b12_walk(struct check *c);
void b14_op(struct check *c);
void b14_walk(struct check *c);

/* inv_types.c */
void m1_walk(struct check *c);
void m2_walk(struct check *c);
void m3_walk(struct check *c);
void m4_walk(struct check *c);
void m5_walk(struct check *c);
void m6_op(struct check *c);
void m6_walk(struct check *c);
void m7_op(struct check *c);
void m8_op(struct check *c);
void m8_walk(struct check *c);
void m9_walk(struct check *c);
void m10_op(struct check *c);
void m10_walk(struct check *c);
void m11_op(struct check *c);
void m11_walk(struct check *c);
void m12_walk(struct check *c);

/* inv_cma.c */
void c1_op(struct check *c);
void c1_walk(struct check *c);
void c2_op(struct check *c);
void c3_op(struct check *c);
void c4_op(struct check *c);
void c5_op(struct check *c);
void c6_op(struct check *c);
void c7_walk(struct check *c);
void c8_op(struct check *c);
void c9_end(struct check *c);

/* inv_boot.c */
void x1_boot(struct check *c);
void x2_boot(struct check *c);
void x3_boot(struct check *c);
void x4_boot(struct check *c);

/* inv_range.c */
void r1_op(struct check *c);
void r2_op(struct check *c);
void r3_op(struct check *c);
void r3_walk(struct check *c);
void r4_walk(struct check *c);
void r5_op(struct check *c);
void r5_walk(struct check *c);
void r6_op(struct check *c);
void r6_walk(struct check *c);
void r7_walk(struct check *c);
void r8_op(struct check *c);

#endif
