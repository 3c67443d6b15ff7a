/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whether an allocation of pages fails is a question that shims/inject.c answers: the kernel's own function, which draws
 * random numbers, is weak.
 *
 * Kind: deliberately different
 */
#include_next <linux/fault-inject.h>

bool should_fail_alloc_page(gfp_t gfp, unsigned int order) __attribute__((weak));
