/* SPDX-License-Identifier: GPL-2.0 */
/*
 * coherent.h - what kernel/dma/coherent.c decides by the architecture that it is compiled for, as a property of the
 * machine: included in front of that file alone.  Only arm refuses a pool that is not no-map; the file is compiled as
 * for arm, and the question finds no-map where the machine is another.
 *
 * Kind: deliberately different
 */
#ifndef SIM_COHERENT_H
#define SIM_COHERENT_H

#include <linux/device.h>
#include <linux/dma-direct.h>
#include <linux/dma-map-ops.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_fdt.h>
#include <linux/of_reserved_mem.h>
#include <linux/slab.h>

bool arch_wants_no_map(void);

static inline const void *sim_pool_prop(unsigned long node, const char *name, int *size)
{
	if (!arch_wants_no_map() && !strcmp(name, "no-map"))
		return name;
	return of_get_flat_dt_prop(node, name, size);
}

#define CONFIG_ARM 1
#define of_get_flat_dt_prop(node, name, size) sim_pool_prop(node, name, size)

#endif
