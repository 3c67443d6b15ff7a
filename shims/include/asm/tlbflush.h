/* SPDX-License-Identifier: GPL-2.0 */
/*
 * No translation, so nothing to flush.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_TLBFLUSH_H
#define _ASM_SIM_TLBFLUSH_H

struct mm_struct;
struct vm_area_struct;
#define flush_tlb_all() do { } while (0)
#define flush_tlb_mm(mm) do { } while (0)
#define flush_tlb_page(vma, addr) do { } while (0)
#define flush_tlb_range(vma, start, end) do { } while (0)
#define flush_pmd_tlb_range(vma, start, end) do { } while (0)
#define flush_tlb_kernel_range(start, end) do { } while (0)
#define flush_tlb_fix_spurious_fault(vma, address, ...) do { } while (0)

#endif
