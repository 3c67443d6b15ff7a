mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# signature: M7:moved
#
# mm/compaction.c, fast_isolate_freepages().
# Direct compaction finds no free page on the MOVABLE lists in the upper half of its range and falls back to the middle:
# cc->free_pfn = min_pfn, and fast_isolate_around() takes the free pages of that pageblock without asking
# suitable_migration_target(). If the pageblock is isolated, its free pages leave the ISOLATE list and become the targets
# of migration: pages move into memory that somebody is just emptying.
#
# Who: any allocation that compacts, against memory offlining or alloc_contig_range(). The isolator finds the pages again
# and moves them once more (offlining retries) or fails with -EBUSY. The same path takes UNMOVABLE pageblocks.
# Class: default configuration. No wrong accounting follows.
# Fixed since: 6.12 asks suitable_migration_target() before it takes min_pfn.
alloc order=3 gfp=unmovable
cma_alloc area=0 count=1 align=0
cma_alloc area=0 count=33 align=5
min_free share=0
movable_many count=32
movable_many count=59
isolate block=109 blocks=2 pcp_off=no
alloc_many order=4 gfp=unmovable count=15
alloc order=0 gfp=unmovable
isolate block=2 blocks=4 pcp_off=no
compact gfp=unmovable order=2
