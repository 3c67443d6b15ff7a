/* SPDX-License-Identifier: GPL-2.0 */
/*
 * tree_file.h - device trees that a person names: `dts=FILE`, `dtb=FILE`, and `dtb=hex:d00dfeed...`, in which a program
 * keeps its tree in text.
 */
#ifndef MMFUZZ_TREE_FILE_H
#define MMFUZZ_TREE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct tree_file {
	uint8_t *blob; /* the caller's, to free(), also after a failure */
	size_t bytes;
	char path[4096], error[512]; /* error: one line, after a failure */
};

/* Whether the word of that name has a tree as its value. */
bool tree_file_is_word(const char *name);
/* Files lie relative to `directory`, or to the process's own for NULL. */
bool tree_file_read(struct tree_file *t, const char *name, const char *value, const char *directory);
/* The value that means these bytes. */
void tree_file_show(FILE *f, const uint8_t *blob, size_t bytes);

#endif
