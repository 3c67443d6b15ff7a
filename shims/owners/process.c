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
#include <linux/swap.h>
#include <linux/syscalls.h>
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
	/* Where each page is, as last looked up: its pfn, or IN_SWAP and its slot; 0 for none. */
	unsigned long place[CORE_PROCESS_PAGES];
} processes[CORE_PROCESSES];

#define IN_SWAP (1UL << (BITS_PER_LONG - 1))

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

/* The entry of the page, an empty one where it is mapped by a larger one or not at all. */
static pte_t entry_of(struct process *p, unsigned long page, pmd_t *pmd)
{
	unsigned long address = address_of(page);
	pud_t *pud;

	*pmd = __pmd(0);
	if (!p->lives)
		return __pte(0);
	pud = pud_offset(p4d_offset(pgd_offset(&p->mm, address), address), address);
	if (pud_none(*pud))
		return __pte(0);
	*pmd = *pmd_offset(pud, address);
	if (pmd_leaf(*pmd) || !(pmd_val(*pmd) & SIM_PRESENT))
		return __pte(0);
	return *pte_offset_kernel(pmd, address);
}

/* In swap, or still or again in memory, where nobody maps it. */
static unsigned long swap_place(pte_t pte)
{
	unsigned long slot = sim_swap_slot(pte_val(pte));
	struct page *page = slot ? sim_swap_cached(slot) : NULL;

	if (page)
		return page_to_pfn(page);
	return slot ? slot | IN_SWAP : 0;
}

static unsigned long look_up(struct process *p, unsigned long page)
{
	pmd_t pmd;
	pte_t pte = entry_of(p, page, &pmd);

	if (pmd_leaf(pmd))
		return pmd_pfn(pmd) + ((address_of(page) & ~PMD_MASK) >> PAGE_SHIFT);
	if (pte_present(pte))
		return own_pfn(pte_pfn(pte));
	return pte_none(pte) ? 0 : swap_place(pte);
}

/* ---- where pages go */

static bool is_at(unsigned long place, unsigned long page)
{
	struct process *p;

	for (p = processes; p < processes + CORE_PROCESSES; p++)
		if (p->place[page] == place)
			return true;
	return false;
}

/* Nobody has the page any more. */
static void leave(unsigned long was, bool given_up)
{
	if (was & IN_SWAP) {
		sim_swap_left(was & ~IN_SWAP, given_up);
		return;
	}
	sim_left(pfn_to_page(was), 1, given_up);
	sim_swap_unused(pfn_to_page(was));
}

/* What is recorded of one that is elsewhere now: it migrated, or went to swap, or came from there. */
static void went(unsigned long was, unsigned long now)
{
	if (was & IN_SWAP)
		sim_swapped_in(was & ~IN_SWAP, pfn_to_page(now));
	else if (now & IN_SWAP)
		sim_swapped_out(pfn_to_page(was), now & ~IN_SWAP);
	else
		sim_moved_page(pfn_to_page(was), pfn_to_page(now));
}

/* With all who have it. */
static void go(unsigned long page, unsigned long was, unsigned long now)
{
	struct process *p;

	went(was, now);
	for (p = processes; p < processes + CORE_PROCESSES; p++)
		if (p->place[page] == was)
			p->place[page] = now;
}

/* Where the others who have the page that p had have it now; 0 if there are none. */
static unsigned long others_have(struct process *p, unsigned long page)
{
	struct process *other;

	for (other = processes; other < processes + CORE_PROCESSES; other++)
		if (other != p && other->place[page] == p->place[page])
			return look_up(other, page);
	return 0;
}

/*
 * The page that p had came from swap, or went there.  If others have it, p may have a copy of it by now, which was made
 * of what came, or of what is still in swap.
 */
static void follow_swap(struct process *p, unsigned long page, unsigned long now)
{
	unsigned long was = p->place[page], others = others_have(p, page);

	if (!was || !now || !((was | now) & IN_SWAP) || others == was)
		return;
	go(page, was, others ? others : now);
}

/* What the process has at this page now, and whether that is new.  Who is mapped nowhere any more has left. */
static bool settle(struct process *p, unsigned long page, bool given_up)
{
	unsigned long was, now = look_up(p, page);

	if (now == p->place[page])
		return false;
	follow_swap(p, page, now);
	was = p->place[page];
	if (now == was)
		return false;
	p->place[page] = now;
	if (was && !is_at(was, page))
		leave(was, given_up);
	return now;
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
	unsigned long was = p->place[page], now = look_up(p, page);

	if (!now || now == was)
		return;
	if (!is_at(now, page))
		went(was, now);
	p->place[page] = now;
}

void sim_process_remapped(unsigned long address, unsigned long pages)
{
	unsigned long first = (address - START) >> PAGE_SHIFT, page;
	struct process *p;

	for (page = first; page < first + pages; page++)
		for (p = processes; p < processes + CORE_PROCESSES; p++)
			follow(p, page);
}

/* Who gives pages up while they are freed; the others lose what they have. */
static const struct process *gives;
bool sim_lazily_freed;

/*
 * A page that nobody maps is gone from memory, to swap or, as a copy in the swap cache, elsewhere; or for good, as one
 * that was freed lazily.
 */
static void gone(struct process *p, unsigned long page)
{
	pmd_t pmd;
	pte_t pte = entry_of(p, page, &pmd);
	unsigned long was = p->place[page], now;

	if (pmd_leaf(pmd) || pte_present(pte) || (pte_none(pte) && p == gives))
		return;
	now = pte_none(pte) ? 0 : swap_place(pte);
	if (now && now != was)
		go(page, was, now);
	if (pte_none(pte))
		settle(p, page, false);
}

bool sim_process_has(unsigned long pfn)
{
	unsigned long page;

	for (page = 0; page < CORE_PROCESS_PAGES; page++)
		if (is_at(pfn, page))
			return true;
	return false;
}

void sim_process_freed(unsigned long pfn, unsigned long pages)
{
	struct process *p;
	unsigned long page;

	for (p = processes; p < processes + CORE_PROCESSES; p++)
		for (page = 0; p->lives && page < CORE_PROCESS_PAGES; page++)
			if (p->place[page] - pfn < pages)
				gone(p, page);
}

void sim_process_arrives(unsigned long slot, unsigned long pfn)
{
	unsigned long page;

	for (page = 0; page < CORE_PROCESS_PAGES; page++)
		if (is_at(slot | IN_SWAP, page))
			go(page, slot | IN_SWAP, pfn);
}

/* What is elsewhere though somebody still looks at the page that it was in. */
void sim_process_settle(void)
{
	struct process *p;
	unsigned long page;

	for (p = processes; p < processes + CORE_PROCESSES; p++)
		for (page = 0; p->lives && page < CORE_PROCESS_PAGES; page++)
			settle(p, page, false);
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
	lru_gen_init_mm(mm);
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
	/*
	 * What sysfs sets up: huge pages, of all orders that there are, for who asks for them, and no huge page of
	 * zeroes, which would be nobody's.
	 */
	set_bit(TRANSPARENT_HUGEPAGE_REQ_MADV_FLAG, &transparent_hugepage_flags);
	clear_bit(TRANSPARENT_HUGEPAGE_USE_ZERO_PAGE_FLAG, &transparent_hugepage_flags);
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

/* Of those who have had pages in swap, which swapoff() looks through. */
DEFINE_SPINLOCK(mmlist_lock);

/* Nobody else has the process, so that this is not the last of it. */
void mmput(struct mm_struct *mm)
{
	atomic_dec(&mm->mm_users);
}
SERVES(mmput, mmput_async);

/* A tree of mappings that has one, which begins behind where the search for the first begins. */
void *mas_find(struct ma_state *mas, unsigned long max)
{
	struct process *p = container_of(mas->tree, struct process, mm.mm_mt);

	if (mas->index > START || START > max)
		return NULL;
	mas->index = START + BYTES;
	return &p->vma;
}

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
	lru_gen_add_mm(&p->mm);
}

/* What the process has given up of a range. */
static void settle_range(struct process *p, unsigned long first, unsigned long pages)
{
	unsigned long page;

	for (page = 0; page < CORE_PROCESS_PAGES; page++)
		settle(p, page, page >= first && page < first + pages);
}

void sim_process_exit(unsigned int process)
{
	struct process *p = &processes[process];
	struct mmu_gather tlb;

	gives = p;
	mmap_read_lock(&p->mm);
	sim_zap(&p->vma, START, BYTES);
	mmap_read_unlock(&p->mm);
	gives = NULL;
	settle_range(p, 0, CORE_PROCESS_PAGES);
	mmap_write_lock(&p->mm);
	unlink_anon_vmas(&p->vma);
	tlb_gather_mmu(&tlb, &p->mm);
	free_pgd_range(&tlb, START, START + BYTES, 0, 0);
	tlb_finish_mmu(&tlb);
	mmap_write_unlock(&p->mm);
	if (!list_empty(&p->mm.mmlist))
		list_del_init(&p->mm.mmlist);
	p->mm.locked_vm = 0;
	lru_gen_del_mm(&p->mm);
	p->lives = false;
}

/* A child that could not be forked: nobody has seen the copies that it got. */
static void end_stillborn(struct process *parent, struct process *child)
{
	unsigned long copy[CORE_PROCESS_PAGES], page;

	for (page = 0; page < CORE_PROCESS_PAGES; page++)
		copy[page] = look_up(child, page);
	sim_process_exit(child - processes);
	for (page = 0; page < CORE_PROCESS_PAGES; page++)
		if (copy[page] && !(copy[page] & IN_SWAP) && copy[page] != parent->place[page])
			sim_left_unseen(pfn_to_page(copy[page]));
}

int sim_process_fork(unsigned int from, unsigned int to)
{
	struct process *parent = &processes[from], *child = &processes[to];
	unsigned long page;
	int err;

	map(child);
	mmap_write_lock(&parent->mm);
	mmap_write_lock_nested(&child->mm, SINGLE_DEPTH_NESTING);
	sim_vm_flags(&child->vma, parent->vma.vm_flags & ~(VM_LOCKED | VM_LOCKONFAULT));
	err = anon_vma_fork(&child->vma, &parent->vma);
	if (!err)
		err = copy_page_range(&child->vma, &parent->vma);
	mmap_write_unlock(&child->mm);
	mmap_write_unlock(&parent->mm);
	if (err) {
		end_stillborn(parent, child);
		return err;
	}
	for (page = 0; page < CORE_PROCESS_PAGES; page++)
		settle(child, page, false);
	return 0;
}

/* What the memory of a process is for, or is not needed for. */
static const int advices[] = {
	[CORE_ADVICE_DONTNEED] = MADV_DONTNEED, [CORE_ADVICE_FREE] = MADV_FREE,		[CORE_ADVICE_COLD] = MADV_COLD,
	[CORE_ADVICE_PAGEOUT] = MADV_PAGEOUT,	[CORE_ADVICE_WILLNEED] = MADV_WILLNEED,
};

int sim_process_advise(unsigned int process, unsigned long first, unsigned long pages, enum core_advice advice)
{
	struct process *p = &processes[process];
	struct mm_struct *here = current->mm;
	bool gives_up = advice == CORE_ADVICE_DONTNEED || advice == CORE_ADVICE_FREE;
	int err;

	if (advice == CORE_ADVICE_FREE)
		sim_lazily_freed = true;
	gives = gives_up ? p : NULL;
	current->mm = &p->mm;
	err = do_madvise(&p->mm, address_of(first), pages << PAGE_SHIFT, advices[advice]);
	current->mm = here;
	gives = NULL;
	if (gives_up)
		settle_range(p, first, pages);
	return err;
}

int sim_process_lock(unsigned int process, bool lock)
{
	struct process *p = &processes[process];
	struct mm_struct *here = current->mm;
	long err;

	current->mm = &p->mm;
	err = lock ? sys_mlockall(MCL_CURRENT | MCL_ONFAULT) : sys_munlockall();
	current->mm = here;
	return err;
}

bool sim_process_locked(unsigned int process)
{
	return processes[process].lives && processes[process].vma.vm_flags & VM_LOCKED;
}

/* ---- faults */

static int fault_error(vm_fault_t fault)
{
	if (!(fault & VM_FAULT_ERROR))
		return 0;
	return fault & VM_FAULT_OOM ? -ENOMEM : -EFAULT;
}

static int fault(struct process *p, unsigned long page, bool write)
{
	vm_fault_t result;

	lru_gen_use_mm(&p->mm);
	mmap_read_lock(&p->mm);
	result = handle_mm_fault(&p->vma, address_of(page), write ? FAULT_FLAG_WRITE : 0, NULL);
	mmap_read_unlock(&p->mm);
	return fault_error(result);
}

/* A processor tries again until it can: a page that came from swap may be gone again before it is mapped. */
static bool may_access(struct process *p, unsigned long page, bool write)
{
	pmd_t pmd;
	pte_t pte = entry_of(p, page, &pmd);

	if (pmd_leaf(pmd))
		return !write || pmd_write(pmd);
	return pte_present(pte) && (!write || pte_write(pte));
}

int sim_process_fault(unsigned int process, unsigned long page, int write, unsigned long *first, unsigned long *count)
{
	struct process *p = &processes[process];
	int err;

	if (!p->lives)
		map(p);
	do
		err = fault(p, page, write);
	while (!err && !may_access(p, page, write));
	*first = page;
	*count = settle_fault(p, page, first);
	return err;
}

/* ---- pins */

bool sim_process_writable(unsigned int process, unsigned long page)
{
	pmd_t pmd;
	pte_t pte = entry_of(&processes[process], page, &pmd);

	return pmd_leaf(pmd) ? pmd_write(pmd) : pte_present(pte) && pte_write(pte);
}

/* The one mapping that each has. */
struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long address)
{
	return address < START + BYTES ? &container_of(mm, struct process, mm)->vma : NULL;
}

struct vm_area_struct *find_vma_prev(struct mm_struct *mm, unsigned long address, struct vm_area_struct **prev)
{
	*prev = NULL;
	return find_vma(mm, address);
}

struct vm_area_struct *find_vma_intersection(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct vm_area_struct *vma = find_vma(mm, start);

	return vma && vma->vm_start < end ? vma : NULL;
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
	unsigned long place = look_up(&processes[process], page);

	return place & IN_SWAP ? 0 : place;
}

unsigned long sim_process_slot(unsigned int process, unsigned long page)
{
	pmd_t pmd;
	pte_t pte = entry_of(&processes[process], page, &pmd);

	return pmd_leaf(pmd) || pte_none(pte) || pte_present(pte) ? 0 : sim_swap_slot(pte_val(pte));
}
