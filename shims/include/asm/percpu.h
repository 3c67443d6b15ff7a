/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Per-CPU data of sim: the generic scheme; the offsets are set up by shims/percpu.c.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_PERCPU_H
#define _ASM_SIM_PERCPU_H

#include <asm-generic/percpu.h>

/*
 * What is one instruction on the architectures that have a sanitizer for races, which does not look into it: what a CPU
 * does with its own data by these names is marked.
 */
#ifdef __SANITIZE_THREAD__
#define sim_cpu_ptr(pcp) ((volatile __typeof__(pcp) *)raw_cpu_ptr(&(pcp)))
#undef raw_cpu_generic_read
#undef raw_cpu_generic_to_op
#undef raw_cpu_generic_add_return
#undef raw_cpu_generic_xchg
#define raw_cpu_generic_read(pcp) (*sim_cpu_ptr(pcp))
#define raw_cpu_generic_to_op(pcp, val, op)                                                                            \
	do {                                                                                                           \
		*sim_cpu_ptr(pcp) op val;                                                                              \
	} while (0)
#define raw_cpu_generic_add_return(pcp, val) (*sim_cpu_ptr(pcp) += (val))
#define raw_cpu_generic_xchg(pcp, nval)                                                                                \
	({                                                                                                             \
		__typeof__(pcp) __was = *sim_cpu_ptr(pcp);                                                             \
		*sim_cpu_ptr(pcp) = nval;                                                                              \
		__was;                                                                                                 \
	})
#endif

#endif
