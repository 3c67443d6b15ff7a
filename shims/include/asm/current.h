/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The running task: one a CPU.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_CURRENT_H
#define _ASM_SIM_CURRENT_H

#ifndef __ASSEMBLY__
struct task_struct;
/* Task of the current CPU; changes when an operation switches the CPU (shims/cpu.c). */
extern struct task_struct *sim_current;
#define get_current() sim_current
#define current get_current()
#endif

#endif
