/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Nodes of sim (shims/numa.c), for kernels that have no generic header for them.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_MMZONE_H
#define _ASM_SIM_MMZONE_H

#if __has_include(<asm-generic/mmzone.h>)
#include <asm-generic/mmzone.h>
#elif defined(CONFIG_NUMA)
extern struct pglist_data *node_data[];
#define NODE_DATA(nid) (node_data[nid])
#endif

#endif
