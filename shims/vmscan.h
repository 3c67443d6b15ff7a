/* SPDX-License-Identifier: GPL-2.0 */
/*
 * vmscan.h - included before mm/vmscan.c: with how little pressure reclaim begins (reclaim.c).
 *
 * Kind: deliberately different
 */
#ifndef SIM_VMSCAN_H
#define SIM_VMSCAN_H

#include <linux/mmzone.h>

enum { SIM_DEF_PRIORITY = DEF_PRIORITY };
/* There are no pages on the lists, and no shadows of such. */
bool sim_nothing_owned(void);

#undef DEF_PRIORITY
#define DEF_PRIORITY (sim_nothing_owned() ? 0 : SIM_DEF_PRIORITY)

#endif
