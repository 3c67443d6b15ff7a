// SPDX-License-Identifier: GPL-2.0
/*
 * process.c - processes, whose anonymous memory the kernel's own faults, fork and unmapping make.
 *
 * A process is a mm_struct and two mappings, always at the same addresses: a private one, for which every second
 * process asks for huge pages (MADV_HUGEPAGE), and behind it the shared one of a file (mapped.c).  What mmap(), fork()
 * and exit() do around the calls into mm/memory.c and mm/rmap.c is here in small, as there is no tree of mappings.
 * Which page is where is looked up in the page tables, and recorded when it changes.
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
#define FILE_START (START + ALIGN(BYTES, PMD_SIZE))
#define FILE_END (FILE_START + BYTES)

static struct process {
	struct mm_struct mm;
	unsigned long mm_cpumask[2]; /* the mm_struct's end */
	struct vm_area_struct vma, file;
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

static unsigned long file_address_of(unsigned long page)
{
	return FILE_START + (page << PAGE_SHIFT);
}

/* A page of zeroes is not the process's own. */
static unsigned long own_pfn(unsigned long pfn)
{
	return is_zero_pfn(pfn) ? 0 : pfn;
}

/* The place of an address's entry, or NULL where it is mapped by a larger one or not at all. */
static pte_t *place_of(struct process *p, unsigned long address, pmd_t *pmd)
{
	pud_t *pud;

	*pmd = __pmd(0);
	if (!p->lives)
		return NULL;
	pud = pud_offset(p4d_offset(pgd_offset(&p->mm, address), address), address);
	if (pud_none(*pud))
		return NULL;
	*pmd = *pmd_offset(pud, address);
	if (pmd_leaf(*pmd) || !(pmd_val(*pmd) & SIM_PRESENT))
		return NULL;
	return pte_offset_kernel(pmd, address);
}

static pte_t entry_at(struct process *p, unsigned long address, pmd_t *pmd)
{
	pte_t *place = place_of(p, address, pmd);

	return place ? *place : __pte(0);
}

static pte_t entry_of(struct process *p, unsigned long page, pmd_t *pmd)
{
	return entry_at(p, address_of(page), pmd);
}

/* What is mapped there, by the entry or a larger one; 0 if nothing is. */
static unsigned long mapped_at(unsigned long address, pte_t pte, pmd_t pmd)
{
	if (pmd_leaf(pmd))
		return pmd_pfn(pmd) + ((address & ~PMD_MASK) >> PAGE_SHIFT);
	return pte_present(pte) ? own_pfn(pte_pfn(pte)) : 0;
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

	if (pmd_leaf(pmd) || pte_present(pte))
		return mapped_at(address_of(page), pte, pmd);
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

bool sim_lazily_freed;

/* Who has lost the page meanwhile, as it had said that it may, while others keep it, does not follow. */
static void forget_lost(struct process *p, unsigned long page)
{
	unsigned long was = p->place[page];
	pmd_t pmd;
	pte_t pte;

	if (!was || !p->lives)
		return;
	pte = entry_of(p, page, &pmd);
	if (pmd_leaf(pmd) || !pte_none(pte))
		return;
	p->place[page] = 0;
	if (!is_at(was, page))
		p->place[page] = was;
}

void sim_process_remapped(unsigned long address, unsigned long pages)
{
	unsigned long first = (address - START) >> PAGE_SHIFT, page;
	struct process *p;

	/* The file follows its own. */
	if (address >= FILE_START)
		return;
	for (page = first; page < first + pages; page++) {
		for (p = processes; p < processes + CORE_PROCESSES && sim_lazily_freed; p++)
			forget_lost(p, page);
		for (p = processes; p < processes + CORE_PROCESSES; p++)
			follow(p, page);
	}
}

/* Who gives pages up while they are freed; the others lose what they have. */
static const struct process *gives;

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

/* The first of the two that ends behind the address. */
struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long address)
{
	struct process *p = container_of(mm, struct process, mm);

	if (address < START + BYTES)
		return &p->vma;
	return address < FILE_END ? &p->file : NULL;
}

/* Each search begins where the last mapping ended. */
void *mas_find(struct ma_state *mas, unsigned long max)
{
	struct vm_area_struct *vma = find_vma(container_of(mas->tree, struct mm_struct, mm_mt), mas->index);

	if (!vma || vma->vm_start > max)
		return NULL;
	mas->index = vma->vm_end;
	return vma;
}

/* No mapping is beside another. */
struct anon_vma *find_mergeable_anon_vma(struct vm_area_struct *vma)
{
	return NULL;
}

/* ---- mappings */

/* Of a mapping that is nothing yet. */
const struct vm_operations_struct vma_dummy_vm_ops;

/*
 * Pages are mapped for reading first, so that the first write faults: a private page is copied then, and a file learns
 * that its page is dirty (vma_wants_writenotify()).
 */
static void map_at(struct process *p, struct vm_area_struct *vma, unsigned long start, unsigned long flags)
{
	vma_init(vma, &p->mm);
	vma->vm_start = start;
	vma->vm_end = start + BYTES;
	vma->vm_page_prot = PAGE_COPY;
	sim_vm_flags(vma, VM_READ | VM_WRITE | VM_MAYREAD | VM_MAYWRITE | flags);
}

unsigned int sim_process_file(unsigned int process)
{
	return process / 2;
}

static void map(struct process *p)
{
	unsigned int process = p - processes;

	map_at(p, &p->vma, START, process % 2 ? VM_HUGEPAGE : 0);
	vma_set_anonymous(&p->vma);
	p->vma.vm_pgoff = START >> PAGE_SHIFT;
	map_at(p, &p->file, FILE_START, VM_SHARED | VM_MAYSHARE | VM_RAND_READ);
	sim_mapped_begin(&p->file, sim_process_file(process));
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
	sim_zap(&p->file, FILE_START, BYTES);
	mmap_read_unlock(&p->mm);
	gives = NULL;
	settle_range(p, 0, CORE_PROCESS_PAGES);
	mmap_write_lock(&p->mm);
	unlink_anon_vmas(&p->vma);
	sim_mapped_end(&p->file);
	tlb_gather_mmu(&tlb, &p->mm);
	free_pgd_range(&tlb, START, FILE_END, 0, 0);
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
	if (!err)
		err = copy_page_range(&child->file, &parent->file);
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

static int advise(struct process *p, unsigned long start, unsigned long pages, enum core_advice advice)
{
	struct mm_struct *here = current->mm;
	int err;

	current->mm = &p->mm;
	err = do_madvise(&p->mm, start, pages << PAGE_SHIFT, advices[advice]);
	current->mm = here;
	return err;
}

int sim_process_advise(unsigned int process, unsigned long first, unsigned long pages, enum core_advice advice)
{
	struct process *p = &processes[process];
	bool gives_up = advice == CORE_ADVICE_DONTNEED || advice == CORE_ADVICE_FREE;
	int err;

	if (advice == CORE_ADVICE_FREE)
		sim_lazily_freed = true;
	gives = gives_up ? p : NULL;
	err = advise(p, address_of(first), pages, advice);
	gives = NULL;
	if (gives_up)
		settle_range(p, first, pages);
	return err;
}

int sim_process_file_unmap(unsigned int process, unsigned long first, unsigned long pages)
{
	return advise(&processes[process], file_address_of(first), pages, CORE_ADVICE_DONTNEED);
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

static int fault_once(struct process *p, struct vm_area_struct *vma, unsigned long address, bool write)
{
	vm_fault_t result;

	lru_gen_use_mm(&p->mm);
	mmap_read_lock(&p->mm);
	result = handle_mm_fault(vma, address, write ? FAULT_FLAG_WRITE : 0, NULL);
	mmap_read_unlock(&p->mm);
	return fault_error(result);
}

static bool may_access(struct process *p, unsigned long address, bool write)
{
	pmd_t pmd;
	pte_t pte = entry_at(p, address, &pmd);

	if (pmd_leaf(pmd))
		return !write || pmd_write(pmd);
	return pte_present(pte) && (!write || pte_write(pte));
}

/*
 * A processor tries again until it can: a page that came may be gone again before it is mapped, or written back before
 * it is written to.
 */
static int fault(struct process *p, struct vm_area_struct *vma, unsigned long address, bool write)
{
	int err;

	do
		err = fault_once(p, vma, address, write);
	while (!err && !may_access(p, address, write));
	return err;
}

int sim_process_fault(unsigned int process, unsigned long page, int write, unsigned long *first, unsigned long *count)
{
	struct process *p = &processes[process];
	int err;

	if (!p->lives)
		map(p);
	err = fault(p, &p->vma, address_of(page), write);
	*first = page;
	*count = settle_fault(p, page, first);
	return err;
}

int sim_process_file_fault(unsigned int process, unsigned long page, int write)
{
	struct process *p = &processes[process];

	if (!p->lives)
		map(p);
	return fault(p, &p->file, file_address_of(page), write);
}

unsigned long sim_process_file_pfn(unsigned int process, unsigned long page)
{
	pmd_t pmd;
	pte_t pte = entry_at(&processes[process], file_address_of(page), &pmd);

	return mapped_at(file_address_of(page), pte, pmd);
}

void sim_process_file_spoil(unsigned int process, unsigned long page)
{
	pmd_t pmd;
	pte_t *place = place_of(&processes[process], file_address_of(page), &pmd);

	*place = __pte(pte_val(*place) + PAGE_SIZE);
}

/* ---- pins */

bool sim_process_writable(unsigned int process, unsigned long page)
{
	pmd_t pmd;
	pte_t pte = entry_of(&processes[process], page, &pmd);

	return pmd_leaf(pmd) ? pmd_write(pmd) : pte_present(pte) && pte_write(pte);
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
