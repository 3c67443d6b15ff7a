// SPDX-License-Identifier: GPL-2.0
// V02 (2014): mm/page_alloc: fix incorrect isolation behavior by rechecking migratetype
// file: mm/page_alloc.c
// A block is freed to the list of the type that its pageblock had before the zone was locked: another CPU may isolate
// it, or end that, between. Wants two CPUs.
// Fixed by ad53f92eb416.

@@
identifier zone, page, pfn, order, flags, fpi;
@@
free_one_page(struct zone *zone, struct page *page, unsigned long pfn, unsigned int order, fpi_t fpi)
{
	unsigned long flags;
+	int mt = get_pfnblock_migratetype(page, pfn);
	...
-	split_large_buddy(zone, page, pfn, order, fpi);
+	if (order > pageblock_order)
+		split_large_buddy(zone, page, pfn, order, fpi);
+	else
+		__free_one_page(page, pfn, zone, order, mt, fpi);
	...
}
