/* SPDX-License-Identifier: GPL-2.0 */
/*
 * generate.h - random programs without a fuzzer.
 *
 * A program is a function of its seed.  The weights of the operations are themselves random for each program, so that
 * some programs consist of little else than, say, allocations and isolations; uniform mixes never get that far.  Every
 * second program uses the memory up somewhere on its way.
 */
#ifndef MMFUZZ_GENERATE_H
#define MMFUZZ_GENERATE_H

#include "lang/ops.h"

struct random {
	uint64_t state;
};

/* SplitMix64. */
uint64_t random_next(struct random *r);
/* 0 to n - 1. */
unsigned int random_below(struct random *r, unsigned int n);
/* The seed of program i of a series. */
uint64_t random_seed(uint64_t series, uint64_t i);

/* A random program of 1 to max_ops operations, and some ten more where it uses memory up, on any machine. */
void generate(struct program *p, uint64_t seed, unsigned int max_ops);
/* A random program on a machine that is drawn at random, too. */
void generate_described(struct program *p, uint64_t seed, unsigned int max_ops);

/* The parts of which these are made; the mutator has them, too. */
/* An operation that random programs have. */
unsigned int random_code(struct random *r);
uint8_t random_argument(struct random *r, const struct param *param);
/* Arguments for the operation's code. */
void random_op(struct op *op, struct random *r);
/* One more fact of a described machine, if there is room, and a head. */
void random_fact(struct program *p, struct random *r);
void random_head(uint8_t *head, struct random *r);
/*
 * Inserts operations that use memory up: no reserve is kept, and one kind of block is taken until there is none.  A mix
 * of operations seldom gets below the watermarks, let alone stays there, and what a kernel does for the last pages is
 * what it does worst.
 */
void use_up(struct program *p, struct random *r);
/* Inserts a few operations that run at once, and where one CPU lets another go on. */
void add_parallel(struct program *p, struct random *r);
/* Exactly `count` operations with given weights, one for each entry of ops[]; the machine is p's. */
void generate_weighted(struct program *p, struct random *r, const unsigned int *weights, unsigned int count);

#endif
