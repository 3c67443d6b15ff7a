mmfuzz 1
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# signature: hang:alloc_many
# profile: dense
# mm/compaction.c: fast_find_migrateblock(), isolate_migratepages_block(), compact_zone().
# Direct compaction picks a pageblock for the free pages that it has, isolates its one movable page and cannot move it, since
# it has an extra reference: -EAGAIN, and the page is put back. The scanner stands at the pageblock's end by then, so
# compact_zone() does not finish the block ("!pageblock_aligned(cc->migrate_pfn)"); the skip bit is not set, because
# something was isolated and the page is a driver's (test_and_set_skip() is asked for LRU pages alone). So the same block
# is picked again, for ever.
#
# Who: a movable_operations page (balloon, zsmalloc) with a reference that stays, while somebody allocates a pageblock or
# more. Since 7.2 also for unmovable requests; before, fast_find_migrateblock() served direct requests for movable pages
# alone, where it was not seen.
# Class: default configuration.
contig_alloc block=0 offset=0 count=187
contig_free nth=0
movable
contig_alloc block=0 offset=0 count=1
pin nth=0
alloc_many order=5 gfp=unmovable count=10
