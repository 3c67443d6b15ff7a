/* SPDX-License-Identifier: GPL-2.0 */
/*
 * areas_reader.h - what the parts of the decoder of machines' descriptions share: areas.c reads the records,
 * areas_tree.c makes the device tree of them, areas_judge.c says which findings the description accounts for.
 */
#ifndef MMFUZZ_AREAS_READER_H
#define MMFUZZ_AREAS_READER_H

#include "lang/areas.h"

/* Bits of the head's first byte. */
enum {
	HEAD_RAW = 1 << 0,
	HEAD_BOTTOM_UP = 1 << 1,
	HEAD_EARLY_RESIZE = 1 << 2,
	HEAD_NO_TREE = 1 << 3,
	HEAD_NO_RAM = 1 << 4, /* but for what records give */
	HEAD_RAM_IN_TREE = 1 << 5,
	HEAD_HIGH = 1 << 6, /* RAM lies around 4 GiB */
	HEAD_HIGHMEM = 1 << 7, /* memory above the end of DMA32 is like HIGHMEM */
};

/* What is left of a memory reservation in the tree. */
#define TAME_BASE 0x1ffffffffull
#define TAME_SIZE 0x1ffffffull

/* While it is read. */
struct reader {
	struct areas *a;
	const uint8_t *r; /* the record */
	unsigned int unit; /* of sizes and addresses, as a shift */
	uint64_t ram; /* where the RAM begins that is always there */
	unsigned int root_cells[2], pool_cells[2]; /* address, size */
	struct {
		uint64_t base, size;
	} memory[CORE_MAX_BANKS]; /* of the tree */
	unsigned int memories;
	uint8_t ops[AREAS_RECORDS * PROGRAM_RECORD];
	size_t op_bytes;
	struct odd {
		uint8_t node, which, length, value[4];
	} odd[16];
	unsigned int odd_count;
	struct raw_node {
		uint8_t compatible, flags, status, name;
		unsigned int bytes_off; /* entries of reg or alloc-ranges are cut by so many bytes */
	} raw[PLAN_NODES];
	uint64_t fixed_base, fixed_size; /* of the last cma= with a place */
	const uint8_t *patch[16];
	unsigned int patches;
};

/* Bits of a node's flags. */
enum {
	NODE_NOT_REUSABLE = 1 << 0,
	NODE_NOMAP = 1 << 1,
	NODE_DEFAULT = 1 << 2,
	NODE_OTHER_COMPATIBLE = 1 << 3,
	NODE_STATUS = 1 << 4,
	NODE_SECOND = 1 << 5, /* a second entry of reg or alloc-ranges */
	NODE_SIZE_TOO = 1 << 6, /* size beside reg, or reg of no entry beside size */
	NODE_CUT = 1 << 7, /* the last entry of the property is too short */
};

/* What a node's status can be: from 1 on in raw_node.status; 0 is none. */
extern const char *const areas_statuses[];

/* Writes the tree of what was read; nodes is the head's byte of that name. */
void areas_build_tree(struct reader *d, uint8_t nodes);
/* Takes bytes as the tree. */
void areas_take_tree(struct reader *d, const uint8_t *bytes, size_t size);
/* Changes what would run into a known finding that ends the process. */
void areas_tame_tree(struct tree *t);
/* Fills in areas.known, and makes the plan what the tree says. */
void areas_judge(struct reader *d);

#endif
