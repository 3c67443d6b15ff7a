// SPDX-License-Identifier: GPL-2.0
/*
 * boards.c - what the machine descriptions of arm (struct machine_desc) do with memory, by the names that the tree's
 * root is compatible with: .reserve, before the tree's own nodes, and .dma_zone_size.
 *
 * Descriptions without a tree (ATAGs) cannot be booted here.  mmcore/tree/faithful compares the table with the tree's
 * arch/arm/mach-*.
 */
#include <linux/dma-map-ops.h>
#include <linux/libfdt.h>
#include <linux/memblock.h>
#include <linux/of_fdt.h>
#include <linux/sizes.h>

#include "core_kernel.h"

enum { MAX_BANKS = 2 * CORE_MAX_BANKS };
static struct core_range reserved[MAX_BANKS];
static unsigned int reserved_count;

void __init boards_begin(void)
{
	reserved_count = 0;
}

unsigned int core_board_memory(const struct core_range **range)
{
	*range = reserved;
	return reserved_count;
}

static void __init note(phys_addr_t base, phys_addr_t size)
{
	if (reserved_count < MAX_BANKS)
		reserved[reserved_count++] = (struct core_range){.base = base, .size = size};
}

static void __init reserve(phys_addr_t base, phys_addr_t size)
{
	memblock_reserve(base, size);
	note(base, size);
}

/* The banks of RAM: those of the tree's memory nodes, and those that the loader would have put there. */
struct banks {
	unsigned int count;
	struct core_range bank[MAX_BANKS];
};

static int __init add_node(unsigned long node, const char *name, int depth, void *data)
{
	const char *type = of_get_flat_dt_prop(node, "device_type", NULL);
	int cells = dt_root_addr_cells + dt_root_size_cells, left = 0;
	struct banks *banks = data;
	const __be32 *cell;

	if (!type || strcmp(type, "memory"))
		return 0;
	cell = of_get_flat_dt_prop(node, "linux,usable-memory", &left) ?: of_get_flat_dt_prop(node, "reg", &left);
	for (left /= sizeof(*cell); cell && left >= cells && banks->count < MAX_BANKS; left -= cells) {
		struct core_range *bank = &banks->bank[banks->count++];

		bank->base = dt_mem_next_cell(dt_root_addr_cells, &cell);
		bank->size = dt_mem_next_cell(dt_root_size_cells, &cell);
	}
	return 0;
}

static const struct banks *__init find_banks(const struct core_description *description)
{
	static struct banks banks __initdata;

	banks.count = description->banks;
	memcpy(banks.bank, description->bank, sizeof(description->bank));
	of_scan_flat_dt(add_node, &banks);
	return &banks;
}

/* As arm_memblock_steal(). */
static void __init steal(phys_addr_t size)
{
	phys_addr_t base = memblock_phys_alloc(size, size);

	if (!base)
		panic("Failed to steal %pa bytes", &size);
	memblock_phys_free(base, size);
	memblock_remove(base, size);
}

/* 88 KiB of secure RAM, as whole sections, and a page for barriers, as a mebibyte. */
static void __init omap_reserve(const struct core_description *description, bool lpae)
{
	steal(lpae ? SZ_2M : SZ_1M);
	steal(SZ_1M);
}

/* The ROM that it boots from, and registers. */
static void __init rtd1195_reserve(const struct core_description *description, bool lpae)
{
	memblock_remove(0, 0xa800);
	memblock_remove(0x18000000, 0x70000);
	memblock_remove(0x18100000, 0x1000000);
}

/* DMA does not reach the first 512 KiB. */
static void __init zynq_memory_init(const struct core_description *description, bool lpae)
{
	if (!memblock_start_of_DRAM())
		reserve(0, SZ_512K);
}

/* Resume overwrites the first 10 KiB of each bank (CONFIG_SUSPEND). */
static void __init mvebu_memblock_reserve(const struct core_description *description, bool lpae)
{
	const struct banks *banks = find_banks(description);
	unsigned int i;

	for (i = 0; i < banks->count; i++)
		reserve(banks->bank[i].base, 10 * SZ_1K);
}

/* All in front of the page tables, which the image has before it. */
static void __init integrator_reserve(const struct core_description *description, bool lpae)
{
	struct core_range tables;

	core_page_tables(&tables);
	if (tables.size)
		reserve(memblock_start_of_DRAM(), tables.base - memblock_start_of_DRAM());
}

/* An area of 256 MiB at the end of the highest bank that has it below 4 GiB. */
static void __init rcar_gen2_reserve(const struct core_description *description, bool lpae)
{
#if defined(SIM_RCAR_AREA) && defined(CONFIG_DMA_CMA)
	const struct banks *banks = find_banks(description);
	phys_addr_t base = 0, end;
	static struct cma *area;
	unsigned int i;

	for (i = 0; i < banks->count; i++) {
		end = min_t(phys_addr_t, banks->bank[i].base + banks->bank[i].size, SZ_4G);
		if (banks->bank[i].base >= base && banks->bank[i].base + SZ_256M <= end)
			base = end - SZ_256M;
	}
	if (!base || !memblock_is_region_memory(base, SZ_256M))
		return;
	if (!dma_contiguous_reserve_area(SZ_256M, base, 0, &area, true))
		note(base, SZ_256M);
#endif
}

/* As the kernel's tables: names of the root, what is reserved, and how much DMA reaches, with LPAE alone or always. */
static const struct board {
	const char *compatible[20];
	void (*reserve)(const struct core_description *description, bool lpae);
	phys_addr_t dma_zone, dma_zone_lpae;
} boards[] __initconst = {
	{{"ti,omap2420", "ti,omap2430", "nokia,omap3-n900", "ti,omap3430", "ti,omap3", "ti,omap3630", "ti,omap36xx",
	  "ti,omap3-beagle", "timll,omap3-devkit8000", "ti,am3517", "ti,dm8148", "ti,dm814", "ti,dm8168", "ti,dm816",
	  "ti,am33xx", "ti,omap4460", "ti,omap4430", "ti,omap4"},
	 omap_reserve},
	{{"ti,omap5432", "ti,omap5430", "ti,omap5", "ti,dra762", "ti,am5728", "ti,am5726", "ti,dra742", "ti,dra7",
	  "ti,am5718", "ti,am5716", "ti,dra722", "ti,dra718"},
	 omap_reserve,
	 .dma_zone_lpae = SZ_2G},
	{{"realtek,rtd1195"}, rtd1195_reserve},
	{{"xlnx,zynq-7000"}, zynq_memory_init},
	{{"marvell,armada-370-xp"}, mvebu_memblock_reserve},
	{{"arm,integrator-ap", "arm,integrator-cp"}, integrator_reserve},
	{{"renesas,r8a7790", "renesas,r8a7791", "renesas,r8a7792", "renesas,r8a7793", "renesas,r8a7794",
	  "renesas,r8a7742", "renesas,r8a7743", "renesas,r8a7744", "renesas,r8a7745", "renesas,r8a77470"},
	 rcar_gen2_reserve},
	{{"brcm,bcm2711"}, .dma_zone = SZ_1G},
	{{"arm,realview-eb", "arm,realview-pb1176", "arm,realview-pb11mp", "arm,realview-pba8", "arm,realview-pbx"},
	 .dma_zone = SZ_256M},
	{{"ti,k2hk", "ti,k2e", "ti,k2l", "ti,k2g", "ti,keystone"}, .dma_zone_lpae = SZ_2G},
	{{"calxeda,highbank", "calxeda,ecx-2000"}, .dma_zone_lpae = SZ_4G},
};

static bool __init fits(const struct board *b)
{
	const char *const *name;

	for (name = b->compatible; *name; name++)
		if (!fdt_node_check_compatible(initial_boot_params, 0, *name))
			return true;
	return false;
}

static const struct board *__init find_board(const struct core_description *description)
{
	const struct board *b;

	for (b = boards; description->dtb && b < boards + ARRAY_SIZE(boards); b++)
		if (fits(b))
			return b;
	return NULL;
}

void __init boards_reserve(const struct core_description *description, bool lpae)
{
	const struct board *board = find_board(description);

	if (board && board->reserve)
		board->reserve(description, lpae);
}

phys_addr_t __init board_dma_zone(const struct core_description *description, bool lpae)
{
	const struct board *board = find_board(description);

	if (!board)
		return 0;
	return lpae && board->dma_zone_lpae ? board->dma_zone_lpae : board->dma_zone;
}
