// SPDX-License-Identifier: GPL-2.0
// A11 (2021): mm/page_alloc: fix counting of free pages after take off from buddy
// file: mm/page_alloc.c
// A page that is taken off for good still counts as free.
// Fixed by bac9c6fa1f92.

@ old @
identifier zone, mt;
@@
take_page_off_buddy(...)
{
	<+...
-	if (!is_migrate_isolate(mt))
-		__mod_zone_freepage_state(zone, -1, mt);
	...+>
}

@ depends on !old @
identifier zone;
expression page, order, mt;
@@
take_page_off_buddy(...)
{
	<...
	del_page_from_free_list(page, zone, order, mt);
+	account_freepages(zone, 1, mt);
	...>
}
