/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The trace events of mm/vmscan.c: the tree's own, one of which is heard by the harness (explain.c).
 *
 * Kind: deliberately different
 */
#include_next <trace/events/vmscan.h>
#ifndef SIM_TRACE_VMSCAN_H
#define SIM_TRACE_VMSCAN_H

void sim_tried_reclaim(unsigned int order);

/* The flags, and newer kernels' cgroup, came before and behind the order. */
#include <generated/probes.h>
#ifdef SIM_RECLAIM_FLAGS_FIRST
#define trace_mm_vmscan_direct_reclaim_begin(flags, order, ...) sim_tried_reclaim(order)
#else
#define trace_mm_vmscan_direct_reclaim_begin(order, flags) sim_tried_reclaim(order)
#endif

#endif
