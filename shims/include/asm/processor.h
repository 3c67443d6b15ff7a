/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Processor of sim.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_PROCESSOR_H
#define _ASM_SIM_PROCESSOR_H

#ifndef __ASSEMBLY__
#include <asm/ptrace.h>

#define TASK_SIZE 0x100000000000UL
#define TASK_UNMAPPED_BASE 0x10000000UL
#define STACK_TOP TASK_SIZE
#define STACK_TOP_MAX TASK_SIZE

struct thread_struct {
	int nothing;
};
#define INIT_THREAD { }

#define cpu_relax() barrier()
#define cpu_relax_lowlatency() cpu_relax()
#define KSTK_EIP(tsk) 0UL
#define KSTK_ESP(tsk) 0UL
#define task_pt_regs(tsk) ((struct pt_regs *)0)
struct task_struct;
unsigned long __get_wchan(struct task_struct *p);
#endif

#endif
