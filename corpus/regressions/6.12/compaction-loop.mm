mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# signature: hang:compact_zone
# profile: dense
# mm/compaction.c: fast_find_migrateblock(), isolate_migratepages_block(), compact_zone().
# Direct compaction for movable pages picks a pageblock for the free pages that it has and isolates its one page of a driver,
# whose migrate_page() gives -EAGAIN. The scan ends at the pageblock's end, so compact_zone() does not scan the block again to
# its end ("finish_pageblock"), and nothing sets the block's skip bit: something was isolated, and only an LRU page asks
# test_and_set_skip(). So the fast search picks the same block again, for ever.
#
# Who: any movable request of order 4 and more, and kcompactd, while virtio_balloon's lock is held or vmw_balloon's is.
# Class: default configuration; seen on a stock kernel. All of it, and the change that ends it: corpus/reports/compaction-loop.md.
# On 6.1 fast_find_migrateblock() itself sets the skip bit of the block that it picks: the request fails there, as it should.
contig_alloc_blocks block=110 offset=37 blocks=9.75
contig_alloc block=52 offset=0 count=116
movable_many count=41
contig_alloc block=0 offset=0 count=53
alloc order=0 gfp=unmovable
alloc_many order=3 gfp=unmovable count=10
contig_alloc block=0 offset=0 count=241
movable
cma_alloc area=0 count=172 align=5
contig_free nth=0
dma_alloc_quiet device=0 count=2 part=0
pin nth=0
alloc_many order=5 gfp=movable count=2
