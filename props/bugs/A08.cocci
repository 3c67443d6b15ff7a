// SPDX-License-Identifier: GPL-2.0
// A08 (2016): mm/page_alloc: prevent merging between isolated and other pageblocks
// file: mm/page_alloc.c
// A free block of a whole pageblock or more merges with its buddy in an
// isolated, CMA or highatomic pageblock: only its own type is looked at.
// Needs pageblock_order below the maximal order. Fixed by d9dddbf55667.

@@
expression A, B;
@@
__free_one_page(...)
{
	<...
-	!migratetype_is_mergeable(A) || !migratetype_is_mergeable(B)
+	!migratetype_is_mergeable(A)
	...>
}
