// SPDX-License-Identifier: GPL-2.0
/*
 * boot.c - the boot order: what an architecture's setup code, start_kernel() and the initcall levels do, in that order,
 * for the parts that are here.  Everything that counts is called in the kernel's own files; this is the caller.
 */
#include <linux/init.h>
#include <linux/memblock.h>
#include <linux/mman.h>
#include <linux/of_fdt.h>
#include <linux/pagemap.h>
#include <linux/radix-tree.h>
#include <linux/rmap.h>
#include <linux/vmstat.h>

#include <linux/pgtable.h>

#include "core_kernel.h"
#include "mm/internal.h"
#include "mm/cma.h"

/* Bounds that the linker script of the kernel side makes. */
extern initcall_entry_t __initcall_start[], __initcall_end[];

/* The machine whose zones are being set up. */
static const struct core_description *booting __initdata;

void __init arch_zone_limits_init(unsigned long *max_zone_pfn)
{
	phys_addr_t dma, dma32;

	arch_zone_ends(booting, &dma, &dma32);
#ifdef CONFIG_ZONE_DMA
	if (dma)
		max_zone_pfn[ZONE_DMA] = min_t(unsigned long, PHYS_PFN(dma), max_pfn);
#endif
#ifdef CONFIG_ZONE_DMA32
	if (dma32)
		max_zone_pfn[ZONE_DMA32] = min_t(unsigned long, PHYS_PFN(dma32), max_pfn);
#endif
	max_zone_pfn[ZONE_NORMAL] = max_low_pfn;
#ifdef CONFIG_HIGHMEM
	max_zone_pfn[ZONE_HIGHMEM] = max_pfn;
#endif
}

static void __init unflatten(const struct core_description *description)
{
	/* Resources of RAM are made before on arm, else afterwards. */
	if (!arch_tree_before_zones())
		arch_note_memory();
	if (description->dtb)
		unflatten_device_tree();
	if (arch_tree_before_zones())
		arch_note_memory();
}

#ifdef SIM_ZONE_LIMITS_CALLBACK
/* Generic code sets up the zones, after setup_arch(), so after tree and areas, and asks the architecture for their
 * ends. */
static int __init setup_zones(const struct core_description *description)
{
	int err;

	unflatten(description);
	err = arch_area_last() ? boot_areas(description) : 0;
	boot_note_memory();
	mm_core_init_early();
	return err;
}
#else
/* setup_arch() does so, on arm before it unflattens the tree. */
static int __init setup_zones(const struct core_description *description)
{
	unsigned long limits[MAX_NR_ZONES] = {0};
	int err;

	if (arch_tree_before_zones())
		unflatten(description);
	boot_note_memory();
	arch_zone_limits_init(limits);
	sparse_init();
	free_area_init(limits);
	err = arch_area_last() ? boot_areas(description) : 0;
	if (!arch_tree_before_zones())
		unflatten(description);
	return err;
}
#endif

static int __init setup_memory_map(const struct core_description *description)
{
	booting = description;
	sim_zero_page = memblock_alloc(PAGE_SIZE, PAGE_SIZE);
	/* It is part of a kernel's image: that an allocation was to fail is no reason to have none. */
	if (!sim_zero_page)
		sim_zero_page = memblock_alloc(PAGE_SIZE, PAGE_SIZE);
	return setup_zones(description);
}

#ifdef SIM_NO_GENERIC_FREE_ALL
/* As those architectures do that have such memory, on kernels whose memblock_free_all() leaves it to them. */
static void __init free_highmem(void)
{
#if defined(CONFIG_HIGHMEM) && defined(free_highmem_page)
	phys_addr_t start, end;
	unsigned long pfn;
	u64 i;

	for_each_free_mem_range (i, NUMA_NO_NODE, MEMBLOCK_NONE, &start, &end, NULL)
		for (pfn = max(PFN_UP(start), max_low_pfn); pfn < PFN_DOWN(end); pfn++)
			free_highmem_page(pfn_to_page(pfn));
#endif
}
#endif

/*
 * The architecture's part of the kernel's own boot order: give all that is left to the buddy system, where the generic
 * code does not do that itself.
 */
void __init mem_init(void)
{
#ifdef SIM_NO_GENERIC_FREE_ALL
	memblock_free_all();
	free_highmem();
#endif
}

#ifdef SIM_NO_MM_CORE_INIT
/* Before 6.4 this order is in init/main.c, which is not here. */
static void __init mm_core_init(void)
{
	build_all_zonelists(NULL);
	page_alloc_init();
	init_mem_debugging_and_hardening();
	mem_init();
	mem_init_print_info();
}
#endif

/* What start_kernel() sets up behind the allocator for those who own pages. */
static void __init setup_owners(void)
{
	radix_tree_init();
	anon_vma_init();
	pagecache_init();
	percpu_counter_init(&vm_committed_as, 0, GFP_KERNEL);
	INIT_LIST_HEAD(&init_mm.mmlist);
}

static void __init run_initcalls(void)
{
	initcall_entry_t *fn;

	for (fn = __initcall_start; fn < __initcall_end; fn++)
		initcall_from_entry(fn)();
}

/*
 * Pages that the kernel may use itself.  Without any its slab would have given up, which here takes no memory of the
 * machine; later code divides by their number.
 */
static unsigned long __init kernel_pages(void)
{
	unsigned long pages = 0;
	unsigned int i;

	for (i = 0; i < num_online_nodes() * MAX_NR_ZONES; i++)
		if (i % MAX_NR_ZONES != ZONE_MOVABLE)
			pages += zone_managed_pages(core_zone_at(i));
	return pages;
}

/* More than ten times what machines up to so many pages take, see the check "budget"; then a few more for each. */
enum {
	BOOT_STEPS = 40000000,
	BOOT_PAGES = 1 << 22,
	STEPS_PER_PAGE = 16, /* of the memory map, or for each pageblock of a hole */
};

static void __init allow_steps(void)
{
	unsigned long span = max_pfn - min_low_pfn;
	unsigned long pages = IS_ENABLED(CONFIG_FLATMEM) ? span : PHYS_PFN(memblock_phys_mem_size());

	if (span > BOOT_PAGES)
		sim_step_allow(STEPS_PER_PAGE * (pages + (span >> pageblock_order)));
}

int boot_machine(const struct core_description *description)
{
	int err;

	sim_step_begin(BOOT_STEPS);
	system_state = SYSTEM_BOOTING;
	sim_asked_reset();
	sim_fail_memblock(description->fail_memblock);
	sim_fail_slab(description->fail_slab);
	sim_cpu_init();
	sim_percpu_init();
	page_address_init();
	err = boot_memory(description);
	if (err)
		return err;
	allow_steps();
	err = setup_memory_map(description);
	if (err)
		return err;
	params_late();
	mm_core_init();
	if (!kernel_pages()) {
		pr_err("Error: no memory is left\n");
		return -ENOMEM;
	}
	sim_slab_init();
	setup_per_cpu_pageset();
	setup_owners();
	system_state = SYSTEM_SCHEDULING;
	/* From here on allocations may block, as kernel_init_freeable() says. */
	gfp_allowed_mask = __GFP_BITS_MASK;
	init_mm_internals();
	page_alloc_init_late();
	run_initcalls();
	arch_free_initrd();
	sim_fail_memblock(0);
	sim_fail_slab(0);
	system_state = SYSTEM_RUNNING;
	return 0;
}

/* The name that kernel/dma/contiguous.c gives to the area of a node. */
static bool is_of_node(const char *name)
{
	return IS_ENABLED(CONFIG_DMA_NUMA_CMA) && (!strncmp(name, "numa", 4) || !strncmp(name, "pernuma", 7));
}

static int describe_area(struct cma *cma, void *data)
{
	struct core_machine *m = data;
	struct core_area *a = &m->area[m->areas];

	if (is_of_node(cma_get_name(cma)))
		m->devices = num_online_nodes();
	if (m->areas == CORE_MAX_AREAS)
		return 0;
	a->name = cma_get_name(cma);
	a->pfn = PHYS_PFN(cma_get_base(cma));
	a->count = cma_get_size(cma) >> PAGE_SHIFT;
	a->order_per_bit = cma->order_per_bit;
	a->declared_order = boot_declared_order(cma);
	m->areas++;
	return 0;
}

void boot_describe(struct core_machine *m)
{
	struct zone *zone;
	unsigned int i;

	m->guard_order = debug_guardpage_enabled() ? debug_guardpage_minorder() : 0;
	m->zones = num_online_nodes() * MAX_NR_ZONES;
	BUILD_BUG_ON(MAX_NUMNODES * MAX_NR_ZONES > CORE_MAX_ZONES);
	for (i = 0; i < m->zones; i++) {
		struct core_zone *z = &m->zone[i];

		zone = core_zone_at(i);
		z->node = zone_to_nid(zone);
		z->name = zone->name ? zone->name : "";
		z->start_pfn = zone->zone_start_pfn;
		z->end_pfn = zone_end_pfn(zone);
	}
	m->areas = m->devices = 0;
	cma_for_each_area(describe_area, m);
	m->devices += m->areas + 1;
}
