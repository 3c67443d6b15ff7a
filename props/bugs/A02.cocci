// SPDX-License-Identifier: GPL-2.0
// A02 (2012): cma: fix watermark checking
// file: mm/page_alloc.c
// Free CMA pages count towards the watermark of requests that may not use
// them. Fixed by d95ea5d18e69.

@@
identifier u;
expression E;
@@
__zone_watermark_unusable_free(...)
{
	<...
-	u += zone_page_state(E, NR_FREE_CMA_PAGES);
+	u += 0;
	...>
}
