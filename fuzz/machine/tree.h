/* SPDX-License-Identifier: GPL-2.0 */
/*
 * tree.h - writes a flattened device tree, node by node, into own memory.  No library: what is written may be as
 * malformed as the caller wants, and libfdt's names belong to the kernel side.
 */
#ifndef MMFUZZ_TREE_H
#define MMFUZZ_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	TREE_BYTES = 1 << 15, /* of each of the two blocks */
	TREE_RESERVES = 16,
};

struct tree {
	struct {
		uint64_t base, size;
	} reserve[TREE_RESERVES]; /* memreserve */
	unsigned int reserves;
	size_t bytes, names;
	uint8_t structure[TREE_BYTES];
	char name[TREE_BYTES];
	uint8_t blob[3 * TREE_BYTES];
	size_t blob_bytes;
};

void tree_begin(struct tree *t);
void tree_reserve(struct tree *t, uint64_t base, uint64_t size);
void tree_node(struct tree *t, const char *name);
void tree_node_end(struct tree *t);
void tree_prop(struct tree *t, const char *name, const void *value, size_t size);
void tree_prop_text(struct tree *t, const char *name, const char *value);
/* Each value as so many cells of 32 bits. */
void tree_prop_cells(struct tree *t, const char *name, const uint64_t *value, const unsigned int *cells,
		     unsigned int values);
/* Puts all together: blob and blob_bytes. */
void tree_end(struct tree *t);

#endif
