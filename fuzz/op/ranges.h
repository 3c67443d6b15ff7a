/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ranges.h - finds ranges of pageblocks that the range operations may be given.
 *
 * alloc_contig_range() and the isolation functions want blocks that are RAM throughout, in one zone and, for the
 * former, of one type.  A program names a block and a length; these functions turn that into the nearest fair range.
 */
#ifndef MMFUZZ_BLOCKS_H
#define MMFUZZ_BLOCKS_H

#include "op/op.h"

struct range {
	unsigned long pfn, count; /* pages; count 0: nothing fits */
	enum core_type type; /* of its blocks, where asked for */
};

/*
 * The first range at or behind block `block`, wrapping, that starts `offset` pages into a block and whose blocks are
 * RAM of one zone and all MOVABLE or all CMA; `count` pages, or fewer if that fits nowhere.  A scenario's must be
 * there.
 */
struct range ranges_one_type(struct run *r, unsigned int block, unsigned int offset, unsigned long count);
/* Likewise `block_count` whole pageblocks of any type, or fewer. */
struct range ranges_one_zone(struct run *r, unsigned int block, unsigned int block_count);

#endif
