/* SPDX-License-Identifier: GPL-2.0 */
/*
 * reservations.h - what a machine's description asks boot to reserve, in the terms of the device-tree binding: X1 and
 * X2 compare it with what came up.  Whoever makes the description fills it in.
 */
#ifndef MMFUZZ_RESERVATIONS_H
#define MMFUZZ_RESERVATIONS_H

#include <stdbool.h>

#include "mmcore/core.h"

enum {
	RESERVATION_NODES = CORE_MAX_NODES,
	RESERVATION_RANGES = 64,
	RESERVATION_NODE_RANGES = CORE_MAX_RANGES,
	RESERVATION_AREAS = 7, /* no profile has fewer slots (CONFIG_CMA_AREAS) */
};

struct reservation_range {
	unsigned long long base, size;
};

/* A child of /reserved-memory that the binding says what to do with. */
struct reservation_node {
	char name[CORE_NODE_NAME]; /* no other child has it */
	bool disabled; /* by its status */
	bool malformed; /* a length or a size that the binding does not allow: kernels differ in what they make of it */
	bool by_reg; /* range[] is its reg; else its alloc-ranges, and size counts */
	bool nomap;
	bool pool; /* a CMA area, by its compatible and reusable */
	bool is_default;
	unsigned long long size, alignment;
	unsigned int ranges;
	struct reservation_range range[RESERVATION_NODE_RANGES];
};

struct reservations {
	/* What boot reserves whatever the device tree's /reserved-memory says. */
	unsigned int ranges;
	struct reservation_range range[RESERVATION_RANGES];
	unsigned int nodes;
	struct reservation_node node[RESERVATION_NODES];
	bool cma; /* the command line has cma=, of whatever value */
	bool ignored; /* /reserved-memory is malformed as a whole: its children do not count */
	bool more; /* boot reserves more than is listed here, such as its memory map: what leaks cannot be known */
};

#endif
