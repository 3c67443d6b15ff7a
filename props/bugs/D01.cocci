// SPDX-License-Identifier: GPL-2.0
// D01 (2020): mm/compaction: count pages and stop correctly during page isolation
// file: mm/compaction.c
// A compound page that is isolated for migration counts as one page.
// Fixed by 38935861d85a.

@@
identifier cc, nr;
expression x;
identifier f = {folio_nr_pages, compound_nr};
@@
isolate_migratepages_block(...)
{
	<...
	cc->nr_migratepages +=
-		f(x)
+		1
		;
	nr +=
-		f(x)
+		1
		;
	...>
}
