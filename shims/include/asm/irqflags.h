/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Interrupt state of sim: a flag that K1 checks at the end of every operation.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_IRQFLAGS_H
#define _ASM_SIM_IRQFLAGS_H

#ifndef __ASSEMBLY__
/* 1 while interrupts are enabled on the current CPU. */
extern unsigned long sim_irqs;
#define arch_local_save_flags arch_local_save_flags
static inline unsigned long arch_local_save_flags(void)
{
	return sim_irqs;
}
#define arch_local_irq_restore arch_local_irq_restore
static inline void arch_local_irq_restore(unsigned long flags)
{
	sim_irqs = flags;
}
#endif
#include <asm-generic/irqflags.h>

#endif
