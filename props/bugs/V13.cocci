// SPDX-License-Identifier: GPL-2.0
// V13 (2018): mm/page_isolation.c: make start_isolate_page_range() fail if already isolated
// file: mm/page_isolation.c
// Whether a pageblock is isolated already is asked before the zone is locked, so that two callers may both isolate it. Wants two
// CPUs.
// Fixed by 2c7452a075d4.

@@
identifier page, zone, flags;
@@
set_migratetype_isolate(struct page *page, ...)
{
	...
+	if (is_migrate_isolate_page(page))
+		return -EBUSY;
	spin_lock_irqsave(&zone->lock, flags);
-	if (is_migrate_isolate_page(page)) {
-		spin_unlock_irqrestore(&zone->lock, flags);
-		return -EBUSY;
-	}
	...
}
