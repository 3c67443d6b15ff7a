/* SPDX-License-Identifier: GPL-2.0 */
/* No interrupt lines. */
#ifndef _ASM_SIM_IRQ_H
#define _ASM_SIM_IRQ_H

#define NR_IRQS 1
#define irq_canonicalize(i) (i)

#endif
