/* SPDX-License-Identifier: GPL-2.0 */
/*
 * figures.h - what a machine's state consists of besides its pages, under names that no kernel's numbering gets into:
 * the types of pageblocks, the zones, the figures of a zone that are one number each.
 */
#ifndef MMFUZZ_FIGURES_H
#define MMFUZZ_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "mmcore/core.h"

/* How deep a field lies: what a caller of the allocator gets, or ever more of how it came about. */
enum depth {
	DEPTH_OUTCOME, /* done, failed, refused, nothing to do; findings */
	DEPTH_RESULT, /* which pages came out, which migrated, other figures of the result */
	DEPTH_COUNTS, /* the figures of zones, per-CPU lists and areas */
	DEPTH_FULL, /* bitmaps, types of pageblocks, the state of every page, positions of the scanners */
	DEPTHS,
};
extern const char *const depth_names[DEPTHS];
extern const char depth_letters[DEPTHS + 1];

extern const char *const type_names[CORE_TYPES];

/* A figure of a zone. */
struct figure {
	const char *name;
	size_t offset; /* in struct core_view_zone, of a long */
	bool may_miss; /* -1 where the kernel has none */
	enum depth depth;
};
extern const struct figure figures[];
extern const unsigned int figure_count;
long figure_of(const struct core_view_zone *z, unsigned int i);

/* "Normal", and on another node than the first "node1.Normal". */
enum {
	ZONE_NAME = 64,
};
void zone_name(char name[ZONE_NAME], const struct core_zone *z);

/* Whether bit i of an area's bitmap is set. */
bool area_bit(const struct core_view_area *a, unsigned long i);

#endif
