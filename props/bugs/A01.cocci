// SPDX-License-Identifier: GPL-2.0
// A01 (2012): cma: fix counting of isolated pages
// file: mm/page_alloc.c
// Free pages of isolated blocks count as free again. Before 6.10 the count of
// a page freed into an isolated block drifts for good; since then both sides
// go through one function, so it is wrong only while a block is isolated.
// Fixed by 2139cbe627b8.

@@
identifier mt;
@@
account_freepages(..., int mt)
{
	...
-	if (is_migrate_isolate(mt))
-		return;
	...
}

@@
identifier mt;
statement S;
@@
__free_one_page(..., int mt, ...)
{
	<...
-	if (likely(!is_migrate_isolate(mt)))
		S
	...>
}
