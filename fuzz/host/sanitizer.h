/* SPDX-License-Identifier: GPL-2.0 */
/* sanitizer.h - turns reports of AddressSanitizer and UBSan into findings; see sanitizer.c. */
#ifndef MMFUZZ_SANITIZER_H
#define MMFUZZ_SANITIZER_H

#include <stdbool.h>

/* Whether the program runs under AddressSanitizer. */
bool sanitizer_present(void);
/* Must be called once, or the linker leaves the hooks out. */
void sanitizer_start(void);
/* Ends the process at a report as soon as the finding is noted. */
void sanitizer_quiet(void);
/* The last thing the process does when a sanitizer ends it. */
void sanitizer_on_death(void (*last)(void));

#endif
