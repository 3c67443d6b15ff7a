// SPDX-License-Identifier: GPL-2.0
// The change of corpus/reports/throttled-for-ever.md: where kswapd would find the node balanced, nobody waits for it.
// file: mm/vmscan.c
// ends: throttled-for-ever

@@
typedef pg_data_t;
identifier pgdat;
@@
+static bool pgdat_balanced(pg_data_t *pgdat, int order, int highest_zoneidx);
allow_direct_reclaim(pg_data_t *pgdat)
{ ... }

@@
identifier pgdat;
expression enough;
symbol wmark_ok;
@@
allow_direct_reclaim(pg_data_t *pgdat)
{
	<...
	wmark_ok = enough;
+	wmark_ok = wmark_ok || pgdat_balanced(pgdat, 0, ZONE_NORMAL);
	...>
}
