/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Sections of sim: sizes from the profile.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_SPARSEMEM_H
#define _ASM_SIM_SPARSEMEM_H

#ifdef CONFIG_SPARSEMEM
#define SECTION_SIZE_BITS SIM_SECTION_SIZE_BITS
#define MAX_PHYSMEM_BITS SIM_MAX_PHYSMEM_BITS
#endif

#endif
