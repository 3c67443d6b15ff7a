/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mmu_gather.h - included before mm/mmu_gather.c: the pages in which it gathers others are written to as a whole, which
 * reset has to know (ram.c).
 *
 * Kind: deliberately different
 */
#ifndef SIM_MMU_GATHER_H
#define SIM_MMU_GATHER_H

#include <linux/gfp.h>

unsigned long sim_get_free_pages(gfp_t gfp, unsigned int order);
#undef __get_free_pages
#define __get_free_pages(gfp, order) sim_get_free_pages(gfp, order)

#endif
