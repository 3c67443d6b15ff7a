/* SPDX-License-Identifier: GPL-2.0 */
/*
 * HIGHMEM of sim: what the kernel must map before it touches it is where it always is, in the linear map of the
 * harness, so a local mapping is found there.  The page table of kmap() is as on arm, and nothing asks for it.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_HIGHMEM_H
#define _ASM_SIM_HIGHMEM_H

#include <asm/fixmap.h>
#include <asm/kmap_size.h>
#include <linux/mm.h>

#define LAST_PKMAP PTRS_PER_PTE
#define LAST_PKMAP_MASK (LAST_PKMAP - 1)
#define PKMAP_BASE VMALLOC_END
#define PKMAP_NR(virt) (((virt) - PKMAP_BASE) >> PAGE_SHIFT)
#define PKMAP_ADDR(nr) (PKMAP_BASE + ((unsigned long)(nr) << PAGE_SHIFT))
#define flush_cache_kmaps()
#define kmap_prot PAGE_KERNEL
#define arch_kmap_local_high_get(page) lowmem_page_address(page)

extern pte_t *pkmap_page_table;

#endif
