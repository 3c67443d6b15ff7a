/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Huge pages exist as a setting (they give the pageblock order), none is ever allocated.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_HUGETLB_H
#define _ASM_SIM_HUGETLB_H

#include <asm/page.h>
#include <asm-generic/hugetlb.h>

#endif
