/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Page-table pages: from the generic header.  No other CPU walks a table while it is freed, so nothing is gathered.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_PGALLOC_H
#define _ASM_SIM_PGALLOC_H

#include <linux/mm.h>
#define pmd_populate_kernel(mm, pmd, pte) set_pmd(pmd, __pmd(__pa(pte) | SIM_PRESENT))
#define pmd_populate(mm, pmd, page) set_pmd(pmd, __pmd(page_to_phys(page) | SIM_PRESENT))
#define pud_populate(mm, pud, pmd) set_pud(pud, __pud(__pa(pmd) | SIM_PRESENT))
#define __pte_free_tlb(tlb, pte, addr) pte_free((tlb)->mm, pte)
#define __pmd_free_tlb(tlb, pmd, addr) pmd_free((tlb)->mm, pmd)
#include <asm-generic/pgalloc.h>

#endif
