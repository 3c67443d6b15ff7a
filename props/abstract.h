/* SPDX-License-Identifier: GPL-2.0 */
/*
 * abstract.h - the abstract state of a machine at rest, as 128 bits: two runs that are in the same one are alike in all
 * that the invariants speak of, and go on alike, but for what is left out below.
 *
 * In it: the CPU that is the present one; of every page its word and the list that it is on; the types of pageblocks;
 * the figures of zones and per-CPU lists; the bitmaps of areas; and of every object, which is known by its age alone,
 * its pages and what it was asked for.  Left out: in which order blocks stand on a list, contents, how counters are
 * spread over CPUs, what is cached for speed (compaction's deferral), and buffers of DMA pools.
 */
#ifndef MMFUZZ_ABSTRACT_H
#define MMFUZZ_ABSTRACT_H

#include "props/model.h"

struct abstract {
	uint64_t half[2]; /* both 0: no state */
};

/* Of the machine that the model is of, as it is now; reads only. */
void abstract_state(const struct model *model, struct abstract *state);
/*
 * Who owns what alone: each object by its age, with its place where the kernel may not move it; held isolations; the
 * areas' bitmaps; and how many pages are free, on lists of all kinds, with those that the kernel may take back from
 * their owners (page cache), which are otherwise left out.  What M8, B13 and T2 leave out is not in it. places: else
 * without any place, as from one CPU to another.
 */
void abstract_ownership(const struct model *model, bool places, struct abstract *state);
bool abstract_same(const struct abstract *a, const struct abstract *b);

#endif
