/* SPDX-License-Identifier: GPL-2.0 */
/* KASAN is the host's ASan. */
#ifndef _ASM_SIM_KASAN_H
#define _ASM_SIM_KASAN_H


#endif
