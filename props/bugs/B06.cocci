// SPDX-License-Identifier: GPL-2.0
// B06 (2022): mm/page_isolation: fix isolate_single_pageblock() isolation behavior
// file: mm/page_isolation.c
// The first and the last block are isolated as their own type, so that a CMA
// block passes the check whatever was asked; the undo gives it the type asked.
// Fixed by 80e2b584f3ab. (Gone in 6.17: no type is passed any more.)

@@
identifier mt;
expression P;
@@
isolate_single_pageblock(..., int mt)
{
	<...
	set_migratetype_isolate(P,
-		mt
+		get_pageblock_migratetype(P)
		, ...)
	...>
}
