// SPDX-License-Identifier: GPL-2.0
// A27 (2020): mm/page_alloc.c: fix freeing non-compound pages
// file: mm/page_alloc.c
// A high-order page that is not compound loses its tail pages if somebody
// else holds a reference to the first one when it is freed.
// Fixed by e320d3012d25.

@@
identifier f = {__free_pages, ___free_pages};
identifier order;
statement S;
@@
f(..., unsigned int order, ...)
{
	<...
-	while (order-- > 0)
-		S
+	(void)order;
	...>
}
