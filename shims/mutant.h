/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mutant.h - in the kernel's files of a build with mutants (ci/mutants): which of the variants that
 * ci/mutate/schemata.py wrote runs.
 *
 * With SIM_MUTANT_ONLY the choice is a constant, to compare what the compiler makes of two.
 *
 * Kind: deliberately different
 */
#ifndef MMFUZZ_MUTANT_H
#define MMFUZZ_MUTANT_H

#include <linux/build_bug.h>

/* What the compiler proves to be never reached in the unmodified file is reached by some mutants, and ends them. */
#undef BUILD_BUG
#define BUILD_BUG() __builtin_trap()

#ifdef SIM_MUTANT_ONLY
#define SIM_MUTANT(n) ((n) == SIM_MUTANT_ONLY)
#else
/* 0: the unmodified kernel (shims/mutant.c). */
extern unsigned int sim_mutant;
/* Whether it is this one; counts that the place was reached. */
__attribute__((preserve_most)) int sim_mutant_reached(unsigned int n);
#define SIM_MUTANT(n) (__builtin_expect(sim_mutant != 0, 0) && sim_mutant_reached(n))
#endif

#endif
