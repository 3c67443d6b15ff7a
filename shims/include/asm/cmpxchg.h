/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Atomic exchange: one thread runs, so plain loads and stores are atomic.  In the variant race other CPUs may come in
 * before each of them, so there it is the compiler's.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_CMPXCHG_H
#define _ASM_SIM_CMPXCHG_H

#ifdef __SANITIZE_THREAD__
#define sim_xchg(ptr, new) __atomic_exchange_n(ptr, (__typeof__(*(ptr)))(new), __ATOMIC_SEQ_CST)
#define sim_cmpxchg(ptr, old, new)                                                                                     \
	({                                                                                                             \
		__typeof__((__typeof__(*(ptr)))(old)) __seen = (__typeof__(*(ptr)))(old);                              \
		__atomic_compare_exchange_n(ptr, &__seen, (__typeof__(*(ptr)))(new), 0, __ATOMIC_SEQ_CST,              \
					    __ATOMIC_SEQ_CST);                                                         \
		__seen;                                                                                                \
	})
#else
#define sim_xchg(ptr, new)                                                                                             \
	({                                                                                                             \
		__typeof__(ptr) __p = (ptr);                                                                           \
		__typeof__(*__p) __old = *__p;                                                                         \
		*__p = (__typeof__(*__p))(new);                                                                        \
		__old;                                                                                                 \
	})
#define sim_cmpxchg(ptr, old, new)                                                                                     \
	({                                                                                                             \
		__typeof__(ptr) __cp = (ptr);                                                                          \
		__typeof__(*__cp) __seen = *__cp;                                                                      \
		if (__seen == (__typeof__(*__cp))(old))                                                                \
			*__cp = (__typeof__(*__cp))(new);                                                              \
		__seen;                                                                                                \
	})
#endif
#define arch_xchg(ptr, new) sim_xchg(ptr, new)
#define arch_cmpxchg(ptr, old, new) sim_cmpxchg(ptr, old, new)
#define arch_cmpxchg_local(ptr, old, new) sim_cmpxchg(ptr, old, new)
#define arch_cmpxchg64(ptr, old, new) sim_cmpxchg(ptr, old, new)
#define arch_cmpxchg64_local(ptr, old, new) sim_cmpxchg(ptr, old, new)

#endif
