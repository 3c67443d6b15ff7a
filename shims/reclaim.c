// SPDX-License-Identifier: GPL-2.0
/*
 * reclaim.c - reclaim begins with full pressure where there is nothing to reclaim.
 *
 * An allocation that fails goes through up to sixteen rounds of reclaim, each with twelve priorities, of which every
 * one shrinks a larger part of the lists.  On empty lists one does what twelve do, and programs without owners would
 * take half as much time again.
 *
 * Kind: deliberately different
 */
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/vmstat.h>

#include "vmscan.h"

/* Nodes of the page cache that hold no more than shadows of pages that went: what a shrinker counts. */
static bool has_shadows(const struct pglist_data *node)
{
	long nodes = atomic_long_read(&node->vm_stat[WORKINGSET_NODES]);
#ifdef CONFIG_SMP
	int cpu;

	for_each_online_cpu (cpu)
		nodes += per_cpu_ptr(node->per_cpu_nodestats, cpu)->vm_node_stat_diff[WORKINGSET_NODES];
#endif
	return nodes;
}

/* Pages that are on the lists of generations (MGLRU). */
static bool has_generations(const struct pglist_data *node)
{
#ifdef CONFIG_LRU_GEN
	const long *pages = &node->__lruvec.lrugen.nr_pages[0][0][0];
	unsigned int i;

	for (i = 0; i < sizeof(node->__lruvec.lrugen.nr_pages) / sizeof(*pages); i++)
		if (pages[i])
			return true;
#endif
	return false;
}

static bool has_owned(const struct pglist_data *node)
{
	enum lru_list lru;

	for_each_evictable_lru (lru)
		if (!list_empty(&node->__lruvec.lists[lru]))
			return true;
	return has_generations(node) || has_shadows(node);
}

bool sim_nothing_owned(void)
{
	struct pglist_data *node;

	for_each_online_pgdat (node)
		if (has_owned(node))
			return false;
	return true;
}
