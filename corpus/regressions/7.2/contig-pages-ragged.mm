mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
# signature: bug:snapshot_page
# profile: dense
# mm/page_alloc.c, alloc_contig_frozen_pages(), tries windows from the zone's first page on.  Where that is within a pageblock,
# set_migratetype_isolate() is asked for the pageblock's first page, which is outside of the zone: get_pfnblock_bitmap_bitidx() finds that
# zone_spans_pfn() does not hold, and dumps the page, which fails in the same way (shims/misc.c, snapshot_page()).
# Who: alloc_contig_pages() of few pages (kfence at run time) on a machine whose RAM does not begin at a pageblock.  Class: an assertion of
# CONFIG_DEBUG_VM; without it the pageblock is isolated and given back.  6.1 and 6.12 refuse the window, or have no such assertion there.
min_free share=0
alloc_many order=4 gfp=unmovable count=29
alloc_many order=4 gfp=unmovable count=32
alloc_many order=4 gfp=unmovable count=32
contig_pages count=1
