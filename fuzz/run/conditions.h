/* SPDX-License-Identifier: GPL-2.0 */
/* conditions.h - the list of known findings, with the facts that a line may rest on: "SIGNATURE if CONDITION". */
#ifndef MMFUZZ_CONDITIONS_H
#define MMFUZZ_CONDITIONS_H

#include <stdbool.h>
#include <stddef.h>

/* As verdict_load_known(); conditions are facts on the program that runs, at any time of its boot and after it. */
bool run_load_known(const char *path, char *error, size_t size);

#endif
