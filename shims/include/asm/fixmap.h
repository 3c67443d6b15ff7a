/* SPDX-License-Identifier: GPL-2.0 */
/*
 * No fixed mappings, but for places that HIGHMEM's code counts with and never uses.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_FIXMAP_H
#define _ASM_SIM_FIXMAP_H

enum fixed_addresses { FIX_KMAP_BEGIN, FIX_KMAP_END = FIX_KMAP_BEGIN, __end_of_fixed_addresses };

#define FIXMAP_PAGE_NOCACHE PAGE_KERNEL

#include <asm-generic/fixmap.h>

#endif
