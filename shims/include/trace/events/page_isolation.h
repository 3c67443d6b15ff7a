/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The trace event of mm/page_isolation.c: the tree's own, heard by the harness (explain.c).
 *
 * Kind: deliberately different
 */
#include_next <trace/events/page_isolation.h>
#ifndef SIM_TRACE_PAGE_ISOLATION_H
#define SIM_TRACE_PAGE_ISOLATION_H

void sim_tried_free(unsigned long pfn, unsigned long count);

/* As far as all is free: up to the end, or up to a page that is in use. */
#define trace_test_pages_isolated(start, end, at) sim_tried_free(start, (at) - (start))

#endif
