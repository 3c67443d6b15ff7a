/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Atomic counters: the generic header for 32 bits; its 64-bit counterpart takes a spin lock each time, so plain ones.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_ATOMIC_H
#define _ASM_SIM_ATOMIC_H

#include <linux/types.h>
#include <asm/cmpxchg.h>
#include <asm-generic/atomic.h>

#define ATOMIC64_INIT(i) { (i) }
#define arch_atomic64_read(v) READ_ONCE((v)->counter)
#define arch_atomic64_set(v, i) WRITE_ONCE(((v)->counter), (i))

#define SIM_ATOMIC64(op, c_op)                                                                                         \
	static inline void arch_atomic64_##op(s64 i, atomic64_t *v)                                                    \
	{                                                                                                              \
		v->counter = v->counter c_op i;                                                                        \
	}                                                                                                              \
	static inline s64 sim_atomic64_fetch_##op(s64 i, atomic64_t *v)                                               \
	{                                                                                                              \
		s64 old = v->counter;                                                                                  \
		v->counter = old c_op i;                                                                               \
		return old;                                                                                            \
	}
SIM_ATOMIC64(add, +)
SIM_ATOMIC64(sub, -)
SIM_ATOMIC64(and, &)
SIM_ATOMIC64(or, |)
SIM_ATOMIC64(xor, ^)
#undef SIM_ATOMIC64

static inline s64 sim_atomic64_add_return(s64 i, atomic64_t *v)
{
	return v->counter += i;
}
static inline s64 sim_atomic64_sub_return(s64 i, atomic64_t *v)
{
	return v->counter -= i;
}
#define arch_atomic64_xchg(v, new) sim_xchg(&(v)->counter, new)
#define arch_atomic64_cmpxchg(v, old, new) sim_cmpxchg(&(v)->counter, old, new)
#define arch_atomic64_add_return sim_atomic64_add_return
#define arch_atomic64_sub_return sim_atomic64_sub_return
#define arch_atomic64_fetch_add sim_atomic64_fetch_add
#define arch_atomic64_fetch_sub sim_atomic64_fetch_sub
#define arch_atomic64_fetch_and sim_atomic64_fetch_and
#define arch_atomic64_fetch_or sim_atomic64_fetch_or
#define arch_atomic64_fetch_xor sim_atomic64_fetch_xor

#endif
