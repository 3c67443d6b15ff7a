// SPDX-License-Identifier: GPL-2.0
/*
 * reporting.c - a balloon that reports free pages to the host (mm/page_reporting.c), as virtio_balloon's does.
 *
 * The host takes the memory away, so that one which is in use loses what it holds.  Where the kernel relies on what
 * free pages hold, as it poisons them, the host gives them back so.
 *
 * Kind: deliberately different
 */
#include <linux/mm.h>
#include <linux/page_reporting.h>
#include <linux/scatterlist.h>

#include "../sim.h"

static unsigned long reported;

static void discard(struct page *page, unsigned long pages)
{
	unsigned long i;

	reported += pages;
	for (i = 0; i < pages && !page_poisoning_enabled_static(); i++)
		sim_page_discard(page_to_pfn(page) + i);
}

/* The device may have no room in its queue. */
static int report(struct page_reporting_dev_info *info, struct scatterlist *pages, unsigned int count)
{
	struct scatterlist *entry;
	unsigned int i;

	if (sim_point(CORE_POINT_REPORT) == CORE_INJECT_REPORT)
		return -ENOSPC;
	for_each_sg(pages, entry, count, i) discard(sg_page(entry), entry->length >> PAGE_SHIFT);
	return 0;
}

static struct page_reporting_dev_info device = {.report = report};

int sim_report_on(unsigned int order)
{
	device.order = order;
	return page_reporting_register(&device);
}

void sim_report_off(void)
{
	page_reporting_unregister(&device);
}

unsigned long sim_reported(void)
{
	return reported;
}
