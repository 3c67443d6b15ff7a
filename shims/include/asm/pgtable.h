/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Page tables of sim: three levels, of which the lowest is as short as a pageblock.  No processor walks them.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_PGTABLE_H
#define _ASM_SIM_PGTABLE_H

#include <asm-generic/pgtable-nopud.h>
#include <asm/processor.h>

#define PMD_SHIFT SIM_PMD_SHIFT
#define PMD_SIZE (1UL << PMD_SHIFT)
#define PMD_MASK (~(PMD_SIZE - 1))
#define PGDIR_SHIFT (PMD_SHIFT + 9)
#define PGDIR_SIZE (1UL << PGDIR_SHIFT)
#define PGDIR_MASK (~(PGDIR_SIZE - 1))
#define PTRS_PER_PTE (1 << (PMD_SHIFT - PAGE_SHIFT))
#define PTRS_PER_PMD 512
#define PTRS_PER_PGD 512
#define USER_PTRS_PER_PGD PTRS_PER_PGD
#define FIRST_USER_ADDRESS 0UL

/* Behind the linear map, SIM_LINEAR_BYTES long, and what the harness keeps there. */
#define VMALLOC_START 0x440000000000UL
#define VMALLOC_END 0x450000000000UL
#define MODULES_VADDR VMALLOC_START
#define MODULES_END VMALLOC_END
/* Aligned so that the struct pages of the largest block are. */
#define vmemmap ((struct page *)0x430000000000UL)
#define FIXADDR_START VMALLOC_END
#define FIXADDR_TOP (VMALLOC_END + PAGE_SIZE)

#define SIM_PRESENT 1UL
#define SIM_WRITE 2UL
#define SIM_DIRTY 4UL
#define SIM_YOUNG 8UL
#define SIM_HUGE 16UL
#define SIM_EXCLUSIVE 32UL
#define PFN_PTE_SHIFT PAGE_SHIFT

#define PAGE_NONE __pgprot(0)
#define PAGE_SHARED __pgprot(SIM_PRESENT | SIM_WRITE)
#define PAGE_COPY __pgprot(SIM_PRESENT)
#define PAGE_READONLY __pgprot(SIM_PRESENT)
#define PAGE_KERNEL __pgprot(SIM_PRESENT | SIM_WRITE)
#define PAGE_KERNEL_EXEC PAGE_KERNEL

#ifndef __ASSEMBLY__
struct mm_struct;
struct vm_area_struct;
extern pgd_t swapper_pg_dir[PTRS_PER_PGD];

/* Inside simulated RAM, so that virt_to_page() holds; the boot code allocates it. */
extern unsigned long *sim_zero_page;
#define ZERO_PAGE(vaddr) virt_to_page(sim_zero_page)

#define SIM_TEST(level, name, bit)                                                                                     \
	static inline int level##_##name(level##_t e)                                                                  \
	{                                                                                                              \
		return !!(level##_val(e) & (bit));                                                                     \
	}
#define SIM_SET(level, name, bit)                                                                                      \
	static inline level##_t level##_##name(level##_t e)                                                            \
	{                                                                                                              \
		return __##level(level##_val(e) | (bit));                                                              \
	}
#define SIM_CLEAR(level, name, bit)                                                                                    \
	static inline level##_t level##_##name(level##_t e)                                                            \
	{                                                                                                              \
		return __##level(level##_val(e) & ~(bit));                                                             \
	}
#define SIM_ENTRY(level)                                                                                               \
	SIM_TEST(level, write, SIM_WRITE)                                                                              \
	SIM_TEST(level, dirty, SIM_DIRTY)                                                                              \
	SIM_TEST(level, young, SIM_YOUNG)                                                                              \
	SIM_SET(level, mkdirty, SIM_DIRTY)                                                                             \
	SIM_SET(level, mkyoung, SIM_YOUNG)                                                                             \
	SIM_SET(level, mkhuge, SIM_HUGE)                                                                               \
	SIM_SET(level, mkwrite_novma, SIM_WRITE)                                                                       \
	SIM_CLEAR(level, mkclean, SIM_DIRTY)                                                                           \
	SIM_CLEAR(level, mkold, SIM_YOUNG)                                                                             \
	SIM_CLEAR(level, wrprotect, SIM_WRITE)                                                                         \
	SIM_TEST(level, swp_exclusive, SIM_EXCLUSIVE)                                                                  \
	SIM_SET(level, swp_mkexclusive, SIM_EXCLUSIVE)                                                                 \
	SIM_CLEAR(level, swp_clear_exclusive, SIM_EXCLUSIVE)                                                           \
	static inline int level##_none(level##_t e)                                                                    \
	{                                                                                                              \
		return !level##_val(e);                                                                                \
	}                                                                                                              \
	static inline unsigned long level##_pfn(level##_t e)                                                           \
	{                                                                                                              \
		return level##_val(e) >> PAGE_SHIFT;                                                                   \
	}                                                                                                              \
	static inline level##_t level##_modify(level##_t e, pgprot_t prot)                                             \
	{                                                                                                              \
		return __##level((level##_val(e) & PAGE_MASK) | pgprot_val(prot));                                     \
	}
SIM_ENTRY(pte)
SIM_ENTRY(pmd)
SIM_TEST(pte, present, SIM_PRESENT)
/* A huge entry that is invalid for the moment counts. */
SIM_TEST(pmd, present, SIM_PRESENT | SIM_HUGE)
#define pte_write pte_write
#define pmd_write pmd_write
#define pmd_young pmd_young
#define pmd_dirty pmd_dirty
/* Processors mark what they access, as x86-64's do: what a fault marks is all that there is of it. */
#define arch_has_hw_pte_young() true
/* Newer kernels give the mapping as well. */
#define pte_mkwrite(e, ...) pte_mkwrite_novma(e)
#define pmd_mkwrite(e, ...) pmd_mkwrite_novma(e)

#define __HAVE_ARCH_PTE_SWP_EXCLUSIVE
#define pte_page(x) pfn_to_page(pte_pfn(x))
#define pmd_page(x) pfn_to_page(pmd_pfn(x))
#define pfn_pte(pfn, prot) __pte(((pfn) << PAGE_SHIFT) | pgprot_val(prot))
#define pfn_pmd(pfn, prot) __pmd(((pfn) << PAGE_SHIFT) | pgprot_val(prot))
/* Newer kernels define it for all architectures, in a header that a macro would spoil. */
#ifdef SIM_NO_MK_PTE
#define mk_pte(page, prot) pfn_pte(page_to_pfn(page), prot)
#endif
#define mk_pmd(page, prot) pfn_pmd(page_to_pfn(page), prot)
#define pmd_bad(x) 0
#define pmd_page_vaddr(pmd) ((unsigned long)__va(pmd_val(pmd) & PAGE_MASK))
#define pmd_leaf pmd_leaf
static inline bool pmd_leaf(pmd_t pmd)
{
	return pmd_val(pmd) & SIM_HUGE;
}
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
static inline int pmd_trans_huge(pmd_t pmd)
{
	return pmd_leaf(pmd);
}
#endif
#define pmd_mkinvalid(pmd) __pmd(pmd_val(pmd) & ~SIM_PRESENT)
#define pud_bad(x) 0
#define pud_none(x) (!pud_val(x))
#define pud_present(x) (!!(pud_val(x) & SIM_PRESENT))
#define pud_leaf(x) 0
#define pud_page(x) pfn_to_page(pgd_val((x).p4d.pgd) >> PAGE_SHIFT)
#define pud_pgtable(x) ((pmd_t *)__va(pgd_val((x).p4d.pgd) & PAGE_MASK))
#define set_pud(p, v) do { *(p) = (v); } while (0)
#define pud_clear(p) set_pud(p, __pud(0))

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	*ptep = pte;
}
/* Newer kernels define it for all architectures. */
#ifdef SIM_NO_SET_PTES
#define set_pte_at(mm, addr, ptep, pte) set_pte(ptep, pte)
#endif
static inline void set_pmd_at(struct mm_struct *mm, unsigned long addr, pmd_t *pmdp, pmd_t pmd)
{
	*pmdp = pmd;
}
#define set_pmd(p, v) do { *(p) = (v); } while (0)
#define pte_clear(mm, addr, ptep) set_pte(ptep, __pte(0))
#define pmd_clear(pmdp) do { *(pmdp) = __pmd(0); } while (0)
#define pmdp_establish generic_pmdp_establish

#define pte_ERROR(e) WARN(1, "bad pte %lx", pte_val(e))
#define pmd_ERROR(e) WARN(1, "bad pmd %lx", pmd_val(e))
#define pgd_ERROR(e) WARN(1, "bad pgd %lx", pgd_val(e))

#define update_mmu_cache(vma, addr, ptep) do { } while (0)
#define update_mmu_cache_range(vmf, vma, addr, ptep, nr) do { } while (0)
#define update_mmu_cache_pmd(vma, addr, pmdp) do { } while (0)

#define __swp_type(x) (((x).val >> 7) & 0x1f)
#define __swp_offset(x) ((x).val >> 12)
#define __swp_entry(type, off) ((swp_entry_t){ ((unsigned long)(type) << 7) | ((unsigned long)(off) << 12) })
#define __pte_to_swp_entry(pte) ((swp_entry_t){ pte_val(pte) })
#define __swp_entry_to_pte(x) __pte((x).val)
#define __pmd_to_swp_entry(pmd) ((swp_entry_t){ pmd_val(pmd) })
#define __swp_entry_to_pmd(x) __pmd((x).val)

#define kern_addr_valid(addr) 1
#endif

#endif
