// SPDX-License-Identifier: GPL-2.0
// V18 (2014): mm/page_alloc: fix incorrect isolation behavior: isolated pageblocks are counted
// file: mm/page_isolation.c
// The zone's isolated pageblocks are counted when its lock has been let go: one of two that are isolated at once is not. Wants
// two CPUs, of which one lets the other go on between load and store.

@@
identifier zone, flags;
@@
set_migratetype_isolate(struct page *page, ...)
{
	<...
-	zone->nr_isolate_pageblock++;
	spin_unlock_irqrestore(&zone->lock, flags);
+	zone->nr_isolate_pageblock++;
	...>
}
