// SPDX-License-Identifier: GPL-2.0
// B04 (2022): mm: fix a potential infinite loop in start_isolate_page_range()
// file: mm/page_isolation.c
// The scan does not step over a compound page that ends before the boundary.
// Fixed by 88ee134320b8.

@@
identifier pfn, head, nr;
@@
isolate_single_pageblock(...)
{
	<...
	pfn =
-		head + nr
+		head
	;
	continue;
	...>
}
