/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Nodes of sim: shims/numa.c.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_TOPOLOGY_H
#define _ASM_SIM_TOPOLOGY_H

#ifdef CONFIG_NUMA
struct cpumask;
const struct cpumask *sim_cpumask_of_node(int nid);
#define cpumask_of_node(nid) sim_cpumask_of_node(nid)
#endif
#include <asm-generic/topology.h>

#endif
