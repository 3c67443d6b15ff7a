// SPDX-License-Identifier: GPL-2.0
/*
 * arch.c - what architectures do differently when they set up a machine: a property of each machine.
 *
 * sim is none that exists: it is what the machines of the fuzzing profiles are booted by, and reserves page 0, as x86
 * does.  Of the others, what is typed in here is compared with the tree's arch/ by mmcore/tree/faithful.
 */
#include <linux/dma-mapping.h>
#include <linux/libfdt.h>
#include <linux/memblock.h>
#include <linux/of.h>
#include <linux/of_fdt.h>
#include <linux/initrd.h>
#include <linux/sizes.h>

#include "core_kernel.h"

/*
 * The virtual addresses of arm's kernel where it has the last GiB (VMSPLIT_3G): what of them the linear map leaves is
 * vmalloc's, behind a gap.
 */
enum {
	ARM_SPACE_MB = 1016, /* PAGE_OFFSET to VMALLOC_END */
	ARM_GAP_MB = 8, /* VMALLOC_OFFSET */
	ARM_VMALLOC_MB = 240, /* without vmalloc= */
	ARM_VMALLOC_LEAST_MB = 16,
	ARM_LINEAR_LEAST_MB = 32,
	ARM_SECTIONS = SZ_2M, /* PMD_SIZE: what a level of the page tables has at least */
	ARM_TABLES = 2048 * 8, /* swapper_pg_dir: PTRS_PER_PGD of sizeof(pgd_t); of 4 * 512 with LPAE, */
	ARM_TABLES_LPAE = SZ_4K, /* which has a page beside them */
};

/* What of the architectures' memory setup differs. */
static const struct arch {
	const char *name;
	bool reserves_page_0;
	bool forces_initrd; /* makes it RAM and reserves it whatever is there; else only as reserve_initrd_mem() does */
	bool keeps_initrd; /* in memblock's list, though it is freed */
	bool has_mem; /* obeys mem= */
	bool has_vmalloc; /* obeys vmalloc=, which decides how much memory is low */
	bool adds_mem; /* mem= takes the place of all RAM, once for each that is there, as on arm; else it is a limit */
	bool least_mem; /* of several limits the smallest counts, else the last */
	bool adds_image; /* what mem= cut off of the kernel's image comes back */
	phys_addr_t aligns_image; /* the end of its image is reserved up to this alignment */
	phys_addr_t tables; /* bytes of page tables right in front of its image, which are reserved */
	bool has_boards; /* what is done with memory depends on the board, too */
	bool has_keepinitrd; /* another name of retain_initrd (CONFIG_ARCH_HAS_KEEPINITRD) */
	bool pool_wants_no_map; /* of the DMA pools (kernel/dma/coherent.c) */
	/*
	 * The tree is unflattened (6.12: pools by reg) before the zones are set up, on kernels whose zones are not set
	 * up behind setup_arch() anyhow.
	 */
	bool tree_before_zones;
	bool area_last; /* the default area comes behind the tree, and where setup_arch() sets up zones behind those */
	bool tree_last; /* the tree's own place is reserved behind its reserved memory, not first of all */
} archs[] = {
	[CORE_ARCH_SIM] = {"sim", .reserves_page_0 = true},
	[CORE_ARCH_ARM] = {"arm", .pool_wants_no_map = true, .has_mem = true, .adds_mem = true, .has_vmalloc = true,
			   .tables = ARM_TABLES, .has_boards = true, .has_keepinitrd = true,
			   .keeps_initrd = IS_ENABLED(SIM_FREED_STAYS_RESERVED)},
	[CORE_ARCH_ARM64] = {"arm64", .forces_initrd = true, .has_mem = true, .adds_image = true,
			     .has_keepinitrd = true, .tree_before_zones = true, .area_last = true},
	[CORE_ARCH_RISCV] = {"riscv", .tree_last = true, .has_mem = true, .least_mem = true, .aligns_image = SZ_2M,
			     .tree_before_zones = true},
};
static const struct arch *arch __initdata;
static phys_addr_t memory_limit __initdata; /* by mem=; PHYS_ADDR_MAX: it is not there */
static phys_addr_t ram_start __initdata; /* before mem= took it away */
static phys_addr_t vmalloc_size __initdata; /* by vmalloc=; 0: it is not there */
static struct core_region standing[2][CORE_MAX_REGIONS] __nosave;
static unsigned int standing_count[2] __nosave;
static bool retain_initrd; /* what was unpacked is not freed */
static bool large_ram __initdata; /* there is RAM above 4 GiB, which arm reaches by LPAE alone */
static struct core_range tables; /* size 0: none are reserved */

const char *core_arch_name(enum core_arch arch)
{
	return arch < ARRAY_SIZE(archs) ? archs[arch].name : NULL;
}

enum core_arch core_arch_of_profile(void)
{
	return profile_arch;
}

void __init arch_begin(const struct core_description *description)
{
	arch = &archs[description->arch];
	memory_limit = PHYS_ADDR_MAX;
	ram_start = vmalloc_size = 0;
	retain_initrd = large_ram = false;
	tables.size = 0;
	standing_count[CORE_MEMBLOCK_MEMORY] = standing_count[CORE_MEMBLOCK_RESERVED] = 0;
	boards_begin();
}

bool __init arch_wants_no_map(void)
{
	return arch->pool_wants_no_map;
}

bool __init arch_tree_before_zones(void)
{
	return arch->tree_before_zones;
}

bool __init arch_area_last(void)
{
	return arch->area_last;
}

/* ---------------------------------------------------------------- zones, and where the default area must lie */

static phys_addr_t __init end_of_ram(phys_addr_t limit)
{
	return min(limit, memblock_end_of_DRAM() - 1) + 1;
}

/* As max_zone_phys() of arm64. */
static phys_addr_t __init __maybe_unused arm64_zone_end(phys_addr_t limit)
{
#ifdef SIM_ZONE_DMA_BITS
	/* A number of bits; where all RAM is above 4 GiB the zone has all, and one that would end below RAM ends there.
	 */
	limit = DMA_BIT_MASK(min(32, fls64(limit)));
	if (memblock_start_of_DRAM() > U32_MAX)
		limit = PHYS_ADDR_MAX;
	else if (memblock_start_of_DRAM() > limit)
		limit = U32_MAX;
#endif
	return end_of_ram(limit);
}

#ifdef CONFIG_ZONE_DMA
/* As zone_sizes_init() or dma_limits_init() of arm64: what all masters of DMA reach by the tree's dma-ranges. */
static phys_addr_t __init arm64_dma_end(void)
{
	phys_addr_t limit = of_root ? of_dma_get_max_cpu_address(NULL) : PHYS_ADDR_MAX;

	if (memblock_start_of_DRAM() < U32_MAX)
		limit = min_t(phys_addr_t, limit, U32_MAX);
	return arm64_zone_end(limit);
}

/* As setup_dma_zone() of arm: what DMA of the board reaches, or all that 32 bits do; no more than is mapped. */
static phys_addr_t __init arm_dma_limit(const struct core_description *description)
{
	phys_addr_t zone = board_dma_zone(description, large_ram);

	return zone ? memblock_start_of_DRAM() + zone - 1 : U32_MAX;
}

/* Its page frame is the zone's end, though it is the last address that is reached: the zone ends a page before. */
static phys_addr_t __init arm_dma_end(const struct core_description *description)
{
	return min(round_down(arm_dma_limit(description), PAGE_SIZE), arch_low_end(description));
}
#endif

void __init arch_zone_ends(const struct core_description *description, phys_addr_t *dma, phys_addr_t *dma32)
{
	*dma = description->dma_end;
	*dma32 = description->dma32_end;
#ifdef CONFIG_ZONE_DMA
	if (!*dma && arch == &archs[CORE_ARCH_ARM64])
		*dma = arm64_dma_end();
	if (!*dma && arch == &archs[CORE_ARCH_ARM])
		*dma = arm_dma_end(description);
#endif
#ifdef CONFIG_ZONE_DMA32
	if (!*dma32 && arch == &archs[CORE_ARCH_ARM64])
		*dma32 = arm64_zone_end(U32_MAX);
	if (!*dma32 && arch == &archs[CORE_ARCH_RISCV])
		*dma32 = end_of_ram(U32_MAX);
#endif
}

/*
 * Where the linear map of arm ends.  A kernel without HIGHMEM has other splits of its addresses, too, which a profile
 * does not know, so that it has room for all RAM unless vmalloc= says more.
 */
static phys_addr_t __init arm_linear_end(void)
{
	phys_addr_t linear =
		((phys_addr_t)(ARM_SPACE_MB - ARM_GAP_MB) << 20) - (vmalloc_size ?: (phys_addr_t)ARM_VMALLOC_MB << 20);

	if (!IS_ENABLED(CONFIG_HIGHMEM) && !vmalloc_size)
		return PHYS_ADDR_MAX;
	return memblock_start_of_DRAM() + linear;
}

/*
 * As adjust_lowmem_bounds() of arm: no bank that begins behind the linear map counts, nor what is not to be mapped.
 * What lies behind *whole can be reached by whole sections of the page tables no more.
 */
static phys_addr_t __init arm_low_end(phys_addr_t *whole)
{
	phys_addr_t limit = arm_linear_end(), start, end, low = 0;
	u64 i;

	*whole = 0;
	for_each_mem_range (i, &start, &end) {
		if (start >= limit)
			continue;
		low = max(low, min(limit, end));
		if (!*whole && !IS_ALIGNED(start, ARM_SECTIONS))
			*whole = start;
		else if (!*whole && !IS_ALIGNED(end, ARM_SECTIONS))
			*whole = low;
	}
	*whole = round_down(*whole ?: low, ARM_SECTIONS);
	return low;
}

/* Where the memory ends that the kernel has a linear mapping of. */
phys_addr_t __init arch_low_end(const struct core_description *description)
{
	phys_addr_t end = memblock_end_of_DRAM(), whole;

	if (description->highmem)
		return min_t(phys_addr_t, description->highmem, end);
	return arch == &archs[CORE_ARCH_ARM] ? arm_low_end(&whole) : end;
}

/* What dma_contiguous_reserve() is called with; 0: no limit. */
phys_addr_t __init arch_area_limit(const struct core_description *description)
{
	phys_addr_t dma, dma32;

	if (description->low_end)
		return description->low_end;
#ifdef CONFIG_ZONE_DMA
	if (arch == &archs[CORE_ARCH_ARM] && !description->dma_end)
		return arm_dma_limit(description);
#endif
	arch_zone_ends(description, &dma, &dma32);
	if (arch == &archs[CORE_ARCH_RISCV])
		return end_of_ram(U32_MAX);
	if (arch == &archs[CORE_ARCH_ARM64])
		return dma ?: dma32;
	return dma;
}

/* ---------------------------------------------------------------- mem= */

static void __init add_mem(char *p)
{
	phys_addr_t start, size;

	if (!ram_start) {
		ram_start = memblock_start_of_DRAM();
		memblock_remove(ram_start, memblock_end_of_DRAM() - ram_start);
	}
	start = ram_start;
	size = memparse(p, &p);
	if (*p == '@')
		start = memparse(p + 1, NULL);
	if (start < ram_start) {
		pr_info("Ignoring memory below PHYS_OFFSET: 0x%08llx-0x%08llx\n", (u64)start,
			min_t(u64, start + size, ram_start));
		size -= min(size, ram_start - start);
		start = ram_start;
	}
	early_init_dt_add_memory_arch(start, size);
}

static int __init early_mem(char *p)
{
	phys_addr_t limit;

	if (!arch->has_mem)
		return 0;
	if (!p)
		return 1;
	if (arch->adds_mem) {
		add_mem(p);
		return 0;
	}
	limit = memparse(p, &p) & PAGE_MASK;
	memory_limit = arch->least_mem ? min(limit, memory_limit) : limit;
	pr_notice("Memory limited to %lldMB\n", (long long)memory_limit >> 20);
	return 0;
}
early_param("mem", early_mem);

/* As early_vmalloc() of arm. */
static int __init early_vmalloc(char *p)
{
	phys_addr_t least = (phys_addr_t)ARM_VMALLOC_LEAST_MB << 20;
	phys_addr_t most = (phys_addr_t)(ARM_SPACE_MB - ARM_GAP_MB - ARM_LINEAR_LEAST_MB) << 20;

	if (!arch->has_vmalloc)
		return 0;
	vmalloc_size = p ? memparse(p, NULL) : 0;
	if (vmalloc_size < least)
		pr_warn("vmalloc area is too small, limiting to %lluMiB\n", (u64)least >> 20);
	if (vmalloc_size > most)
		pr_warn("vmalloc area is too big, limiting to %lluMiB\n", (u64)most >> 20);
	vmalloc_size = clamp(vmalloc_size, least, most);
	return 0;
}
early_param("vmalloc", early_vmalloc);

bool __init arch_obeys(const char *param)
{
	if (!strcmp(param, "vmalloc"))
		return arch->has_vmalloc;
	return arch->has_mem || strcmp(param, "mem");
}

/* The first bank that is mapped begins with whole sections. */
static void __init arm_align_start(void)
{
	phys_addr_t start, end;
	u64 i;

	for_each_mem_range (i, &start, &end) {
		if (!IS_ALIGNED(start, ARM_SECTIONS))
			memblock_mark_nomap(start, round_up(start, ARM_SECTIONS) - start);
		return;
	}
}

/* A kernel without HIGHMEM has no use for what it has no linear mapping of. */
static void __init arm_drop_high(void)
{
	phys_addr_t end = memblock_end_of_DRAM(), whole;

	if (end <= arm_low_end(&whole))
		return;
	pr_notice("Ignoring RAM at %pa-%pa\n", &whole, &end);
	pr_notice("Consider using a HIGHMEM enabled kernel.\n");
	memblock_remove(whole, end - whole);
}

bool __init arch_adjust_memory(const struct core_description *description)
{
	if (arch != &archs[CORE_ARCH_ARM])
		return false;
	large_ram |= memblock_end_of_DRAM() > SZ_4G;
	arm_align_start();
	if (!IS_ENABLED(CONFIG_HIGHMEM) && !description->highmem)
		arm_drop_high();
	return true;
}

/* As whole pages; size 0: there is none, or it is not reserved. */
static struct core_region initrd;

/* As arm64_memblock_init(): what was cut off comes back. */
static void __init add_initrd(void)
{
	if (WARN(initrd.base < memblock_start_of_DRAM(), "initrd not fully accessible via the linear mapping")) {
		initrd.size = 0;
		return;
	}
	memblock_add(initrd.base, initrd.size);
	memblock_clear_nomap(initrd.base, initrd.size);
}

static void __init find_initrd(void)
{
	initrd = (struct core_region){.base = round_down(phys_initrd_start, PAGE_SIZE)};
	if (phys_initrd_size)
		initrd.size = round_up(phys_initrd_start + phys_initrd_size, PAGE_SIZE) - initrd.base;
}

int __init arch_limit_memory(const struct core_description *description)
{
	if (memory_limit != PHYS_ADDR_MAX && arch->least_mem)
		memblock_enforce_memory_limit(memory_limit);
	else if (memory_limit != PHYS_ADDR_MAX)
		memblock_mem_limit_remove_map(memory_limit);
	if (memory_limit != PHYS_ADDR_MAX && arch->adds_image && description->image.size)
		memblock_add(description->image.base, description->image.size);
	find_initrd();
	if (initrd.size && arch->forces_initrd && memblock_phys_mem_size())
		add_initrd();
	if (memblock_phys_mem_size())
		return 0;
	pr_err("Error: no memory\n");
	return -ENODEV;
}

/* ---------------------------------------------------------------- reservations */

/* As setup_bootmem() of riscv, which maps the image by whole entries that are read-only. */
void core_image(const struct core_description *description, struct core_range *image)
{
	const struct arch *its = &archs[description->arch];
	phys_addr_t end = description->image.base + description->image.size;

	*image = description->image;
	if (image->size && its->aligns_image)
		image->size = round_up(end, its->aligns_image) - image->base;
}

/* As arm_mm_memblock_reserve(); in front of an image that is no place of a kernel there may be no RAM. */
static void __init reserve_tables(const struct core_description *description)
{
	phys_addr_t size = arch->tables + (large_ram ? ARM_TABLES_LPAE : 0), base = description->image.base - size;

	if (!arch->tables || !description->image.size || !memblock_is_region_memory(base, size))
		return;
	tables = (struct core_range){.base = base, .size = size};
	memblock_reserve(base, size);
}

void core_page_tables(struct core_range *range)
{
	*range = tables;
}

/* Where the boot loader put the tree. */
static void __init reserve_tree(const struct core_description *description)
{
	if (description->dtb && description->tree_at)
		memblock_reserve(description->tree_at, fdt_totalsize(initial_boot_params));
}

/* As reserve_initrd_mem(), which is in a file of the file systems. */
static void __init ask_initrd(phys_addr_t base, phys_addr_t size)
{
	const char *why = NULL;

	if (!memblock_is_region_memory(base, size))
		why = "is not a memory region";
	else if (memblock_is_region_reserved(base, size))
		why = "overlaps in-use memory region";
	else
		memblock_reserve(base, size);
	initrd.size = why ? 0 : size;
	if (why)
		pr_err("INITRD: 0x%08llx+0x%08llx %s - disabling initrd\n", (u64)base, (u64)size, why);
}

static void __init reserve_initrd(void)
{
	if (initrd.size && arch->forces_initrd)
		memblock_reserve(initrd.base, initrd.size);
	else if (initrd.size)
		ask_initrd(initrd.base, initrd.size);
}

/* As init/do_mounts_initrd.c, the two of them: START,SIZE, in place of what the tree says. */
static int __init early_initrd(char *p)
{
	phys_addr_t start;

	if (!p)
		return 1;
	start = memparse(p, &p);
	if (*p == ',') {
		phys_initrd_start = start;
		phys_initrd_size = memparse(p + 1, NULL);
	}
	return 0;
}
early_param("initrd", early_initrd);

static int __init early_initrdmem(char *p)
{
	return early_initrd(p);
}
early_param("initrdmem", early_initrdmem);

/* As init/initramfs.c, the two of them. */
static int __init set_retain_initrd(char *p)
{
	retain_initrd |= !*p;
	return !*p;
}
__setup("retain_initrd", set_retain_initrd);

static int __init set_keepinitrd(char *unused)
{
	retain_initrd |= arch->has_keepinitrd;
	return arch->has_keepinitrd;
}
__setup("keepinitrd", set_keepinitrd);

static void note_list(enum core_memblock_list which)
{
	standing_count[which] = core_memblock(which, standing[which], CORE_MAX_REGIONS);
}

void __init arch_note_memory(void)
{
	note_list(CORE_MEMBLOCK_MEMORY);
}

/* When arm64 and riscv put what is reserved into iomem, at this level: the initrd is not freed yet. */
static int __init note_reserved(void)
{
	note_list(CORE_MEMBLOCK_RESERVED);
	return 0;
}
arch_initcall(note_reserved);

unsigned int core_memblock_standing(enum core_memblock_list which, const struct core_region **regions)
{
	*regions = standing[which];
	return standing_count[which];
}

/*
 * As do_populate_rootfs() and free_initrd_mem(), once the files are unpacked: behind the initcalls that compute
 * watermarks, which therefore do not count with it.
 */
void __init arch_free_initrd(void)
{
	void *start = __va(initrd.base);

	if (!initrd.size || retain_initrd)
		return;
	/* Since 7.2 free_reserved_area() does so, and the one that is not called here frees the pages, too. */
	if (IS_ENABLED(SIM_FREED_STAYS_RESERVED) && !arch->keeps_initrd)
		memblock_phys_free(initrd.base, initrd.size);
	free_reserved_area(start, start + initrd.size, -1, "initrd");
}

int core_initrd(struct core_region *region)
{
	*region = initrd;
	return initrd.size && !retain_initrd ? 0 : -ENOENT;
}

int core_freed_initrd(struct core_region *region)
{
	return arch->keeps_initrd ? core_initrd(region) : -ENOENT;
}

void __init arch_reserve(const struct core_description *description)
{
	struct core_range image;
	unsigned int i;

	if (arch->reserves_page_0 && memblock_is_memory(0))
		memblock_reserve(0, PAGE_SIZE);
	if (!arch->tree_last)
		reserve_tree(description);
	for (i = 0; i < description->reserves; i++)
		memblock_reserve(description->reserve[i].base, description->reserve[i].size);
	core_image(description, &image);
	memblock_reserve(image.base, image.size);
	reserve_initrd();
	reserve_tables(description);
	if (arch->has_boards)
		boards_reserve(description, large_ram);
	early_init_fdt_scan_reserved_mem();
	if (arch->tree_last)
		reserve_tree(description);
}
