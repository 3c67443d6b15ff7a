// SPDX-License-Identifier: GPL-2.0
/*
 * pools.c - DMA pools: what /reserved-memory has for one device each, and the operations on them.
 *
 * The kernel's own code makes them (kernel/dma/coherent.c).  A driver gets its pool by of_reserved_mem_device_init(),
 * through the phandle in its node; here each pool has a device, which gets it as in that function.
 */
#include <linux/device.h>
#include <linux/dma-map-ops.h>
#include <linux/memblock.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>

#include "core_kernel.h"

static struct device pool_device[CORE_MAX_POOLS];

/* Regions that are areas have operations, too. */
static struct reserved_mem *pool_of(struct device_node *np)
{
	struct reserved_mem *r = of_reserved_mem_lookup(np);

	if (!r || !r->ops || !of_device_is_compatible(np, "shared-dma-pool") || of_property_read_bool(np, "reusable"))
		return NULL;
	return r;
}

/* The nth pool, in the tree's order; or how many there are. */
static struct reserved_mem *find_pool(unsigned int nth, unsigned int *count)
{
	struct device_node *parent = of_find_node_by_path("/reserved-memory"), *np;
	struct reserved_mem *r;
	unsigned int n = 0;

	for_each_child_of_node(parent, np)
	{
		r = pool_of(np);
		if (r && n++ == nth)
			return r;
	}
	if (count)
		*count = min_t(unsigned int, n, CORE_MAX_POOLS);
	return NULL;
}

/* RESERVEDMEM_OF_DECLARE() of files that are not compiled here. */
static const struct core_absent absent_handlers[] = {
	{.compatible = "restricted-dma-pool", .file = "kernel/dma/swiotlb.c"},
	{.compatible = "nvidia,tegra210-emc-table", .file = "drivers/memory/tegra/tegra210-emc-table.c"},
};

int core_absent_handler(unsigned int nth, struct core_absent *absent)
{
	struct device_node *parent = of_find_node_by_path("/reserved-memory"), *np;
	unsigned int i;

	for_each_available_child_of_node(parent, np)
	{
		for (i = 0; i < ARRAY_SIZE(absent_handlers); i++) {
			if (!of_device_is_compatible(np, absent_handlers[i].compatible) || nth--)
				continue;
			*absent = absent_handlers[i];
			absent->node = np->full_name;
			return 0;
		}
	}
	return -ENOENT;
}

int core_reserved_node(unsigned int nth, const char **name, struct core_region *region)
{
	struct device_node *parent = of_find_node_by_path("/reserved-memory"), *np;

	for_each_available_child_of_node(parent, np)
	{
		if (nth--)
			continue;
		*name = np->full_name;
		if (core_reserved_mem(*name, region))
			*region = (struct core_region){0};
		return 0;
	}
	return -ENOENT;
}

unsigned int core_pools(void)
{
	unsigned int count;

	find_pool(-1U, &count);
	return count;
}

int core_pool(unsigned int pool, struct core_region *region)
{
	const struct reserved_mem *r = find_pool(pool, NULL);

	if (!r)
		return -ENOENT;
	region->base = r->base;
	region->size = r->size;
	region->nomap = !memblock_is_map_memory(r->base);
	return 0;
}

int core_pool_alloc(unsigned int pool, unsigned long bytes, unsigned long *offset)
{
	struct reserved_mem *r = find_pool(pool, NULL);
	struct device *dev = &pool_device[pool];
	dma_addr_t handle;
	void *buffer;
	int err = 0;

	if (!r)
		return -ENOENT;
	dev->coherent_dma_mask = DMA_BIT_MASK(64);
	if (!dev->dma_mem)
		err = r->ops->device_init(r, dev);
	if (err)
		return err;
	if (!dma_alloc_from_dev_coherent(dev, bytes, &handle, &buffer) || !buffer)
		return -ENOMEM;
	*offset = __pa(buffer) - r->base;
	return 0;
}

int core_pool_free(unsigned int pool, unsigned long offset, unsigned int order)
{
	const struct reserved_mem *r = find_pool(pool, NULL);

	return r ? dma_release_from_dev_coherent(&pool_device[pool], order, __va(r->base + offset)) : 0;
}
