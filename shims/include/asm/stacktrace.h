/* SPDX-License-Identifier: GPL-2.0 */
/* No unwinding: the host's tools do it. */
#ifndef _ASM_SIM_STACKTRACE_H
#define _ASM_SIM_STACKTRACE_H


#endif
