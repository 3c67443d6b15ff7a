// SPDX-License-Identifier: GPL-2.0
/*
 * mutant.c - which mutant of the kernel's files runs, in builds that have some: what ci/mutate/schemata.py puts into
 * these asks here.
 *
 * Kind: deliberately different
 */
#include "sim.h"
#include "mutant.h"

#ifdef SIM_HAS_MUTANTS
unsigned int sim_mutant __nosave;
static unsigned int *hits_of __nosave;

void sim_mutant_choose(unsigned int n, unsigned int *hits)
{
	sim_mutant = n;
	hits_of = hits;
}

__attribute__((preserve_most)) int sim_mutant_reached(unsigned int n)
{
	bool chosen = n == sim_mutant;

	if (hits_of && (chosen || sim_mutant == CORE_MUTANT_NONE))
		hits_of[n]++;
	return chosen;
}
#else
/* There is the unmodified kernel alone. */
void sim_mutant_choose(unsigned int n, unsigned int *hits)
{
}
#endif
