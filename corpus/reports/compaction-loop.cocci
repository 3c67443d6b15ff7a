// SPDX-License-Identifier: GPL-2.0
// The change of corpus/reports/compaction-loop.md: a pageblock that was scanned to its end, and in which a page failed to
// migrate, is marked to be skipped, so that the fast search does not choose it again.
// file: mm/compaction.c
// ends: compaction-loop compaction-loop-amd64

@@
identifier cc, again;
@@
compact_zone(struct compact_control *cc, ...)
{
	<...
	if (<+... pageblock_aligned(cc->migrate_pfn) ...+>) { ... goto again; }
+	else if (pageblock_aligned(cc->migrate_pfn) && !cc->no_set_skip_hint)
+		set_pageblock_skip(pfn_to_page(cc->migrate_pfn - 1));
	...>
}
