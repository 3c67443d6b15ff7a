/* SPDX-License-Identifier: GPL-2.0 */
/*
 * machines/common.h - machines that every table has, in the sizes of its geometry: one zone from pfn `base` on, with an
 * area of the size `cma` (as the command line writes it).
 */
#ifndef MMFUZZ_MACHINES_COMMON_H
#define MMFUZZ_MACHINES_COMMON_H

#include "core_kernel.h"

#define MACHINE_OF(label, what, base, pages, options) \
	{                                             \
		.name = (label),                      \
		.about = #pages " pages" what,        \
		.base_pfn = (base),                   \
		.bank = {{0, (pages)}},               \
		.low_end = (pages),                   \
		.cmdline = options,                   \
	}
#define MACHINE_POISON(base, pages, cma)                                                                   \
	MACHINE_OF("poison", "; freed ones are filled with a pattern that allocation checks", base, pages, \
		   "cma=" cma " page_poison=1")
#define MACHINE_GUARD(base, pages, cma)                        \
	MACHINE_OF("guard", ", with guard pages", base, pages, \
		   "cma=" cma " debug_pagealloc=on debug_guardpage_minorder=1")
#define MACHINE_INITFREE(base, pages, cma) \
	MACHINE_OF("initfree", "; they are cleared when they are freed", base, pages, "cma=" cma " init_on_free=1")
#define MACHINE_SMALL(base, pages) \
	MACHINE_OF("small", ": so few pageblocks that the kernel does not group them by mobility", base, pages, "")

#endif
