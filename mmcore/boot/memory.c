// SPDX-License-Identifier: GPL-2.0
/*
 * memory.c - the memory phase of a boot: what an architecture's setup_arch() does with a machine's description, until
 * the zones are set up.  Banks, reservations, device tree and command line come in; memblock and the areas come out.
 *
 * The tree's memory, early parameters, reservations, the tree's reserved memory, and then the default area, as in
 * arm_memblock_init(); where the architecture has it later, boot.c calls for it.
 */
#include <linux/memblock.h>
#include <linux/dma-map-ops.h>
#include <linux/libfdt.h>
#include <linux/of.h>
#include <linux/of_fdt.h>
#include <linux/of_reserved_mem.h>
#include <linux/sizes.h>
#include <linux/string.h>

#include "core_kernel.h"
#include "compat.h"
#include "contiguous.h"

/* As large as arm64 takes them; in front of the simulated RAM, where a fixed mapping would be. */
#define TREE_MAX SZ_2M
#define TREE_BASE (PAGE_OFFSET - SZ_1G)

static char *tree __nosave;
static unsigned long tree_used __nosave;
static struct core_region early[2][CORE_MAX_REGIONS] __nosave;
static unsigned int early_count[2] __nosave;
/* Where the areas come later: what was reserved before the boot took memory itself, and what it took until then. */
static struct memblock_region asked[CORE_MAX_REGIONS] __initdata;
static unsigned long asked_count __initdata, reserved_max __initdata;
static struct core_region taken[CORE_MAX_REGIONS] __nosave;
static unsigned int taken_count __nosave;

void named_description(const struct named_machine *named, struct core_description *description)
{
	unsigned int i;

	memset(description, 0, sizeof(*description));
	description->name = named->name;
	description->about = named->about;
	description->cmdline = named->cmdline;
	for (i = 0; i < ARRAY_SIZE(named->bank) && named->bank[i].pages; i++) {
		description->bank[i].base = PFN_PHYS(named->base_pfn + named->bank[i].start);
		description->bank[i].size = PFN_PHYS(named->bank[i].pages);
		description->bank[i].node = named->bank[i].node;
	}
	description->banks = i;
	description->dma_end = named->dma_end ? PFN_PHYS(named->base_pfn + named->dma_end) : 0;
	description->dma32_end = named->dma32_end ? PFN_PHYS(named->base_pfn + named->dma32_end) : 0;
	description->low_end = PFN_PHYS(named->base_pfn + named->low_end);
	if (named->high_begin)
		description->highmem = PFN_PHYS(named->base_pfn + named->high_begin);
	for (i = 0; i < ARRAY_SIZE(named->area) && named->area[i].name; i++) {
		description->area[i].name = named->area[i].name;
		description->area[i].size = PFN_PHYS(named->area[i].pages);
		description->area[i].order_per_bit = named->area[i].order_per_bit;
		description->area[i].node = named->area[i].node;
	}
}

/* ---------------------------------------------------------------- settings */

static const struct setting {
	const char *symbol;
	int *value;
	int min, max; /* as Kconfig has them; equal: the value that "y" means */
} settings[] = {
	{"CMA_SIZE_MBYTES", &sim_cma_config.mbytes, 0, 1 << 20},
	{"CMA_SIZE_PERCENTAGE", &sim_cma_config.percentage, 0, 100},
	{"CMA_SIZE_SEL_MBYTES", &sim_cma_config.select, SIM_CMA_MBYTES, SIM_CMA_MBYTES},
	{"CMA_SIZE_SEL_PERCENTAGE", &sim_cma_config.select, SIM_CMA_PERCENTAGE, SIM_CMA_PERCENTAGE},
	{"CMA_SIZE_SEL_MIN", &sim_cma_config.select, SIM_CMA_MIN, SIM_CMA_MIN},
	{"CMA_SIZE_SEL_MAX", &sim_cma_config.select, SIM_CMA_MAX, SIM_CMA_MAX},
	{"CMA_ALIGNMENT", &sim_cma_config.alignment, 2, 12},
#ifdef SIM_HAS_PERNUMA_DEFAULT
	{"CMA_SIZE_PERNUMA", &sim_cma_config.pernuma, 1, 1},
#endif
};

static const struct setting *find_setting(const char *symbol)
{
	const struct setting *s;

	for (s = settings; s < settings + ARRAY_SIZE(settings); s++)
		if (!strcmp(s->symbol, symbol))
			return s;
	return NULL;
}

int core_setting(const char *symbol, int *min, int *max)
{
	const struct setting *s = find_setting(symbol);

	if (!s)
		return -ENOENT;
	*min = s->min;
	*max = s->max;
	return 0;
}

static int apply_settings(const struct core_description *description)
{
	const struct setting *s;
	unsigned int i;

	for (i = 0; i < description->settings; i++) {
		s = find_setting(description->setting[i].symbol);
		if (!s || description->setting[i].value < s->min || description->setting[i].value > s->max)
			return -EINVAL;
		*s->value = description->setting[i].value;
	}
	return 0;
}

/* ---------------------------------------------------------------- the device tree */

/*
 * The blob lies alone: what is behind its own size is out of bounds, what the file lacks of that size is zero.  Bytes
 * that a loader would not take as a tree are refused here.
 */
static int place_tree(const struct core_description *description)
{
	unsigned long bytes = min_t(unsigned long, description->dtb_bytes, TREE_MAX), size;

	if (!tree)
		tree = sim_host->map(TREE_BASE, TREE_MAX);
	if (!tree)
		return -ENOMEM;
	__asan_unpoison_memory_region(tree, TREE_MAX);
	sim_raw_fill(tree, 0, tree_used);
	sim_raw_copy(tree, description->dtb, bytes);
	size = fdt_totalsize(tree);
	if (bytes < sizeof(struct fdt_header) || size > TREE_MAX || description->dtb_bytes > TREE_MAX)
		size = 0;
	tree_used = max(bytes, size);
	if (!size)
		return -EINVAL;
	size = max(size, sizeof(struct fdt_header));
	__asan_poison_memory_region(tree + size, TREE_MAX - size);
	return 0;
}

static int __init scan_tree(const struct core_description *description)
{
	int err;

	if (!description->dtb)
		return 0;
	err = place_tree(description);
	if (!err && sim_dt_scan(tree))
		return 0;
	pr_err("Error: invalid device tree blob\n");
	return err ? err : -EINVAL;
}

/* ---------------------------------------------------------------- memory, areas */

/* Memory belongs to node 0, but for banks that say otherwise. */
static void __init set_nodes(const struct core_description *description)
{
	unsigned int i;

	if (!IS_ENABLED(CONFIG_NUMA))
		return;
	memblock_set_node(0, PHYS_ADDR_MAX, &memblock.memory, 0);
	node_set_online(0);
	for (i = 0; i < description->banks; i++) {
		if (!description->bank[i].node)
			continue;
		memblock_set_node(description->bank[i].base, description->bank[i].size, &memblock.memory,
				  description->bank[i].node);
		node_set_online(description->bank[i].node);
	}
}

/* What a profile leaves out of the kernel is not silently left out of the machine. */
static int __init fits_profile(const struct core_description *description)
{
	unsigned int i;

	if (description->dma_end && !IS_ENABLED(CONFIG_ZONE_DMA)) {
		pr_err("Error: a kernel of this profile has no ZONE_DMA\n");
		return -EINVAL;
	}
	if (description->dma32_end && !IS_ENABLED(CONFIG_ZONE_DMA32)) {
		pr_err("Error: a kernel of this profile has no ZONE_DMA32\n");
		return -EINVAL;
	}
	for (i = 0; i < description->banks; i++) {
		if (description->bank[i].node < MAX_NUMNODES)
			continue;
		pr_err("Error: a kernel of this profile has no node %d\n", description->bank[i].node);
		return -EINVAL;
	}
	return 0;
}

static int __init add_memory(const struct core_description *description)
{
	unsigned int i;
	int err = scan_tree(description);

	if (!err)
		err = fits_profile(description);
	if (err)
		return err;
	for (i = 0; i < description->banks; i++)
		early_init_dt_add_memory_arch(description->bank[i].base, description->bank[i].size);
	/* The tree's scan has done so for its own memory. */
	if (description->dtb && description->banks)
		early_init_dt_check_for_usable_mem_range();
	if (!memblock_phys_mem_size()) {
		pr_err("Error: no memory\n");
		return -ENODEV;
	}
	if (description->ram_max && memblock_phys_mem_size() > description->ram_max)
		return -E2BIG;
	set_nodes(description);
	return 0;
}

/* What is known once it is known how much RAM there is. */
static void __init set_limits(const struct core_description *description)
{
	phys_addr_t low_end = arch_low_end(description);

	min_low_pfn = PFN_UP(memblock_start_of_DRAM());
	max_pfn = PFN_DOWN(memblock_end_of_DRAM());
	max_low_pfn = IS_ENABLED(CONFIG_HIGHMEM) ? PFN_DOWN(low_end) : max_pfn;
	sim_pfn_offset = round_down(min_low_pfn, 1UL << (CORE_ORDERS - 1));
#ifdef CONFIG_FLATMEM
	max_mapnr = max_pfn - ARCH_PFN_OFFSET;
#endif
	high_memory = __va(low_end - 1) + 1;
	memblock_set_bottom_up(description->bottom_up);
	if (description->low_end || IS_ENABLED(CONFIG_HIGHMEM))
		memblock_set_current_limit(min_not_zero(description->low_end, low_end));
}

static void __init hold_page_0(const struct core_description *description)
{
	if (description->hold_page_0 && memblock_is_map_memory(0) && !memblock_is_reserved(0))
		memblock_reserve(0, PAGE_SIZE);
}

/* As those who reserve by themselves do; what is no RAM they leave to the kernel to refuse. */
static int __init declare_reserved(const struct core_board_area *a, const char *name, struct cma **cma)
{
	bool memory = memblock_is_region_memory(a->base, a->size);
	int err;

	if (memblock_is_region_reserved(a->base, a->size))
		return -EBUSY;
	if (memory)
		memblock_reserve(a->base, a->size);
	err = cma_init_reserved_mem(a->base, a->size, a->order_per_bit, name, cma);
	if (err && memory)
		memblock_phys_free(a->base, a->size);
	return err;
}

/* What the board's code asked for; all other areas are declared with 0. */
static struct {
	const struct cma *cma;
	unsigned int order;
} declared[CORE_MAX_BOARD_AREAS];

unsigned int boot_declared_order(const struct cma *cma)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(declared); i++)
		if (declared[i].cma == cma)
			return declared[i].order;
	return 0;
}

static int __init declare_area(const struct core_description *description, const struct core_board_area *a)
{
	const char *name = *a->name ? a->name : NULL;
	struct cma *cma;
	int err;

	if (a->how == CORE_AREA_RESERVED)
		err = declare_reserved(a, name, &cma);
	else
		err = cma_declare_contiguous_nid(a->base, a->size, a->limit ?: description->low_end, a->alignment,
						 a->order_per_bit, a->how == CORE_AREA_FIXED, name, &cma,
						 IS_ENABLED(CONFIG_NUMA) ? a->node : NUMA_NO_NODE);
	if (!err) {
		declared[a - description->area].cma = cma;
		declared[a - description->area].order = a->order_per_bit;
	}
	if (!err && a->keep)
		cma_reserve_pages_on_error(cma);
	return a->optional ? 0 : err;
}

static int __init declare_areas(const struct core_description *description)
{
	const struct core_board_area *a;
	int err = 0;

	dma_pernuma_cma_reserve();
	dma_contiguous_reserve(arch_area_limit(description));
	for (a = description->area; a < description->area + CORE_MAX_BOARD_AREAS && a->name && !err; a++)
		err = declare_area(description, a);
	return err;
}

unsigned int core_memblock(enum core_memblock_list which, struct core_region *regions, unsigned int max)
{
	struct memblock_type *type = which == CORE_MEMBLOCK_MEMORY ? &memblock.memory : &memblock.reserved;
	unsigned int i, count = min_t(unsigned int, type->cnt, max);

	for (i = 0; i < count; i++) {
		regions[i].base = type->regions[i].base;
		regions[i].size = type->regions[i].size;
		regions[i].nomap = memblock_is_nomap(&type->regions[i]);
		regions[i].flags = type->regions[i].flags;
		regions[i].node = memblock_get_region_node(&type->regions[i]);
	}
	return count;
}

unsigned int core_memblock_early(enum core_memblock_list which, const struct core_region **regions)
{
	*regions = early[which];
	return early_count[which];
}

unsigned int core_boot_taken(const struct core_region **regions)
{
	*regions = taken;
	return taken_count;
}

static void __init note_asked(void)
{
	asked_count = min_t(unsigned long, memblock.reserved.cnt, ARRAY_SIZE(asked));
	memcpy(asked, memblock.reserved.regions, asked_count * sizeof(*asked));
}

static void __init add_taken(phys_addr_t start, phys_addr_t end)
{
	if (taken_count == CORE_MAX_REGIONS)
		return;
	taken[taken_count].base = start;
	taken[taken_count++].size = end - start;
}

static void __init note_taken(void)
{
	struct memblock_type before = {.name = "asked", .cnt = asked_count, .regions = asked};
	phys_addr_t start, end;
	u64 i;

	reserved_max = memblock.reserved.max;
	if (asked_count == ARRAY_SIZE(asked))
		taken_count = CORE_MAX_REGIONS;
	__for_each_mem_range(i, &memblock.reserved, &before, NUMA_NO_NODE, MEMBLOCK_NONE, &start, &end, NULL)
		add_taken(start, end);
}

int core_node_data(unsigned int node, struct core_region *region)
{
	if (!IS_ENABLED(CONFIG_NUMA) || node >= MAX_NUMNODES || !node_online(node))
		return -ENOENT;
	region->base = __pa(NODE_DATA(node));
	region->size = roundup(sizeof(pg_data_t), SMP_CACHE_BYTES);
	return 0;
}

int core_reserved_mem(const char *node, struct core_region *region)
{
	struct device_node np = {.name = node, .full_name = node};
	const struct reserved_mem *r = of_reserved_mem_lookup(&np);

	if (!r)
		return -ENOENT;
	region->base = r->base;
	region->size = r->size;
	region->nomap = 0;
	return 0;
}

static int __init set_limits_again(const struct core_description *description)
{
	if (!memblock_phys_mem_size()) {
		pr_err("Error: no memory\n");
		return -ENODEV;
	}
	set_limits(description);
	described_cut(max_pfn);
	return 0;
}

void __init boot_note_memory(void)
{
	early_count[CORE_MEMBLOCK_MEMORY] =
		core_memblock(CORE_MEMBLOCK_MEMORY, early[CORE_MEMBLOCK_MEMORY], CORE_MAX_REGIONS);
}

int __init boot_areas(const struct core_description *description)
{
	unsigned int i;
	int err;

	if (arch_area_last())
		note_taken();
	err = declare_areas(description);
	/* A larger array lies in memory, too. */
	if (arch_area_last() && memblock.reserved.max != reserved_max)
		taken_count = CORE_MAX_REGIONS;
	hold_page_0(description);
	memblock_allow_resize();
	if (!err && description->reserved_max && memblock_reserved_size() > description->reserved_max)
		err = -E2BIG;
	memblock_dump_all();
	if (arch_adjust_memory(description))
		err = err ?: set_limits_again(description);
	for (i = 0; i < 2; i++)
		early_count[i] = core_memblock(i, early[i], CORE_MAX_REGIONS);
	return err;
}

int __init boot_memory(const struct core_description *description)
{
	int err = apply_settings(description);

	early_count[0] = early_count[1] = taken_count = 0;
	if (description->early_resize)
		memblock_allow_resize();
	if (!err)
		err = add_memory(description);
	if (err)
		return err;
	arch_begin(description);
	params_early(description->cmdline);
	err = arch_limit_memory(description);
	if (err)
		return err;
	arch_adjust_memory(description);
	set_limits(description);
	err = described_ram(description);
	if (err)
		return err;
	sim_numa_init();
	arch_reserve(description);
	if (!arch_area_last())
		return boot_areas(description);
	note_asked();
	/* As paging_init() does there. */
	memblock_allow_resize();
	return 0;
}

/* In ranges as a node of /reserved-memory is placed, else as an area of the board's code. */
static phys_addr_t __init find_place(const struct core_description *description, const struct core_fit *fit)
{
	phys_addr_t align = max_t(phys_addr_t, fit->align, CMA_MIN_ALIGNMENT_BYTES), base = 0;
	struct cma *cma;
	unsigned int i;

	for (i = 0; i < fit->ranges && !base; i++)
		base = memblock_phys_alloc_range(fit->size, align, fit->range[i].base,
						 fit->range[i].base + fit->range[i].size);
	if (!fit->ranges &&
	    !cma_declare_contiguous(fit->base, fit->size, description->low_end, align, 0, fit->fixed, "fits", &cma))
		base = cma_get_base(cma);
	return base;
}

int __init boot_fits(const struct core_description *description, const struct core_fit *fit, unsigned long long *base)
{
	int err = boot_memory(description);

	*base = 0;
	if (!err && arch_area_last())
		err = boot_areas(description);
	if (!err)
		*base = find_place(description, fit);
	return err;
}
