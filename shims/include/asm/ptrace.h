/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Registers of sim: none.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_PTRACE_H
#define _ASM_SIM_PTRACE_H

#ifndef __ASSEMBLY__
struct pt_regs {
	unsigned long ip, sp;
};
#define user_mode(regs) 0
#define instruction_pointer(regs) ((regs)->ip)
#define profile_pc(regs) ((regs)->ip)
#define user_stack_pointer(regs) ((regs)->sp)
#define kernel_stack_pointer(regs) ((regs)->sp)
#define current_pt_regs() ((struct pt_regs *)0)
#endif

#endif
