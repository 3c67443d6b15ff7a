// SPDX-License-Identifier: GPL-2.0
// L07 (2024): mm: page_alloc: fix freelist movement during block conversion
// file: mm/page_isolation.c
// A pageblock that straddles two zones is marked isolated although its free
// pages cannot be moved, instead of being refused. Fixed by c0cd6f557b90.
// (6.1 has the bug.)

@@
identifier page;
statement S;
@@
set_migratetype_isolate(...)
{
	<...
(
	if (!move_freepages_block_isolate(..., page, MIGRATE_ISOLATE))
-		S
+	{
+		set_pageblock_migratetype(page, MIGRATE_ISOLATE);
+	}
|
	if (!pageblock_isolate_and_move_free_pages(..., page))
-		S
+	{
+		set_pageblock_isolate(page);
+	}
)
	...>
}
