/* SPDX-License-Identifier: GPL-2.0 */
/*
 * CPU number of sim: a variable that an operation changes (shims/cpu.c).
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_SMP_H
#define _ASM_SIM_SMP_H

#ifndef __ASSEMBLY__
#include <linux/cpumask.h>
extern int sim_cpu;
#define raw_smp_processor_id() sim_cpu
static inline void arch_send_call_function_single_ipi(int cpu)
{
}
static inline void arch_send_call_function_ipi_mask(const struct cpumask *mask)
{
}
static inline void arch_smp_send_reschedule(int cpu)
{
}
#endif

#endif
