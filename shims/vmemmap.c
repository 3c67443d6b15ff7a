// SPDX-License-Identifier: GPL-2.0
/*
 * vmemmap.c - the virtual memory map of SPARSEMEM_VMEMMAP: where the kernel would map pages of RAM, the host maps
 * memory.
 *
 * There are no page tables.  The RAM that would hold the memmap is allocated as on any architecture, so that figures
 * are right, but stays untouched.
 *
 * Kind: deliberately different
 */
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/sizes.h>

#include "sim.h"

struct sim_backing sim_backing[SIM_BACKINGS];
unsigned int sim_backings;

#ifdef CONFIG_SPARSEMEM_VMEMMAP
/* For debuggers (ci/gdb), to which a macro is nothing. */
struct page *const __used sim_vmemmap = vmemmap;

static void add_backing(void *ram, unsigned long bytes)
{
	struct sim_backing *b = &sim_backing[sim_backings];
	unsigned long pfn = virt_to_pfn(ram);

	if (sim_backings && b[-1].pfn + b[-1].pages == pfn) {
		b[-1].pages += PFN_UP(bytes);
		return;
	}
	/* Where each section's part is allocated by itself, memblock places them downwards. */
	if (sim_backings && pfn + PFN_UP(bytes) == b[-1].pfn) {
		b[-1].pages += PFN_UP(bytes);
		b[-1].pfn = pfn;
		return;
	}
	if (sim_backings == SIM_BACKINGS)
		panic("shims/vmemmap.c: SIM_BACKINGS is too small");
	*b = (struct sim_backing){pfn, PFN_UP(bytes)};
	sim_backings++;
}

/* What is mapped stays, since a described machine is booted again and again. */
static DECLARE_BITMAP(mapped, NR_MEM_SECTIONS) __nosave;

static int map_sections(unsigned long start, unsigned long end)
{
	unsigned long bytes = PAGES_PER_SECTION * sizeof(struct page), i;

	for (i = (start - (unsigned long)vmemmap) / bytes; (unsigned long)vmemmap + i * bytes < end; i++) {
		if (test_bit(i, mapped))
			continue;
		if (!sim_host->map((unsigned long)vmemmap + i * bytes, bytes))
			return -ENOMEM;
		if (bytes >= SZ_2M)
			sim_host->dense((char *)vmemmap + i * bytes, bytes);
		set_bit(i, mapped);
	}
	return 0;
}

int __meminit vmemmap_populate(unsigned long start, unsigned long end, int node, struct vmem_altmap *altmap)
{
	void *ram = vmemmap_alloc_block_buf(end - start, node, altmap);

	if (!ram || map_sections(start, end))
		return -ENOMEM;
	add_backing(ram, end - start);
	return 0;
}

#endif
