// SPDX-License-Identifier: GPL-2.0
// A17 (2016): mm: prevent double decrease of nr_reserved_highatomic
// file: mm/page_alloc.c
// The reserve shrinks twice for one block, and wraps. Before 6.10 by the page
// whose type went stale in a per-CPU list, as in 2016; since then no page can
// lie on the wrong list, so that the block is simply counted twice.
// Fixed by 4855e4a7f29d.

@@
expression E;
identifier zone;
@@
unreserve_highatomic_pageblock(...)
{
	<...
-	if (is_migrate_highatomic_page(E)) {
-		zone->nr_reserved_highatomic -= min(...);
-	}
+	zone->nr_reserved_highatomic -= pageblock_nr_pages;
	...>
}

@@
identifier size, zone;
@@
unreserve_highatomic_pageblock(...)
{
	<...
-	size = min(size, zone->nr_reserved_highatomic);
-	zone->nr_reserved_highatomic -= size;
+	zone->nr_reserved_highatomic -= 2 * size;
	...>
}
