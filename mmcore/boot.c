// SPDX-License-Identifier: GPL-2.0
/*
 * boot.c - the boot order: what an architecture's setup code, start_kernel() and the initcall levels do, in that order,
 * for the parts that are here.  Everything that counts is called in the kernel's own files; this is the caller.
 */
#include <linux/init.h>
#include <linux/memblock.h>
#include <linux/dma-map-ops.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <linux/vmstat.h>
#include <asm/setup.h>

#include <linux/pgtable.h>

#include "core_kernel.h"
#include "mm/internal.h"
#include "mm/cma.h"

/* Bounds that the linker script of the kernel side makes. */
extern const struct obs_kernel_param __setup_start[], __setup_end[];
extern initcall_entry_t __initcall_start[], __initcall_end[];

char __initdata boot_command_line[COMMAND_LINE_SIZE];

static int __init do_early_param(char *param, char *val, const char *unused, void *arg)
{
	const struct obs_kernel_param *p;

	for (p = __setup_start; p < __setup_end; p++)
		if (p->early && parameq(param, p->str) && p->setup_func(val))
			pr_warn("Malformed early option '%s'\n", param);
	return 0;
}

static void __init parse_early(const char *cmdline)
{
	static char __initdata copy[COMMAND_LINE_SIZE];

	strscpy(boot_command_line, cmdline, sizeof(boot_command_line));
	strscpy(copy, cmdline, sizeof(copy));
	parse_args("early options", copy, NULL, 0, 0, 0, NULL, do_early_param);
}

static void __init add_memory(const struct machine_plan *plan)
{
	unsigned long base = plan->base_pfn, end = 0;
	const struct machine_bank *b;

	for (b = plan->bank; b < plan->bank + ARRAY_SIZE(plan->bank) && b->pages; b++) {
		memblock_add_node(PFN_PHYS(base + b->start), PFN_PHYS(b->pages), b->node, MEMBLOCK_NONE);
		node_set_online(b->node);
		end = base + b->start + b->pages;
	}
	sim_pfn_offset = round_down(base + plan->bank[0].start, 1UL << (CORE_ORDERS - 1));
	max_low_pfn = max_pfn = end;
	min_low_pfn = base + plan->bank[0].start;
#ifdef CONFIG_FLATMEM
	max_mapnr = end - ARCH_PFN_OFFSET;
#endif
	high_memory = __va(PFN_PHYS(end - 1)) + PAGE_SIZE;
	memblock_set_current_limit(PFN_PHYS(base + plan->low_end));
}

static int __init declare_areas(const struct machine_plan *plan)
{
	phys_addr_t limit = PFN_PHYS(plan->base_pfn + plan->low_end);
	const struct machine_area *a;
	struct cma *cma;
	int err;

	dma_contiguous_reserve(limit);
	for (a = plan->area; a < plan->area + ARRAY_SIZE(plan->area) && a->name; a++) {
		err = cma_declare_contiguous_nid(0, PFN_PHYS(a->pages), limit, 0, a->order_per_bit, false, a->name,
						 &cma, IS_ENABLED(CONFIG_NUMA) ? a->node : NUMA_NO_NODE);
		if (err)
			return err;
	}
	return 0;
}

/* The machine whose zones are being set up. */
static const struct machine_plan *booting __initdata;

void __init arch_zone_limits_init(unsigned long *max_zone_pfn)
{
#ifdef CONFIG_ZONE_DMA
	if (booting->dma_end)
		max_zone_pfn[ZONE_DMA] = booting->base_pfn + booting->dma_end;
#endif
#ifdef CONFIG_ZONE_DMA32
	if (booting->dma32_end)
		max_zone_pfn[ZONE_DMA32] = booting->base_pfn + booting->dma32_end;
#endif
	max_zone_pfn[ZONE_NORMAL] = max_pfn;
}

static void __init setup_zones(const struct machine_plan *plan)
{
	booting = plan;
	sim_zero_page = memblock_alloc(PAGE_SIZE, PAGE_SIZE);
	sim_init_zones();
}

/*
 * The architecture's part of the kernel's own boot order: give all that is left to the buddy system, where the generic
 * code does not do that itself.
 */
void __init mem_init(void)
{
#ifdef SIM_NO_GENERIC_FREE_ALL
	memblock_free_all();
#endif
}

#ifdef SIM_NO_MM_CORE_INIT
/* Before 6.4 this order stands in init/main.c, which is not here. */
static void __init mm_core_init(void)
{
	build_all_zonelists(NULL);
	page_alloc_init();
	init_mem_debugging_and_hardening();
	mem_init();
}
#endif

static void __init run_initcalls(void)
{
	initcall_entry_t *fn;

	for (fn = __initcall_start; fn < __initcall_end; fn++)
		initcall_from_entry(fn)();
}

int boot_machine(const struct machine_plan *plan)
{
	int err;

	system_state = SYSTEM_BOOTING;
	sim_cpu_init();
	sim_percpu_init();
	add_memory(plan);
	sim_numa_init();
	parse_early(plan->cmdline);
	err = declare_areas(plan);
	if (err)
		return err;
	setup_zones(plan);
	mm_core_init();
	sim_slab_init();
	setup_per_cpu_pageset();
	system_state = SYSTEM_SCHEDULING;
	/* From here on allocations may block, as kernel_init_freeable() says. */
	gfp_allowed_mask = __GFP_BITS_MASK;
	init_mm_internals();
	page_alloc_init_late();
	run_initcalls();
	system_state = SYSTEM_RUNNING;
	return 0;
}

static int describe_area(struct cma *cma, void *data)
{
	struct core_machine *m = data;
	struct core_area *a = &m->area[m->areas];

	if (m->areas == CORE_MAX_AREAS)
		return 0;
	a->name = cma_get_name(cma);
	a->pfn = PHYS_PFN(cma_get_base(cma));
	a->count = cma_get_size(cma) >> PAGE_SHIFT;
	a->order_per_bit = cma->order_per_bit;
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
	m->areas = 0;
	cma_for_each_area(describe_area, m);
}
