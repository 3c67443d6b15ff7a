mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# signature: hang:compact_zone
# profile: dense
# mm/compaction.c: fast_find_migrateblock(), isolate_migratepages_block(), compact_zone().
# As on 6.12 (regressions/6.12/compaction-loop.mm): the fast search picks a pageblock whose one page belongs to a driver that
# refuses to let it migrate for now, and nothing marks the pageblock to be skipped, so it is picked again, for ever.
# migrate_movable_ops_page() looks at no reference count: what keeps the page is migrate_page() giving -EAGAIN.
#
# Who: as on 6.12, and here unmovable requests, too: fast_find_migrateblock() no longer serves direct requests for movable
# pages alone.
# Class: default configuration. All of it, and the change that ends it: corpus/reports/compaction-loop.md.
contig_alloc block=0 offset=0 count=187
contig_free nth=0
movable
contig_alloc block=0 offset=0 count=1
pin nth=0
alloc_many order=5 gfp=unmovable count=10
