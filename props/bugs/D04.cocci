// SPDX-License-Identifier: GPL-2.0
// D04 (2022): mm, compaction: fast_find_migrateblock() should return pfn in the target zone
// file: mm/compaction.c
// The block found may start before the zone does, if the zone does not start
// at a pageblock. Fixed by bbe832b9db2e.

@@
identifier pfn, cc;
@@
fast_find_migrateblock(...)
{
	<...
-	if (pfn < cc->zone->zone_start_pfn)
-		pfn = cc->zone->zone_start_pfn;
	...>
}
