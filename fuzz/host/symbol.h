/* SPDX-License-Identifier: GPL-2.0 */
/* symbol.h - the name of the function at an address of this program, for signatures; see symbol.c. */
#ifndef MMFUZZ_SYMBOL_H
#define MMFUZZ_SYMBOL_H

#include <stddef.h>

/* Leaves the name in text, or "unknown". */
void symbol_name(unsigned long pc, char *text, size_t size);

#endif
