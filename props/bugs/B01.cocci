// SPDX-License-Identifier: GPL-2.0
// B01 (2017): mm: distinguish CMA and MOVABLE isolation in has_unmovable_pages()
// file: mm/page_isolation.c mm/page_alloc.c
// A CMA block may be isolated by whoever asks, not by CMA alone; the undo gives
// it the type asked. Fixed by 4da2ce250f98.

@@
identifier page;
@@
has_unmovable_pages(...)
{
	<...
	if (is_migrate_cma_page(page)) {
		...
-		return page;
+		return NULL;
	}
	...>
}
