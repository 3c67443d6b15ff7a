/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Page-table pages: from the generic header.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_PGALLOC_H
#define _ASM_SIM_PGALLOC_H

#include <linux/mm.h>
#define pmd_populate_kernel(mm, pmd, pte) do { } while (0)
#define pmd_populate(mm, pmd, page) do { } while (0)
#define pud_populate(mm, pud, pmd) do { } while (0)
#define __pte_free_tlb(tlb, pte, addr) do { } while (0)
#include <asm-generic/pgalloc.h>

#endif
