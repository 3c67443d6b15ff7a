/* SPDX-License-Identifier: GPL-2.0 */
/*
 * words.h - machines that a person describes, in words of `mmfuzz boot` and of a scenario's machine line.
 */
#ifndef MMFUZZ_WORDS_H
#define MMFUZZ_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "mmcore/core.h"

enum {
	MACHINE_ERROR = 512, /* bytes of the longest message */
};

/*
 * One word of the description: "ram", "reserve", "dts", "dtb", "cmdline", "config", "limit", "dma32-end" or
 * "bottom-up", the last without value.  Files lie relative to `directory`, or to the process's own for NULL.  The texts
 * must live as long as the machine.  On failure returns false and leaves one line in error, which names the word behind
 * `dashes`.
 */
bool machine_set_word(struct core_spec *spec, const char *dashes, const char *name, const char *value,
		      const char *directory, char *error, size_t size);
/* Whether there is such a word. */
bool machine_has_word(const char *name);

#endif
