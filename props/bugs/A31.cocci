// SPDX-License-Identifier: GPL-2.0
// A31 (2020): mm, page_alloc: fix core hung in free_pcppages_bulk()
// file: mm/page_alloc.c
// A drain of more pages than a per-CPU list holds never ends. Today's callers
// clamp as well, so their clamp goes too where a run of high-order frees
// empties the list. Fixed by 88e8ac11d2ea.

@@
identifier pcp, n;
@@
free_pcppages_bulk(...)
{
	<...
-	n = min(pcp->count, n);
	...>
}

@@
identifier pcp;
expression E;
@@
nr_pcp_free(struct per_cpu_pages *pcp, ...)
{
	<...
(
-	return min(pcp->count, E);
+	return E;
|
-	return pcp->count;
+	return pcp->batch << pcp->free_factor;
)
	...>
}
