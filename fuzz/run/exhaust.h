/* SPDX-License-Identifier: GPL-2.0 */
/*
 * exhaust.h - small scopes, exhausted: all programs up to a length whose operations are letters of a small alphabet.
 *
 * The alphabet is a program: its machine, and each of its operations a letter.  Level by level, each program that led
 * to a state goes on with each letter; of programs that lead to one abstract state (props/abstract.h) only the first
 * goes on, as do none behind a finding.  So the first program with a finding is one of the shortest.  What comes out
 * does not depend on the number of jobs.
 */
#ifndef MMFUZZ_EXHAUST_H
#define MMFUZZ_EXHAUST_H

#include <signal.h>

#include "finding/verdict.h"
#include "lang/program.h"
#include "run/run.h"

enum {
	EXHAUST_LETTERS = 64,
	EXHAUST_LENGTH = 32, /* of the longest program */
	EXHAUST_FINDINGS = 64, /* different ones; more are dropped */
};

struct exhaust_finding {
	struct finding finding;
	uint64_t times;
	unsigned int length;
	uint8_t letter[EXHAUST_LENGTH]; /* the first program */
};

struct exhaust_level {
	unsigned int length; /* of its programs */
	uint64_t wanted, programs, states; /* to run, run, and new states that they led to */
	uint64_t ended; /* with a finding that nothing comes behind */
};

/* All in memory that processes share; zero at first, but for what is asked. */
struct exhaust {
	/* Asked. */
	unsigned int length, jobs;
	bool all; /* each program goes on, whatever state it led to */
	struct run_options options;
	/* Figures, also while it runs. */
	volatile sig_atomic_t stop;
	struct exhaust_level level[EXHAUST_LENGTH + 1];
	unsigned int levels; /* done or at hand; level[0] is boot */
	unsigned int findings;
	struct exhaust_finding finding[EXHAUST_FINDINGS];
	bool no_memory; /* what it has is not all */
};

/* False with errno if no process could be started. */
bool exhaust(struct exhaust *e, const struct program *alphabet);
/* The program of those letters. */
void exhaust_program(struct program *p, const struct program *alphabet, const uint8_t *letter, unsigned int length);

#endif
