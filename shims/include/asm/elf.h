/* SPDX-License-Identifier: GPL-2.0 */
/*
 * sim loads no programs.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_ELF_H
#define _ASM_SIM_ELF_H

#define ELF_CLASS ELFCLASS64
#define ELF_DATA ELFDATA2LSB
#define ELF_ARCH EM_NONE
#define ELF_EXEC_PAGESIZE PAGE_SIZE
#define ELF_ET_DYN_BASE 0x10000000
typedef unsigned long elf_greg_t;
typedef elf_greg_t elf_gregset_t[4];
typedef unsigned long elf_fpregset_t[4];
#define elf_check_arch(x) 0

#endif
