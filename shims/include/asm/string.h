/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Memory and string primitives from the compiler's runtime, so that ASan watches them.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_STRING_H
#define _ASM_SIM_STRING_H

#define __HAVE_ARCH_MEMCPY
#define __HAVE_ARCH_MEMMOVE
#define __HAVE_ARCH_MEMSET
extern void *memcpy(void *to, const void *from, __kernel_size_t n);
extern void *memmove(void *to, const void *from, __kernel_size_t n);
extern void *memset(void *s, int c, __kernel_size_t n);

#endif
