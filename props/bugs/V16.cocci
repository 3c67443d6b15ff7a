// SPDX-License-Identifier: GPL-2.0
// V16 (never in a kernel): mm: migrate: support non-lru movable page migration
// file: mm/migrate.c
// A driver's page is isolated by what was known of it before it was locked. Wants two CPUs.

@@
identifier page, out, f = {isolate_movable_page, isolate_movable_ops_page};
expression e;
@@
f(struct page *page, ...)
{
	<...
(
-	if (!folio_test_movable(e) || folio_test_isolated(e))
-		goto out;
|
-	if (!PageMovable(e) || PageIsolated(e))
-		goto out;
|
-	if (PageMovableOpsIsolated(e))
-		goto out;
)
	...>
}
