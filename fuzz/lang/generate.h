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

#include "lang/program.h"

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
/* Exactly `count` operations with given weights, one for each entry of ops[]; the machine is p's. */
void generate_weighted(struct program *p, struct random *r, const unsigned int *weights, unsigned int count);

#endif
