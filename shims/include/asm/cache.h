/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Cache line of the host.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_CACHE_H
#define _ASM_SIM_CACHE_H

#define L1_CACHE_SHIFT 6
#define L1_CACHE_BYTES (1 << L1_CACHE_SHIFT)

#endif
