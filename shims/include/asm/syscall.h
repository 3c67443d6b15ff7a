/* SPDX-License-Identifier: GPL-2.0 */
/* No system calls. */
#ifndef _ASM_SIM_SYSCALL_H
#define _ASM_SIM_SYSCALL_H


#endif
