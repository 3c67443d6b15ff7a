mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine initfree
# signature: hang:isolate_migratepages_block
#
# mm/compaction.c, too_many_isolated(), called by isolate_migratepages_block().
# alloc_contig_range() isolates a huge page, and asks for another to migrate it to (alloc_migration_target(), GFP_TRANSHUGE). There is
# none, so the allocation compacts (INIT_COMPACT_PRIORITY, which is not asynchronous) and waits in reclaim_throttle() while more pages are
# isolated than half of those that are left on the LRU. These are the pages that the task itself has isolated: nobody puts them back, and
# only a signal that kills, or other tasks' pages on the LRU, end it.
#
# Who: cma_alloc() with a huge page in its way, where the node's LRU has less than twice a huge page beside it: small machines, and those
# with 64 KiB pages, whose huge pages are 512 MiB. Direct compaction must be needed to find another.
# Class: default configuration.
process_write_many process=3 page=0 count=1
dma_alloc_blocks device=0 blocks=0.25 part=0
min_free share=0
alloc_many order=4 gfp=unmovable count=27
alloc_many order=4 gfp=movable count=32
dma_alloc_blocks device=0 blocks=8.75 part=0
