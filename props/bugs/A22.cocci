// SPDX-License-Identifier: GPL-2.0
// A22 (2021): mm/page_alloc: fix counting of managed_pages
// file: mm/page_alloc.c
// A zone whose own reserve ratio is 0 is left out of the sums of the zones
// below it (then: if it lay between the two; here, as the loop has changed,
// also if it is the upper one, as ZONE_MOVABLE by default).
// Fixed by f7ec104458e0.

@@
identifier sum, upper, pgdat;
expression j;
@@
setup_per_zone_lowmem_reserve(...)
{
	<...
	struct zone *upper = &pgdat->node_zones[j];
	...
-	sum += zone_managed_pages(upper);
+	if (sysctl_lowmem_reserve_ratio[j])
+		sum += zone_managed_pages(upper);
	...>
}
