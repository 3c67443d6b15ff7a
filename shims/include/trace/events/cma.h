/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The trace events of mm/cma.c, heard by the harness: the inner result of the last attempt, which cma_alloc() itself
 * does not return (C8), and the windows that were given up (explain.c).  The ring buffer behind the real events is not
 * here.
 *
 * Kind: deliberately different
 */
#ifndef _TRACE_CMA_H
#define _TRACE_CMA_H

void sim_tried_busy(unsigned long pfn, unsigned long count);

/* The result is the sixth argument of the finish event; kernels that do not pass it leave it unknown. */
extern int sim_cma_error;
#define SIM_CMA_ERROR_UNKNOWN 1 /* CORE_CMA_ERROR_UNKNOWN of the door */
#define SIM_SIXTH(a, b, c, d, e, f, ...) f
#define trace_cma_alloc_start(...) do { sim_cma_error = 0; } while (0)
#define trace_cma_alloc_busy_retry(name, pfn, page, count, align) sim_tried_busy(pfn, count)
#define trace_cma_alloc_finish(...) do { sim_cma_error = SIM_SIXTH(__VA_ARGS__, SIM_CMA_ERROR_UNKNOWN, 0); } while (0)
#define trace_cma_release(...) do { } while (0)

#endif
