// SPDX-License-Identifier: GPL-2.0
/*
 * explain.c - what a contiguous allocation met on its way, for `mmfuzz replay --explain`.
 *
 * In place of trace points' ring buffers, a short list that the host reads after the operation.  Written to by the
 * trace events of mm/cma.c, mm/compaction.c, mm/page_isolation.c and mm/vmscan.c, and by owners that refuse; nothing in
 * the kernel's course depends on it.
 *
 * Kind: deliberately different
 */
#include <trace/events/cma.h>
#include <trace/events/compaction.h>
#include <trace/events/page_isolation.h>
#include <trace/events/vmscan.h>

#include "sim.h"

enum { TRIED = 1 << 16 };

static struct core_tried tried[TRIED] __nosave;
static unsigned int made __nosave;
static bool explaining __nosave;
int sim_cma_error;

void sim_tried(enum core_tried_what what, unsigned long pfn, unsigned long count)
{
	struct core_tried *last = made ? &tried[made - 1] : NULL;

	if (likely(!explaining) || made == TRIED)
		return;
	/* Migration tries a page again and again. */
	if (last && last->what == what && last->pfn == pfn && last->count == count)
		return;
	tried[made++] = (struct core_tried){what, pfn, count};
}

void sim_tried_scan(unsigned long pfn, unsigned long count)
{
	sim_tried(CORE_TRIED_SCAN, pfn, count);
}

void sim_tried_free(unsigned long pfn, unsigned long count)
{
	sim_tried(CORE_TRIED_FREE, pfn, count);
}

void sim_tried_busy(unsigned long pfn, unsigned long count)
{
	sim_tried(CORE_TRIED_BUSY, pfn, count);
}

void sim_tried_reclaim(unsigned int order)
{
	sim_tried(CORE_TRIED_RECLAIM, 0, 1UL << order);
}

void sim_tried_reset(void)
{
	made = 0;
}

void sim_explain(int on)
{
	explaining = on;
}

unsigned int sim_tried_list(const struct core_tried **list)
{
	*list = tried;
	return made;
}
