// SPDX-License-Identifier: GPL-2.0
// A05 (2014): mm/page_alloc: add freepage on isolate pageblock to correct buddy list
// file: mm/page_alloc.c
// A page goes from a per-CPU list to the free list of the type that its block
// had when it entered, not of the type it has now. Up to 6.9 the type is kept
// anyway; since then page->private remembers it here.
// Fixed by 51bb1a4093cc.

@ old @
identifier mt, isolated;
@@
free_pcppages_bulk(...)
{
	<+...
-	if (unlikely(isolated))
-		mt = get_pageblock_migratetype(...);
	...+>
}

@ new depends on !old @
identifier mt, page;
@@
free_pcppages_bulk(...)
{
	<+...
-	mt = get_pfnblock_migratetype(page, ...);
+	mt = page_private(page);
+	set_page_private(page, 0);
	...+>
}

@ depends on new @
identifier f = {rmqueue_bulk, free_unref_page_commit, free_frozen_page_commit};
identifier page, add = {list_add, list_add_tail};
@@
f(...)
{
	<...
	add(&page->pcp_list, ...);
+	set_page_private(page, get_pageblock_migratetype(page));
	...>
}
