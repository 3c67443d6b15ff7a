mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine flat
# signature: M11:merged
#
# mm/page_alloc.c, __free_one_page(); mm/page_isolation.c, has_unmovable_pages().
# A block of the largest order that is in use and not compound covers two pageblocks. The second alone is isolated:
# has_unmovable_pages() takes tail pages without a reference for free ones, so nobody refuses. When the block is freed,
# __free_one_page() looks up the type of its first page only, puts all of it on that type's list, and counts the isolated
# half as free. From there everything about the isolation can go wrong: pages of the isolated pageblock are handed out
# (M7), lie on other lists (M9), and if a fallback steals the block whole, change_pageblock_range() overwrites
# MIGRATE_ISOLATE, so that nr_isolate_pageblock never comes down again (M4, M10).
#
# Who: alloc_contig_range() by virtio-mem and alloc_contig_pages(), which isolate single pageblocks since 5.19, against any
# other task that frees a non-compound block of order MAX_ORDER-1 meanwhile. Memory offlining isolates whole sections, no
# block straddles those. CMA areas end at pageblocks of their own type, a block of both does not exist.
# Class: default configuration (pageblock order below the largest order, as on x86-64 with THP); the window is as long
# as the isolation; such large non-compound blocks are rare. alloc_contig_range() itself then fails with -EBUSY.
# Fixed in 6.10 by fd919a85cd55 ("mm: page_isolation: prepare for hygienic freelists"): freed blocks are split by pageblock.
alloc_many order=5 gfp=unmovable count=3
isolate block=5 blocks=1 pcp_off=no
free_many nth=0 count=1
