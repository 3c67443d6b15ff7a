// SPDX-License-Identifier: GPL-2.0
/*
 * reclaim.c - the reclaim side as the page allocator sees it: nothing to reclaim, nobody to kill.
 *
 * The machine holds no page cache and no anonymous memory yet, so mm/vmscan.c would find empty lists.  out_of_memory()
 * says no, or the slow path would retry for ever.
 *
 * Kind: nothing to do here
 */
#include <linux/mm.h>
#include <linux/oom.h>
#include <linux/swap.h>
#include <linux/kthread.h>
#include <linux/khugepaged.h>
#include <linux/writeback.h>

#include "sim.h"
#include "compat.h"
#include "mm/internal.h"

DEFINE_MUTEX(oom_lock);
struct wb_domain global_wb_domain;
unsigned long highest_memmap_pfn;

bool out_of_memory(struct oom_control *oc)
{
	return false;
}

static unsigned long free_nothing(struct zonelist *zonelist, int order, gfp_t gfp_mask, const nodemask_t *nodemask)
{
	sim_tried(CORE_TRIED_RECLAIM, 0, 1UL << order);
	return 0;
}
/* By alias: the nodes became constant. */
SERVES(free_nothing, try_to_free_pages);

unsigned long zone_reclaimable_pages(struct zone *zone)
{
	return 0;
}

/* kswapd would run on its own; a program asks for what it would do. */
void wakeup_kswapd(struct zone *zone, gfp_t gfp_flags, int order, enum zone_type highest_zoneidx)
{
}

void reclaim_throttle(pg_data_t *pgdat, enum vmscan_throttle_state reason)
{
}

unsigned int reclaim_clean_pages_from_list(struct zone *zone, struct list_head *folio_list)
{
	return 0;
}

bool node_dirty_ok(struct pglist_data *pgdat)
{
	return true;
}

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
void khugepaged_min_free_kbytes_update(void)
{
}
#endif

/*
 * Background threads (kcompactd) are never woken: their work is an operation of the program.  Those that boot waits for
 * run at once.
 */
static char no_thread[sizeof(struct task_struct)] __aligned(64);

struct task_struct *kthread_create_on_node(int (*threadfn)(void *data), void *data, int node, const char namefmt[], ...)
{
	if (!strncmp(namefmt, "pgdatinit", strlen("pgdatinit")))
		threadfn(data);
	return (struct task_struct *)no_thread;
}

int wake_up_process(struct task_struct *tsk)
{
	return 0;
}

#ifdef CONFIG_SMP
/* A thread runs on the CPU of who starts it. */
int set_cpus_allowed_ptr(struct task_struct *p, const struct cpumask *new_mask)
{
	return 0;
}
#endif
