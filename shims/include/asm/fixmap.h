/* SPDX-License-Identifier: GPL-2.0 */
/*
 * No fixed mappings.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_FIXMAP_H
#define _ASM_SIM_FIXMAP_H

enum fixed_addresses { __end_of_fixed_addresses };

#endif
