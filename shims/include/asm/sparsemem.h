/* SPDX-License-Identifier: GPL-2.0 */
/* Sections of 512 pages at least; used by profiles with SPARSEMEM. */
#ifndef _ASM_SIM_SPARSEMEM_H
#define _ASM_SIM_SPARSEMEM_H

#define SECTION_SIZE_BITS 27
#define MAX_PHYSMEM_BITS 46

#endif
