/* SPDX-License-Identifier: GPL-2.0 */
/* symbol.h - the name of what is at an address of this program, for signatures; see symbol.c. */
#ifndef MMFUZZ_SYMBOL_H
#define MMFUZZ_SYMBOL_H

#include <stddef.h>

/* Leaves the name in text, or "unknown". */
void symbol_name(unsigned long pc, char *text, size_t size);
/* Likewise of the variable there, with the offset in it; "no variable" where it is in none. */
void symbol_data(unsigned long address, char *text, size_t size);

#endif
