// SPDX-License-Identifier: GPL-2.0
/*
 * numa.c - nodes: which are there, and which CPU belongs to which.
 *
 * The machine's table has the nodes, there is no firmware to ask.  CPU n belongs to node n, modulo their number.
 *
 * Kind: deliberately different
 */
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/topology.h>

#include "sim.h"
#include "compat.h"

#ifdef CONFIG_NUMA

static struct cpumask cpus_of[MAX_NUMNODES];
enum zone_type policy_zone;

/* Weak: architectures had these until the kernel's mm/numa.c came, with the same effect. */
struct pglist_data *node_data[MAX_NUMNODES] __weak;

void __init __weak alloc_node_data(int nid)
{
	node_data[nid] = memblock_alloc_try_nid(sizeof(pg_data_t), SMP_CACHE_BYTES, 0, MEMBLOCK_ALLOC_ACCESSIBLE, nid);
}

void __init sim_numa_init(void)
{
	int nid, cpu;

	nodes_clear(node_states[N_POSSIBLE]);
	for_each_online_node(nid)
	{
		node_set(nid, node_states[N_POSSIBLE]);
		node_set_state(nid, N_CPU);
		alloc_node_data(nid);
	}
	setup_nr_node_ids();
	for_each_possible_cpu (cpu) {
		set_cpu_numa_node(cpu, cpu % num_online_nodes());
		cpumask_set_cpu(cpu, &cpus_of[cpu_to_node(cpu)]);
	}
}

const struct cpumask *sim_cpumask_of_node(int nid)
{
	return nid == NUMA_NO_NODE ? cpu_online_mask : &cpus_of[nid];
}

/* No node's memory is slower than another's. */
static int no_demotion(int node)
{
	return NUMA_NO_NODE;
}
SERVES(no_demotion, next_demotion_node);

/* Without a policy, a task allocates on its own node. */
static struct page *alloc_pages_here(gfp_t gfp, unsigned int order)
{
	return __alloc_pages_node(numa_node_id(), gfp, order);
}
SERVES(alloc_pages_here, alloc_pages);
SERVES(alloc_pages_here, alloc_pages_noprof);

static struct folio *folio_alloc_here(gfp_t gfp, unsigned int order)
{
	return __folio_alloc(gfp, order, numa_node_id(), NULL);
}
SERVES(folio_alloc_here, folio_alloc);
SERVES(folio_alloc_here, folio_alloc_noprof);
SERVES(folio_alloc_here, vma_alloc_folio);
SERVES(folio_alloc_here, vma_alloc_folio_noprof);
SERVES(folio_alloc_here, folio_alloc_mpol_noprof);

/* No process has one, so its index, which only newer kernels ask for, is not looked at. */
static struct mempolicy *no_policy(void)
{
	return NULL;
}
SERVES(no_policy, get_vma_policy);

#else
void __init sim_numa_init(void)
{
}
#endif
