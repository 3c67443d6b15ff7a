/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Pages of the architecture sim: simulated RAM at a fixed address, a linear map and nothing else.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_PAGE_H
#define _ASM_SIM_PAGE_H

#include <linux/const.h>
#include <generated/probes.h>

#ifndef PAGE_SHIFT
#define PAGE_SHIFT SIM_PAGE_SHIFT
#endif
#define PAGE_SIZE (_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))

/* The huge-page order gives the pageblock order. */
#define HPAGE_SHIFT SIM_PMD_SHIFT
#define HPAGE_SIZE (_AC(1, UL) << HPAGE_SHIFT)
#define HPAGE_MASK (~(HPAGE_SIZE - 1))
#define HUGETLB_PAGE_ORDER (HPAGE_SHIFT - PAGE_SHIFT)

/* Above ASan's shadow on x86-64, below everything that its allocator and the loader use. */
#define PAGE_OFFSET 0x200000000000UL

#ifndef __ASSEMBLY__
typedef struct {
	unsigned long pte;
} pte_t;
typedef struct {
	unsigned long pmd;
} pmd_t;
typedef struct {
	unsigned long pgd;
} pgd_t;
typedef struct {
	unsigned long pgprot;
} pgprot_t;
typedef struct page *pgtable_t;

#define pte_val(x) ((x).pte)
#define pmd_val(x) ((x).pmd)
#define pgd_val(x) ((x).pgd)
#define pgprot_val(x) ((x).pgprot)
#define __pte(x) ((pte_t){ (x) })
#define __pmd(x) ((pmd_t){ (x) })
#define __pgd(x) ((pgd_t){ (x) })
#define __pgprot(x) ((pgprot_t){ (x) })

/*
 * Whole pages are written by these two alone, so reset knows which (shims/ram.c).  Of pages larger than 4 KiB only so
 * much is written and compared: nobody here looks behind it, and a machine of several GiB stays small.
 */
#define SIM_PAGE_BYTES (PAGE_SIZE < 4096 ? PAGE_SIZE : 4096)
void sim_clear_page(void *page);
void sim_copy_page(void *to, const void *from);
#define clear_page(page) sim_clear_page(page)
#define copy_page(to, from) sim_copy_page(to, from)
#define clear_user_page(page, vaddr, pg) clear_page(page)
#define copy_user_page(to, from, vaddr, pg) copy_page(to, from)

#define __pa(x) ((unsigned long)(x) - PAGE_OFFSET)
#define __va(x) ((void *)((unsigned long)(x) + PAGE_OFFSET))
#define __pa_symbol(x) ((unsigned long)(x))

/* First page of the memmap: RAM of a machine starts where its table says, so this is a variable of the boot code. */
extern unsigned long sim_pfn_offset;
#define ARCH_PFN_OFFSET sim_pfn_offset

#define virt_to_pfn(kaddr) (__pa(kaddr) >> PAGE_SHIFT)
#define pfn_to_virt(pfn) __va((unsigned long)(pfn) << PAGE_SHIFT)
/* An object of slab, which is not in RAM here, is in a page of node 0 that nobody else knows (shims/slab.c). */
#define SIM_LINEAR_BYTES (_AC(1, UL) << 45)
#define virt_to_page(addr) \
	((unsigned long)(addr) - PAGE_OFFSET < SIM_LINEAR_BYTES ? pfn_to_page(virt_to_pfn(addr)) : &sim_slab_page)
#define page_to_virt(page) pfn_to_virt(page_to_pfn(page))
#define virt_addr_valid(kaddr) pfn_valid(virt_to_pfn(kaddr))

struct page;
extern struct page sim_slab_page;
/* Supported hooks of the page allocator: the bytes of a free page are out of bounds (B12). */
#define HAVE_ARCH_ALLOC_PAGE
#define HAVE_ARCH_FREE_PAGE
void arch_alloc_page(struct page *page, int order);
void arch_free_page(struct page *page, int order);

extern unsigned long max_mapnr;
/* Architectures had it, until the generic memory model did. */
#if defined(SIM_NO_PFN_VALID) && defined(CONFIG_FLATMEM)
#define pfn_valid(pfn) ((pfn) >= ARCH_PFN_OFFSET && (pfn) - ARCH_PFN_OFFSET < max_mapnr)
#endif
#include <asm-generic/memory_model.h>
#ifndef page_to_phys
#define page_to_phys(page) ((phys_addr_t)page_to_pfn(page) << PAGE_SHIFT)
#endif
#include <asm-generic/getorder.h>

#define VM_DATA_DEFAULT_FLAGS VM_DATA_FLAGS_TSK_EXEC
#endif

#endif
