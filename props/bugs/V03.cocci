// SPDX-License-Identifier: GPL-2.0
// V03 (2014): mm/page_alloc: fix incorrect isolation behavior by rechecking migratetype
// file: mm/page_alloc.c
// Per-CPU lists are drained to the lists of types that pageblocks had before the zone was locked. Wants two CPUs.
// Fixed by ad53f92eb416 and 8f82b55dd558.

@@
identifier zone, isolated, flags;
@@
free_pcppages_bulk(struct zone *zone, ...)
{
	...
-	spin_lock_irqsave(&zone->lock, flags);
	isolated = has_isolate_pageblock(zone);
+	spin_lock_irqsave(&zone->lock, flags);
	...
}

@@
symbol flags;
identifier zone, type, page, pfn;
@@
free_pcppages_bulk(struct zone *zone, ...)
{
	<...
+	spin_unlock_irqrestore(&zone->lock, flags);
	type = get_pfnblock_migratetype(page, pfn);
+	spin_lock_irqsave(&zone->lock, flags);
	...>
}
