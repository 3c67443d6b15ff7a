// SPDX-License-Identifier: GPL-2.0
/*
 * misc.c - small services: random numbers, boot-time hooks of code that is not here.
 *
 * No sysfs exists, nothing is mapped.
 *
 * Kind: nothing to do here
 */
#include <linux/mm.h>
#include <linux/kobject.h>
#include <linux/random.h>
#include <linux/rcupdate.h>
#include <linux/mman.h>
#include <linux/swap.h>
#include <linux/hugetlb.h>
#include <linux/vmalloc.h>
#include <linux/cacheinfo.h>
#include <linux/once.h>
#include <linux/initrd.h>

#include "sim.h"
#include "compat.h"

unsigned long sim_pfn_offset;
unsigned long *sim_zero_page;
/* Weak: where the kernel's own files define them, those count. */
void *high_memory __weak;
unsigned long max_mapnr __weak;
struct page *mem_map __weak;
struct mm_struct init_mm;
pgd_t swapper_pg_dir[PTRS_PER_PGD];
struct kobject *kernel_kobj;
bool static_key_initialized = true;

#ifdef SIM_ZERO_PAGE_POINTER
/* Generic code has it in the kernel's image, which is not in RAM here. */
void __init arch_setup_zero_pages(void)
{
	__zero_page = virt_to_page(sim_zero_page);
}
#endif

/* What the tree says of the initrd, which nobody reads here. */
unsigned long initrd_start, initrd_end;
phys_addr_t phys_initrd_start __initdata;
unsigned long phys_initrd_size __initdata;
int initrd_below_start_ok;

/* A fixed sequence: shuffling and hashing must not differ from run to run. */
static u64 random_state = 0x9e3779b97f4a7c15ULL;

void get_random_bytes(void *buf, size_t len)
{
	unsigned char *p = buf;

	while (len--) {
		random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
		*p++ = random_state >> 56;
	}
}

u64 get_random_u64(void)
{
	u64 x;

	get_random_bytes(&x, sizeof(x));
	return x;
}

u32 __get_random_u32_below(u32 ceil)
{
	u32 x;

	get_random_bytes(&x, sizeof(x));
	return x % ceil;
}

#ifdef SIM_SNAPSHOT_PAGE
/* For the dump of a bad page: nobody changes it meanwhile (util.h). */
void snapshot_page(struct page_snapshot *ps, const struct page *page)
{
	const struct folio *folio;

	/* Of a copy, as dumping it failed an assertion: dumping that would fail in turn, for as long as there is stack.
	 */
	BUG_ON(!pfn_valid(page_to_pfn(page)));
	folio = page_folio(page);
	*ps = (struct page_snapshot){*folio, *page, .pfn = page_to_pfn(page), .idx = folio_page_idx(folio, page)};
}
#endif

int execute_with_initialized_rng(struct notifier_block *nb)
{
	return 0;
}

/* Nodes of a device tree are entries of sysfs in a kernel (CONFIG_OF_KOBJ); nobody counts their references. */
extern const struct kobj_type of_node_ktype;
const struct kobj_type of_node_ktype;
void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)
{
}

struct kobject *kobject_create_and_add(const char *name, struct kobject *parent)
{
	return NULL;
}

/* Called by the boot order, for page tables, vmalloc and slab that are not here. */
void __init pgtable_cache_init(void)
{
}

void __init vmalloc_init(void)
{
}

void __init mm_cache_init(void)
{
}

struct cpu_cacheinfo *get_cpu_cacheinfo(unsigned int cpu)
{
	static struct cpu_cacheinfo none;

	return &none;
}

#ifdef CONFIG_HUGETLB_PAGE
/* No huge page is ever allocated: their order is a setting of the pageblock. */
void hugetlb_show_meminfo_node(int nid)
{
}

int isolate_or_dissolve_huge_page(struct page *page, struct list_head *list)
{
	return -EBUSY;
}

void wait_for_freed_hugetlb_folios(void)
{
}

void hugetlb_report_meminfo(struct seq_file *m)
{
}

unsigned long hugetlb_total_pages(void)
{
	return 0;
}
#endif

/* No file is one of shmem, nor is a mapping of one. */
bool shmem_mapping(struct address_space *mapping)
{
	return false;
}
SERVES(shmem_mapping, vma_is_anon_shmem);

/* For meminfo: no mapping, and per-CPU memory lies outside of the machine (percpu.c). */
unsigned long vmalloc_nr_pages(void)
{
	return 0;
}

unsigned long pcpu_nr_pages(void)
{
	return 0;
}
