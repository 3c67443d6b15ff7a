// SPDX-License-Identifier: GPL-2.0
/*
 * deferred.c - what CONFIG_DEFERRED_STRUCT_PAGE_INIT needs of a scheduler: work split over CPUs.
 *
 * One thread runs, so a job is one piece.
 *
 * Kind: deliberately different
 */
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/padata.h>

#include <generated/probes.h>

#include "sim.h"

#ifdef CONFIG_DEFERRED_STRUCT_PAGE_INIT

#ifndef SIM_JIFFIES_INLINE
/* For the log: how long it took. */
unsigned int jiffies_to_msecs(const unsigned long j)
{
	return j * (MSEC_PER_SEC / HZ);
}
#endif

/* The limit of open files follows the memory; there are none. */
void __init files_maxfiles_init(void)
{
}

void __init padata_do_multithreaded(struct padata_mt_job *job)
{
	unsigned long end = job->start + job->size;

	job->thread_fn(job->start, end, job->fn_arg);
}

#endif
