// SPDX-License-Identifier: GPL-2.0
/*
 * described.c - the machine that is described at run time: its RAM, and booting it anew from the image before any boot.
 *
 * All such machines lie in one window of simulated RAM, which the host backs only where it is touched.  What one
 * machine has written and poisoned is cleaned before the next; of pages that were merely free, the trash stays
 * (shims/ram.c), as RAM holds anything when a machine starts.
 */
#include <linux/memblock.h>
#include <linux/sizes.h>
#include <linux/string.h>

#include "core_kernel.h"

#define PAGES (SIM_LINEAR_BYTES >> PAGE_SHIFT) /* from the first to the last of a machine */
/*
 * The window grows by as much: most machines need no more, and what it covers is likely to be free in any process,
 * which all of the linear map is not.
 */
#define WINDOW_STEP (64UL << 30)
#define STORE_BASE (PAGE_OFFSET - (1UL << 37))
/* Of the memory map that is written to. */
#define MAP_BYTES (2UL << 30)
#define RANGES 16
/* Beyond this it is cheaper to give memory back than to write zeroes. */
#define DROP_BYTES SZ_16M

static struct {
	struct core_machine machine;
	struct sim_ram ram;
	struct core_region written[CORE_MAX_REGIONS]; /* what boot reserved */
	unsigned int regions;
	bool whole; /* written[] does not have all */
} described __nosave;

/* All up to its end is mapped; and what is mapped behind it. */
static unsigned long window_end __nosave;
static struct core_range mapped[RANGES] __nosave;
static unsigned int ranges __nosave;

/* ---------------------------------------------------------------- the window */

int described_map(unsigned long start_pfn, unsigned long end_pfn)
{
	unsigned long base = PFN_PHYS(start_pfn), size = PFN_PHYS(end_pfn) - base;

	if (base + size <= window_end)
		return 0;
	if (ranges == RANGES || !sim_host->map((unsigned long)__va(base), size))
		return -ENOMEM;
	mapped[ranges].base = base;
	mapped[ranges++].size = size;
	return 0;
}

/* The first mapped range that does not lie before `at`. */
static const struct core_range *next_mapped(unsigned long at)
{
	const struct core_range *r, *next = NULL;

	for (r = mapped; r < mapped + ranges; r++)
		if (r->base >= at && (!next || r->base < next->base))
			next = r;
	return next;
}

static int map_window(unsigned long bytes)
{
	const struct core_range *next;
	unsigned long end;

	bytes = round_up(bytes, WINDOW_STEP);
	while (window_end < bytes) {
		next = next_mapped(window_end);
		end = next && next->base < bytes ? next->base : bytes;
		if (end > window_end && !sim_host->map((unsigned long)__va(window_end), end - window_end))
			return -ENOMEM;
		window_end = next && end == next->base ? end + next->size : end;
	}
	return 0;
}

/* ---------------------------------------------------------------- RAM between two boots */

/* The host's pages are dropped, odd ends written. */
static void zero(void *from, unsigned long bytes)
{
	char *start = from, *first = PTR_ALIGN(start, SZ_64K), *last = PTR_ALIGN_DOWN(start + bytes, SZ_64K);

	if (bytes <= DROP_BYTES) {
		sim_raw_fill(start, 0, bytes);
		return;
	}
	sim_host->drop(first, last - first);
	sim_raw_fill(start, 0, first - start);
	sim_raw_fill(last, 0, start + bytes - last);
}

static void clean(unsigned long start, unsigned long end)
{
	unsigned int i;

	if (start >= end)
		return;
	/* The pages of an area went to the buddy system: their dirt is listed. */
	for (i = 0; i < described.machine.areas; i++) {
		unsigned long base = PFN_PHYS(described.machine.area[i].pfn);
		unsigned long size = PFN_PHYS(described.machine.area[i].count);

		if (!size || base >= end || base + size <= start)
			continue;
		clean(start, base);
		clean(base + size, end);
		return;
	}
	zero(__va(start), end - start);
}

void described_clean(unsigned long start_pfn, unsigned long end_pfn)
{
	void *ram = pfn_to_virt(start_pfn);
	unsigned long bytes = PFN_PHYS(end_pfn - start_pfn);

	zero(ram, bytes);
	if (SIM_ASAN)
		zero(sim_shadow(ram), bytes >> SIM_SHADOW_SHIFT);
}

static void clean_written(void)
{
	const struct core_region *r;
	unsigned int i;

	if (SIM_ASAN)
		sim_raw_fill(sim_shadow(pfn_to_virt(described.ram.start_pfn)), 0,
			     PFN_PHYS(described.ram.end_pfn - described.ram.start_pfn) >> SIM_SHADOW_SHIFT);
	for (i = 0; i < described.ram.listed; i++)
		sim_raw_fill(pfn_to_virt(described.ram.start_pfn + described.ram.list[i]), 0, PAGE_SIZE);
	for (r = described.written; r < described.written + described.regions; r++)
		clean(max_t(u64, r->base, PFN_PHYS(described.ram.start_pfn)),
		      min_t(u64, r->base + r->size, PFN_PHYS(described.ram.end_pfn)));
}

void described_forget(void)
{
	unsigned long pages = described.ram.end_pfn - described.ram.start_pfn;

	if (!pages)
		return;
	if (described.whole || PFN_PHYS(pages) > DROP_BYTES)
		described_clean(described.ram.start_pfn, described.ram.end_pfn);
	else
		clean_written();
	zero(described.ram.dirt, pages);
	zero(described.ram.kind, pages);
	described.ram.listed = described.regions = 0;
	described.ram.start_pfn = described.ram.end_pfn = 0;
}

static int store(void)
{
	char *p;

	if (described.ram.dirt)
		return 0;
	p = sim_host->map(STORE_BASE, PAGES * (2 + sizeof(*described.ram.list)));
	if (!p)
		return -ENOMEM;
	described.ram.list = (void *)p;
	described.ram.dirt = (void *)(p + PAGES * sizeof(*described.ram.list));
	described.ram.kind = described.ram.dirt + PAGES;
	return 0;
}

/* Why RAM from its first to its last page is more than can be simulated; NULL if it is not. */
static const char *too_much(const struct core_description *description)
{
	unsigned long span = max_pfn - min_low_pfn, ram = PHYS_PFN(memblock_phys_mem_size());

	if (max_pfn > PAGES)
		return "the limit is 32 TiB";
	if (description->hold_page_0 && span > SIM_WATCHED_PAGES)
		return "operations are watched on 2097152 pages, holes included";
	if (IS_ENABLED(CONFIG_FLATMEM) && span > SIM_WATCHED_PAGES && span / ram > 16)
		return "without sections the memory map covers the holes: a build with the profile amd64 has sections";
	if ((IS_ENABLED(CONFIG_FLATMEM) ? span : ram) > MAP_BYTES / sizeof(struct page))
		return "its memory map would take more than 2 GiB";
	return NULL;
}

int described_ram(const struct core_description *description)
{
	const char *why;
	int err;

	if (core_running != &described.machine)
		return 0;
	why = too_much(description);
	if (why) {
		pr_err("Error: RAM from %pa to %pa is more than can be simulated: %s\n",
		       &(phys_addr_t){PFN_PHYS(min_low_pfn)}, &(phys_addr_t){PFN_PHYS(max_pfn)}, why);
		return -EINVAL;
	}
	err = map_window(PFN_PHYS(max_pfn));
	if (!err)
		err = store();
	if (err)
		return err;
	/* A boot alone touches little of it but the memory map, wherever that will lie. */
	if (!description->hold_page_0 && PFN_PHYS(max_pfn - min_low_pfn) > DROP_BYTES)
		sim_host->dense(pfn_to_virt(min_low_pfn), PFN_PHYS(max_pfn - min_low_pfn));
	snapshot_displace(min_low_pfn, max_pfn);
	described.ram.start_pfn = described.machine.start_pfn = min_low_pfn;
	described.ram.end_pfn = described.machine.end_pfn = max_pfn;
	described.ram.poisoned = PFN_PHYS(max_pfn - min_low_pfn) <= DROP_BYTES;
	return 0;
}

void described_cut(unsigned long end_pfn)
{
	if (core_running == &described.machine)
		described.ram.end_pfn = described.machine.end_pfn = end_pfn;
}

/* ---------------------------------------------------------------- booting */

static int begin(const struct core_description *description)
{
	int err = snapshot_pristine();

	if (err)
		return err;
	described_forget();
	memset(&described.machine, 0, sizeof(described.machine));
	described.machine.name = description->name ? description->name : "described";
	described.machine.about = description->about ? description->about : "";
	described.whole = true;
	sim_ram = &described.ram;
	core_running = &described.machine;
	core_op_begin();
	return 0;
}

static void mark_range(unsigned long start, unsigned long end)
{
	if (start < end)
		memset(described.ram.kind + start - described.ram.start_pfn, SIM_PAGE_MEMORY, end - start);
}

/* Records for the view which pages are RAM: those that were when the zones were set up, as far as that list has all. */
static void mark_memory(void)
{
	const struct core_region *early, *r;
	unsigned int count = core_memblock_early(CORE_MEMBLOCK_MEMORY, &early);
	unsigned long start, end;
	int i;

	for (r = early; r < early + count && count < CORE_MAX_REGIONS; r++)
		mark_range(PFN_UP(r->base), PFN_DOWN(r->base + r->size));
	if (count < CORE_MAX_REGIONS)
		return;
	for_each_mem_pfn_range(i, MAX_NUMNODES, &start, &end, NULL) mark_range(start, end);
}

static void end(void)
{
	core_op_end();
	mark_memory();
	described.regions = core_memblock(CORE_MEMBLOCK_RESERVED, described.written, CORE_MAX_REGIONS);
	described.whole = described.regions == CORE_MAX_REGIONS || page_poisoning_enabled_static();
}

const struct core_machine *described_machine(void)
{
	return &described.machine;
}

int core_boot(const struct core_description *description, const struct core_machine **machine)
{
	int err = begin(description);

	if (!err)
		err = boot_machine(description);
	if (err)
		return err;
	end();
	boot_describe(&described.machine);
	*machine = &described.machine;
	return 0;
}

int core_fits(const struct core_description *description, const struct core_fit *fit, unsigned long long *base)
{
	int err = begin(description);

	if (!err)
		err = boot_fits(description, fit, base);
	if (!err)
		end();
	return err;
}
