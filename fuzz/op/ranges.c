// SPDX-License-Identifier: GPL-2.0
/*
 * ranges.c - finds fair ranges of pageblocks, see ranges.h.
 *
 * Each block gets a key: its zone, and its type where types matter; blocks that no range may touch get NO_KEY.  Blocks
 * of one key that lie side by side can be spanned.
 */
#include "op/common.h"

enum {
	BLOCKS_MAX = 1024, /* what a larger machine has behind is not used for ranges */
	MACHINES_MAX = 16,
	NO_KEY = 0xff,
};

struct block_map {
	bool valid;
	unsigned int block_count;
	unsigned long first_pfn; /* pageblock-aligned */
	uint8_t zone[BLOCKS_MAX]; /* NO_KEY if the block is not wholly RAM of one zone */
};

static uint8_t block_zone(const struct core_machine *m, unsigned long pfn, unsigned long pages)
{
	unsigned int bits, zone;
	unsigned long i;

	if (pfn < m->start_pfn || pfn + pages > m->end_pfn)
		return NO_KEY;
	zone = CORE_PG_ZONE(core_view_page(pfn));
	for (i = 0; i < pages; i++) {
		bits = core_view_page(pfn + i);
		if (!(bits & CORE_PG_VALID) || CORE_PG_ZONE(bits) != zone)
			return NO_KEY;
	}
	return zone;
}

/* Where RAM and zones lie does not change after boot, so it is read once a machine. */
static const struct block_map *block_map(const struct run *r)
{
	static struct block_map maps[MACHINES_MAX];
	struct block_map *map = &maps[r->model->machine % MACHINES_MAX];
	unsigned long pages = 1UL << r->build->block_order;
	unsigned int i;

	if (map->valid && r->model->machine < MACHINES_MAX)
		return map;
	map->first_pfn = r->machine->start_pfn & ~(pages - 1);
	map->block_count = (r->machine->end_pfn - map->first_pfn + pages - 1) / pages;
	if (map->block_count > BLOCKS_MAX)
		map->block_count = BLOCKS_MAX;
	for (i = 0; i < map->block_count; i++)
		map->zone[i] = block_zone(r->machine, map->first_pfn + i * pages, pages);
	map->valid = true;
	return map;
}

/* Number of blocks of one key side by side from block i on, counted up to max. */
static unsigned int row_length(const struct block_map *map, const uint8_t *key, unsigned int i, unsigned int max)
{
	unsigned int n = 0;

	if (key[i] == NO_KEY)
		return 0;
	while (n < max && i + n < map->block_count && key[i + n] == key[i])
		n++;
	return n;
}

/* Block arguments are a byte: machines with more blocks are covered in larger steps. */
static unsigned int scale_block(struct run *r, const struct block_map *map, unsigned int block)
{
	if (!map->block_count)
		return 0;
	if (r->literal)
		return reduced(r, "block", block, 0, map->block_count);
	return map->block_count <= 256 ? block % map->block_count : block * map->block_count / 256;
}

static struct range find_range(struct run *r, const struct block_map *map, const uint8_t *key, unsigned int block,
			       unsigned int offset, unsigned long count)
{
	unsigned int order = r->build->block_order, i, at;
	unsigned int want = (offset + count + (1UL << order) - 1) >> order;
	struct range range = {0};
	unsigned long pages;

	block = scale_block(r, map, block);
	for (i = 0; i < map->block_count && range.count < count; i++) {
		at = (block + i) % map->block_count;
		pages = (unsigned long)row_length(map, key, at, want) << order;
		if (pages <= offset + range.count)
			continue;
		range.pfn = map->first_pfn + ((unsigned long)at << order) + offset;
		range.count = pages - offset;
	}
	if (range.count < count || range.pfn != map->first_pfn + ((unsigned long)block << order) + offset)
		refuse_number(r, "block=%u offset=%u: there are not %lu pages of one zone and type", block, offset,
			      count);
	if (range.count > count)
		range.count = count;
	return range;
}

struct range ranges_one_type(struct run *r, unsigned int block, unsigned int offset, unsigned long count)
{
	const struct block_map *map = block_map(r);
	unsigned int order = r->build->block_order, i;
	enum core_type type;
	struct range range;
	uint8_t key[BLOCKS_MAX];

	for (i = 0; i < map->block_count; i++) {
		key[i] = map->zone[i];
		if (key[i] == NO_KEY)
			continue;
		type = core_view_block(map->first_pfn + ((unsigned long)i << order));
		key[i] = type == CORE_MOVABLE || type == CORE_CMA ? key[i] << 4 | type : NO_KEY;
	}
	range = find_range(r, map, key, block, reduced(r, "offset", offset, 0, 1u << order), count);
	if (range.count)
		range.type = core_view_block(range.pfn);
	return range;
}

struct range ranges_one_zone(struct run *r, unsigned int block, unsigned int block_count)
{
	const struct block_map *map = block_map(r);
	unsigned long count = (unsigned long)block_count << r->build->block_order;

	return find_range(r, map, map->zone, block, 0, count);
}
