// SPDX-License-Identifier: GPL-2.0
/*
 * iomem.c - what memremap() asks (kernel/iomem.c): which physical addresses are RAM, and mappings of those that are
 * not.
 *
 * The architectures request memory that is not no-map as System RAM.  A new mapping is the linear one, which covers
 * all of the window that RAM is simulated in.
 *
 * Kind: deliberately different
 */
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

#include "iomem.h"

int region_intersects(resource_size_t start, size_t size, unsigned long flags, unsigned long desc)
{
	phys_addr_t end = start + size;
	struct memblock_region *r;
	size_t ram = 0;

	for_each_mem_region(r)
	{
		if (memblock_is_nomap(r) || r->base >= end || r->base + r->size <= start)
			continue;
		ram += min(end, r->base + r->size) - max(start, r->base);
	}
	return !ram ? REGION_DISJOINT : ram == size ? REGION_INTERSECTS : REGION_MIXED;
}

void *sim_ioremap(phys_addr_t phys, size_t size)
{
	return __va(phys);
}

/* Asked by memunmap() before 6.6. */
bool is_vmalloc_addr(const void *x)
{
	return (unsigned long)x >= VMALLOC_START && (unsigned long)x < VMALLOC_END;
}

void sim_iounmap(volatile void *mapping)
{
}
