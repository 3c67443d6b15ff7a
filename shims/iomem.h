/* SPDX-License-Identifier: GPL-2.0 */
/*
 * iomem.h - new mappings for kernel/iomem.c: included in front of that file alone.
 *
 * Kind: deliberately different
 */
#ifndef SIM_IOMEM_H
#define SIM_IOMEM_H

#include <linux/types.h>

void *sim_ioremap(phys_addr_t phys, size_t size);
void sim_iounmap(volatile void *mapping);

#define ioremap(phys, size) sim_ioremap(phys, size)
#define iounmap(mapping) sim_iounmap(mapping)

#endif
