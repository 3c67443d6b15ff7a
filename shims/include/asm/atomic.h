/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Atomic counters.  The generic header takes a loop around cmpxchg for 32 bits and a spin lock for 64; one thread runs,
 * so plain loads and stores do.  In the variant race they are the compiler's, in whose midst no other CPU comes.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_ATOMIC_H
#define _ASM_SIM_ATOMIC_H

#include <linux/types.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>

#ifdef __SANITIZE_THREAD__
#define SIM_FETCH(op, c_op, p, i) __atomic_fetch_##op(p, i, __ATOMIC_SEQ_CST)
#else
#define SIM_FETCH(op, c_op, p, i)                                                                                      \
	({                                                                                                             \
		__typeof__(*(p)) __was = *(p);                                                                         \
		*(p) = __was c_op(i);                                                                                  \
		__was;                                                                                                 \
	})
#endif

#define SIM_ATOMIC(atomic, type, op, c_op)                                                                             \
	static inline void arch_##atomic##_##op(type i, atomic##_t *v)                                                 \
	{                                                                                                              \
		(void)SIM_FETCH(op, c_op, &v->counter, i);                                                             \
	}                                                                                                              \
	static inline type sim_##atomic##_fetch_##op(type i, atomic##_t *v)                                            \
	{                                                                                                              \
		return SIM_FETCH(op, c_op, &v->counter, i);                                                            \
	}
#define SIM_ATOMICS(atomic, type)                                                                                      \
	SIM_ATOMIC(atomic, type, add, +)                                                                               \
	SIM_ATOMIC(atomic, type, sub, -)                                                                               \
	SIM_ATOMIC(atomic, type, and, &)                                                                               \
	SIM_ATOMIC(atomic, type, or, |)                                                                                \
	SIM_ATOMIC(atomic, type, xor, ^)                                                                               \
	static inline type sim_##atomic##_add_return(type i, atomic##_t *v)                                            \
	{                                                                                                              \
		return sim_##atomic##_fetch_add(i, v) + i;                                                             \
	}                                                                                                              \
	static inline type sim_##atomic##_sub_return(type i, atomic##_t *v)                                            \
	{                                                                                                              \
		return sim_##atomic##_fetch_sub(i, v) - i;                                                             \
	}
SIM_ATOMICS(atomic, int)
SIM_ATOMICS(atomic64, s64)
#undef SIM_ATOMICS
#undef SIM_ATOMIC
#undef SIM_FETCH

#define arch_atomic_read(v) READ_ONCE((v)->counter)
#define arch_atomic_set(v, i) WRITE_ONCE(((v)->counter), (i))
#define arch_atomic_xchg(v, new) sim_xchg(&(v)->counter, new)
#define arch_atomic_cmpxchg(v, old, new) sim_cmpxchg(&(v)->counter, old, new)
#define arch_atomic_add_return sim_atomic_add_return
#define arch_atomic_sub_return sim_atomic_sub_return
#define arch_atomic_fetch_add sim_atomic_fetch_add
#define arch_atomic_fetch_sub sim_atomic_fetch_sub
#define arch_atomic_fetch_and sim_atomic_fetch_and
#define arch_atomic_fetch_or sim_atomic_fetch_or
#define arch_atomic_fetch_xor sim_atomic_fetch_xor

#define ATOMIC64_INIT(i) { (i) }
#define arch_atomic64_read(v) READ_ONCE((v)->counter)
#define arch_atomic64_set(v, i) WRITE_ONCE(((v)->counter), (i))
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
