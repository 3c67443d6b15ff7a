// SPDX-License-Identifier: GPL-2.0
/*
 * process.c - processes, whose anonymous memory the kernel's own faults, fork and unmapping make.
 *
 * A process is a mm_struct and one private mapping, always at the same addresses; every second one asks for huge pages
 * (MADV_HUGEPAGE).  What mmap(), fork() and exit() do around the calls into mm/memory.c and mm/rmap.c is here in small,
 * as there is no tree of mappings.  Which page is where is looked up in the page tables, and recorded when it changes.
 *
 * Kind: deliberately different
 */
#include <linux/mm.h>
#include <linux/huge_mm.h>
#include <linux/hugetlb.h>
#include <linux/init.h>
#include <linux/khugepaged.h>
#include <linux/mman.h>
#include <linux/pgtable.h>
#include <linux/rmap.h>
#include <asm/tlb.h>

#include "../sim.h"
#include "../compat.h"

/* Aligned to what a table of the lowest level maps, and in the one entry of the highest that there is. */
#define START PMD_SIZE
#define BYTES ((unsigned long)CORE_PROCESS_PAGES << PAGE_SHIFT)

static struct process {
	struct mm_struct mm;
	unsigned long mm_cpumask[2]; /* the mm_struct's end */
	struct vm_area_struct vma;
	pgd_t pgd[1];
	bool lives;
	unsigned long pfn[CORE_PROCESS_PAGES]; /* as last looked up, 0 for none */
} processes[CORE_PROCESSES];

/* ---- page tables */

static unsigned long address_of(unsigned long page)
{
	return START + (page << PAGE_SHIFT);
}

/* A page of zeroes is not the process's own. */
static unsigned long own_pfn(unsigned long pfn)
{
	return is_zero_pfn(pfn) ? 0 : pfn;
}

/* NULL: none, as yet. */
static pmd_t *pmd_of(struct process *p, unsigned long address)
{
	pud_t *pud;
	pmd_t *pmd;

	if (!p->lives)
		return NULL;
	pud = pud_offset(p4d_offset(pgd_offset(&p->mm, address), address), address);
	if (pud_none(*pud))
		return NULL;
	pmd = pmd_offset(pud, address);
	return pmd_none(*pmd) ? NULL : pmd;
}

static unsigned long look_up(struct process *p, unsigned long page)
{
	unsigned long address = address_of(page);
	pmd_t *pmd = pmd_of(p, address);
	pte_t pte;

	if (!pmd)
		return 0;
	if (pmd_leaf(*pmd))
		return pmd_pfn(*pmd) + ((address & ~PMD_MASK) >> PAGE_SHIFT);
	if (!(pmd_val(*pmd) & SIM_PRESENT))
		return 0;
	pte = *pte_offset_kernel(pmd, address);
	return pte_present(pte) ? own_pfn(pte_pfn(pte)) : 0;
}

static bool is_mapped(unsigned long pfn, unsigned long page)
{
	struct process *p;

	for (p = processes; p < processes + CORE_PROCESSES; p++)
		if (p->pfn[page] == pfn)
			return true;
	return false;
}

/* What the process has at this page now, and whether that is new.  Who is mapped nowhere any more has left. */
static bool settle(struct process *p, unsigned long page, bool given_up)
{
	unsigned long was = p->pfn[page];

	p->pfn[page] = look_up(p, page);
	if (p->pfn[page] == was)
		return false;
	if (was && !is_mapped(was, page))
		sim_left(pfn_to_page(was), 1, given_up);
	return p->pfn[page];
}

/* A process that writes to a page which it shares gives that one up, no other: how many are new, and the first of them.
 */
static unsigned long settle_fault(struct process *p, unsigned long accessed, unsigned long *first)
{
	unsigned long page, count = 0;

	for (page = 0; page < CORE_PROCESS_PAGES; page++)
		if (settle(p, page, page == accessed) && !count++)
			*first = page;
	return count;
}

/* The page that a process has there migrated, for the first of those who share it. */
static void follow(struct process *p, unsigned long page)
{
	unsigned long was = p->pfn[page], now = look_up(p, page);

	if (!now || now == was)
		return;
	if (!is_mapped(now, page))
		sim_moved_page(pfn_to_page(was), pfn_to_page(now));
	p->pfn[page] = now;
}

void sim_process_remapped(unsigned long address, unsigned long pages)
{
	unsigned long first = (address - START) >> PAGE_SHIFT, page;
	struct process *p;

	for (page = first; page < first + pages; page++)
		for (p = processes; p < processes + CORE_PROCESSES; p++)
			follow(p, page);
}

/* ---- boot */

static int __init process_init(struct process *p)
{
	struct mm_struct *mm = &p->mm;
	int err = 0;

	mm->pgd = p->pgd;
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	init_rwsem(&mm->mmap_lock);
	seqcount_init(&mm->write_protect_seq);
	spin_lock_init(&mm->page_table_lock);
	spin_lock_init(&mm->arg_lock);
	INIT_LIST_HEAD(&mm->mmlist);
	mm->task_size = TASK_SIZE;
#if defined(SIM_MM_ID) && defined(CONFIG_MM_ID)
	mm->mm_id = MM_ID_MIN + (p - processes);
#endif
#ifdef SIM_RSS_PERCPU
	for (int i = 0; i < NR_MM_COUNTERS && !err; i++)
		err = percpu_counter_init(&mm->rss_stat[i], 0, GFP_KERNEL);
#endif
	return err;
}

static int __init processes_init(void)
{
	int err = 0, i;

	for (i = 0; i < CORE_PROCESSES && !err; i++)
		err = process_init(&processes[i]);
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
	/* What sysfs sets up: huge pages, of all orders that there are, for who asks for them. */
	set_bit(TRANSPARENT_HUGEPAGE_REQ_MADV_FLAG, &transparent_hugepage_flags);
#ifdef SIM_ANON_ORDERS
	huge_anon_orders_inherit = THP_ORDERS_ALL_ANON;
#endif
#endif
	return err;
}
late_initcall(processes_init);

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
/* khugepaged does not run. */
void khugepaged_enter_vma(struct vm_area_struct *vma, unsigned long vm_flags)
{
}
#endif

/* No mapping is beside another. */
struct anon_vma *find_mergeable_anon_vma(struct vm_area_struct *vma)
{
	return NULL;
}

/* ---- mappings */

/* Of a mapping that is nothing yet. */
const struct vm_operations_struct vma_dummy_vm_ops;

static void map(struct process *p)
{
	unsigned long flags = VM_READ | VM_WRITE | VM_MAYREAD | VM_MAYWRITE;
	struct vm_area_struct *vma = &p->vma;

	if ((p - processes) % 2)
		flags |= VM_HUGEPAGE;
	vma_init(vma, &p->mm);
	vma_set_anonymous(vma);
	vma->vm_start = START;
	vma->vm_end = START + BYTES;
	vma->vm_pgoff = START >> PAGE_SHIFT;
	vma->vm_page_prot = PAGE_COPY;
	sim_vm_flags(vma, flags);
	p->lives = true;
}

static void zap(struct process *p, unsigned long first, unsigned long pages)
{
	unsigned long page;

	mmap_read_lock(&p->mm);
	sim_zap(&p->vma, address_of(first), pages << PAGE_SHIFT);
	mmap_read_unlock(&p->mm);
	for (page = 0; page < CORE_PROCESS_PAGES; page++)
		settle(p, page, page >= first && page < first + pages);
}

void sim_process_unmap(unsigned int process, unsigned long first, unsigned long pages)
{
	zap(&processes[process], first, pages);
}

void sim_process_exit(unsigned int process)
{
	struct process *p = &processes[process];
	struct mmu_gather tlb;

	zap(p, 0, CORE_PROCESS_PAGES);
	mmap_write_lock(&p->mm);
	unlink_anon_vmas(&p->vma);
	tlb_gather_mmu(&tlb, &p->mm);
	free_pgd_range(&tlb, START, START + BYTES, 0, 0);
	tlb_finish_mmu(&tlb);
	mmap_write_unlock(&p->mm);
	p->lives = false;
}

int sim_process_fork(unsigned int from, unsigned int to)
{
	struct process *parent = &processes[from], *child = &processes[to];
	unsigned long page;
	int err;

	map(child);
	mmap_write_lock(&parent->mm);
	mmap_write_lock_nested(&child->mm, SINGLE_DEPTH_NESTING);
	sim_vm_flags(&child->vma, parent->vma.vm_flags);
	err = anon_vma_fork(&child->vma, &parent->vma);
	if (!err)
		err = copy_page_range(&child->vma, &parent->vma);
	mmap_write_unlock(&child->mm);
	mmap_write_unlock(&parent->mm);
	for (page = 0; page < CORE_PROCESS_PAGES; page++)
		settle(child, page, false);
	if (err)
		sim_process_exit(to);
	return err;
}

/* ---- faults */

static int fault_error(vm_fault_t fault)
{
	if (!(fault & VM_FAULT_ERROR))
		return 0;
	return fault & VM_FAULT_OOM ? -ENOMEM : -EFAULT;
}

int sim_process_fault(unsigned int process, unsigned long page, int write, unsigned long *first, unsigned long *count)
{
	struct process *p = &processes[process];
	int err;

	if (!p->lives)
		map(p);
	mmap_read_lock(&p->mm);
	err = fault_error(handle_mm_fault(&p->vma, address_of(page), write ? FAULT_FLAG_WRITE : 0, NULL));
	mmap_read_unlock(&p->mm);
	*first = page;
	*count = settle_fault(p, page, first);
	return err;
}

/* ---- pins */

bool sim_process_writable(unsigned int process, unsigned long page)
{
	struct process *p = &processes[process];
	pmd_t *pmd = pmd_of(p, address_of(page));

	if (!look_up(p, page))
		return false;
	return pmd_leaf(*pmd) ? pmd_write(*pmd) : pte_write(*pte_offset_kernel(pmd, address_of(page)));
}

/* The one mapping that each has. */
struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long address)
{
	return address < START + BYTES ? &container_of(mm, struct process, mm)->vma : NULL;
}

void *mtree_load(struct maple_tree *tree, unsigned long address)
{
	struct vm_area_struct *vma = find_vma(container_of(tree, struct mm_struct, mm_mt), address);

	return vma && address >= vma->vm_start ? vma : NULL;
}

#if defined(SIM_PIN_VMAS) && defined(CONFIG_HUGETLB_PAGE)
/* As where no architecture has its own (mm/hugetlb.c): the page tables are asked. */
struct page *follow_huge_addr(struct mm_struct *mm, unsigned long address, int write)
{
	return ERR_PTR(-EINVAL);
}

/* No process has pages of hugetlbfs. */
int pmd_huge(pmd_t pmd)
{
	return 0;
}

int pud_huge(pud_t pud)
{
	return 0;
}
#endif

int sim_process_pin(unsigned int process, unsigned long page)
{
	struct process *p = &processes[process];
	struct mm_struct *here = current->mm;
	struct page *pinned;
	long err;

	current->mm = &p->mm;
	mmap_read_lock(&p->mm);
	err = SIM_PIN_PAGES(address_of(page), 1, FOLL_WRITE | FOLL_LONGTERM, &pinned);
	mmap_read_unlock(&p->mm);
	current->mm = here;
	return err == 1 ? 0 : err ? err : -EFAULT;
}

bool sim_process_lives(unsigned int process)
{
	return processes[process].lives;
}

unsigned long sim_process_pfn(unsigned int process, unsigned long page)
{
	return look_up(&processes[process], page);
}
