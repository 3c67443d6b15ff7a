// SPDX-License-Identifier: GPL-2.0
/* figures.c - the tables of figures.h. */
#include <stdio.h>
#include <string.h>

#include "watch/figures.h"

const char *const depth_names[DEPTHS] = {"outcome", "result", "counts", "full"};
const char depth_letters[DEPTHS + 1] = "orcf";

const char *const type_names[CORE_TYPES] = {"unmovable", "movable", "reclaimable", "highatomic", "cma", "isolate"};

const struct figure figures[] = {
#define FIGURE(name, field, may_miss, depth) {name, offsetof(struct core_view_zone, field), may_miss, depth}
	FIGURE("free", stat_free, false, DEPTH_COUNTS),
	FIGURE("free_cma", stat_free_cma, false, DEPTH_COUNTS),
	FIGURE("free_blocks", stat_free_blocks, true, DEPTH_COUNTS),
	FIGURE("free_highatomic", stat_free_highatomic, true, DEPTH_COUNTS),
	FIGURE("isolated_blocks", nr_isolate_pageblock, false, DEPTH_COUNTS),
	FIGURE("reserved_highatomic", nr_reserved_highatomic, false, DEPTH_COUNTS),
	FIGURE("managed", managed, false, DEPTH_COUNTS),
	FIGURE("watermark.min", wmark[0], false, DEPTH_COUNTS),
	FIGURE("watermark.low", wmark[1], false, DEPTH_COUNTS),
	FIGURE("watermark.high", wmark[2], false, DEPTH_COUNTS),
	FIGURE("watermark.boost", wmark_boost, false, DEPTH_COUNTS),
	FIGURE("present", present, false, DEPTH_FULL),
	FIGURE("compact.free", compact_free_pfn, false, DEPTH_FULL),
	FIGURE("compact.migrate", compact_migrate_pfn[0], false, DEPTH_FULL),
	FIGURE("compact.migrate_sync", compact_migrate_pfn[1], false, DEPTH_FULL),
#undef FIGURE
};
const unsigned int figure_count = sizeof(figures) / sizeof(figures[0]);

long figure_of(const struct core_view_zone *z, unsigned int i)
{
	long value;

	memcpy(&value, (const char *)z + figures[i].offset, sizeof(value));
	return value;
}

void zone_name(char name[ZONE_NAME], const struct core_zone *z)
{
	if (z->node)
		snprintf(name, ZONE_NAME, "node%d.%s", z->node, z->name);
	else
		snprintf(name, ZONE_NAME, "%s", z->name);
}

bool area_bit(const struct core_view_area *a, unsigned long i)
{
	return a->bitmap[i / 64] >> i % 64 & 1;
}
