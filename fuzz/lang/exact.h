/* SPDX-License-Identifier: GPL-2.0 */
/*
 * exact.h - the words of a request of exact size, in scenarios: a number means that number, and what is impossible is
 * asked of the kernel all the same.
 *
 *	cma_request area=linux,cma size=17M align=64K	# an area's name, or its number
 *	dma_request device=0 size=75M
 *	alloc_request gfp=unmovable size=128K		# or order=5; without __GFP_NOWARN
 */
#ifndef MMFUZZ_EXACT_H
#define MMFUZZ_EXACT_H

#include <stdbool.h>

enum {
	EXACT_NAME = 64,
};

struct exact {
	char area[EXACT_NAME]; /* "" where no area is named */
	unsigned int device;
	bool has_device;
	unsigned long long size, align; /* bytes, from 1 on; align is a power of two, 1 where it is left out */
	unsigned int gfp, order; /* order: where it is said instead of a size */
	bool has_gfp, has_order;
};

/* False where the text is none. */
bool exact_parse(struct exact *e, const char *text);
/* Whether the text is a request of an area, of a device, or of a block of pages. */
bool exact_of_area(const char *text);
bool exact_of_device(const char *text);
bool exact_of_pages(const char *text);

#endif
