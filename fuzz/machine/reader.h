/* SPDX-License-Identifier: GPL-2.0 */
/*
 * reader.h - what the parts that read a description share: records.c reads drawn facts, records_tree.c makes the device
 * tree of them, judge.c says which findings the description accounts for, words.c sets what words say.
 */
#ifndef MMFUZZ_READER_H
#define MMFUZZ_READER_H

#include "machine/description.h"

/* What is left of a memory reservation in the tree. */
#define TAME_BASE 0x1ffffffffull
#define TAME_SIZE 0x1ffffffull

enum {
	DRAWN_NODES = 24, /* of /reserved-memory; later ones are ignored */
};

/* While it is read. */
struct reader {
	struct machine *m;
	const uint8_t *r; /* the fact */
	unsigned int unit; /* of sizes and addresses, as a shift */
	uint64_t ram; /* where the RAM begins that is always there */
	unsigned int root_cells[2], pool_cells[2]; /* address, size */
	struct {
		uint64_t base, size;
	} memory[CORE_MAX_BANKS]; /* of the tree */
	unsigned int memories;
	struct odd {
		uint8_t node, which, length, value[4];
	} odd[16];
	unsigned int odd_count;
	struct raw_node {
		uint8_t compatible, flags, status, name;
		unsigned int bytes_off; /* entries of reg or alloc-ranges are cut by so many bytes */
	} raw[DRAWN_NODES];
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
extern const char *const node_statuses[];

/* What each kind of a drawn fact means; d->r is the fact. */
void read_ram(struct reader *d);
void read_reserve(struct reader *d);
void read_by_size(struct reader *d);
void read_by_reg(struct reader *d);
void read_cmdline(struct reader *d);
void read_config(struct reader *d);
void read_area(struct reader *d);
void read_property(struct reader *d);
void read_patch(struct reader *d);
void read_row(struct reader *d);
void read_pools(struct reader *d);

/* The head; then each fact; then the tree, which is that of the fact `tree`, or made of what was read. */
void reader_begin(struct reader *d, struct machine *m, const uint8_t *head);
void reader_end(struct reader *d, const uint8_t *head, const struct fact *tree, const uint8_t *data);
/* Writes the tree of what was read; nodes is the head's byte of that name. */
void reader_build_tree(struct reader *d, uint8_t nodes);
/* Changes what would run into a known finding that ends the process. */
void reader_tame_tree(struct machine *m);
/* Fills in machine.known, and cuts the reservations to what the tree's cells hold. */
void reader_judge(struct reader *d);

#endif
