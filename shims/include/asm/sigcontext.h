/* SPDX-License-Identifier: GPL-2.0 */
/*
 * No signal frames.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_SIGCONTEXT_H
#define _ASM_SIM_SIGCONTEXT_H

struct sigcontext {
	int nothing;
};

#endif
