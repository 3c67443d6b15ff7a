/* SPDX-License-Identifier: GPL-2.0 */
/*
 * No programs, no auxiliary vector.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_AUXVEC_H
#define _ASM_SIM_AUXVEC_H


#endif
