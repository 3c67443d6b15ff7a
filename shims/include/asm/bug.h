/* SPDX-License-Identifier: GPL-2.0 */
/*
 * BUG and WARN of sim: reported to the host each time, not once (shims/report.c).
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_BUG_H
#define _ASM_SIM_BUG_H

#include <linux/compiler.h>

#define BUGFLAG_WARNING (1 << 0)
#define BUGFLAG_ONCE (1 << 1)
#define BUGFLAG_DONE (1 << 2)
#define BUGFLAG_NO_CUT_HERE (1 << 3)
#define BUGFLAG_TAINT(taint) ((taint) << 8)

#ifndef __ASSEMBLY__
_Noreturn void sim_bug(const char *func, const char *file, int line);
void sim_warn(const char *func, const char *file, int line, int flags);
#endif
#define HAVE_ARCH_BUG
#define BUG() sim_bug(__func__, __FILE__, __LINE__)
#define __WARN_FLAGS(...) sim_warn(__func__, __FILE__, __LINE__, SIM_LAST(__VA_ARGS__))
/* The newest kernels pass the condition's text before the flags. */
#define SIM_LAST(...) SIM_LAST_OF(__VA_ARGS__, SIM_SECOND, SIM_FIRST, )(__VA_ARGS__)
#define SIM_LAST_OF(a, b, pick, ...) pick
#define SIM_FIRST(a) (a)
#define SIM_SECOND(a, b) (b)

#include <asm-generic/bug.h>

#endif
