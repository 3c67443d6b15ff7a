// SPDX-License-Identifier: GPL-2.0
/*
 * arch.c - what architectures do differently when they set up a machine: a property of each machine.
 *
 * sim is none that exists: it is what the machines of the fuzzing profiles are booted by, and reserves page 0, as x86
 * does.  Of the others, what is typed in here is compared with the tree's arch/ by mmcore/tree/faithful.
 */
#include <linux/memblock.h>

#include "core_kernel.h"

static const struct arch {
	const char *name;
	bool reserves_page_0;
} archs[] = {
	[CORE_ARCH_SIM] = {"sim", .reserves_page_0 = true},
	[CORE_ARCH_ARM] = {"arm"},
	[CORE_ARCH_ARM64] = {"arm64"},
	[CORE_ARCH_RISCV] = {"riscv"},
};

const char *core_arch_name(enum core_arch arch)
{
	return arch < ARRAY_SIZE(archs) ? archs[arch].name : NULL;
}

enum core_arch core_arch_of_profile(void)
{
	return profile_arch;
}

void __init arch_reserve(const struct core_description *description)
{
	if (archs[description->arch].reserves_page_0 && memblock_is_memory(0))
		memblock_reserve(0, PAGE_SIZE);
}
