/* SPDX-License-Identifier: GPL-2.0 */
/* No CPU features. */
#ifndef _ASM_SIM_CPUFEATURE_H
#define _ASM_SIM_CPUFEATURE_H


#endif
