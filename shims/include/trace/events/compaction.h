/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The trace events of mm/compaction.c: the tree's own, one of which is heard by the harness (explain.c).
 *
 * Kind: deliberately different
 */
#include_next <trace/events/compaction.h>
#ifndef SIM_TRACE_COMPACTION_H
#define SIM_TRACE_COMPACTION_H

void sim_tried_scan(unsigned long pfn, unsigned long count);

#define trace_mm_compaction_isolate_migratepages(start, end, ...) sim_tried_scan(start, (end) - (start))

#endif
