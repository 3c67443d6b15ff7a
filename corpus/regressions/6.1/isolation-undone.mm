mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine flat
# signature: M8:type
# profile: dense
# mm/page_alloc.c, alloc_contig_range(): where start_isolate_page_range() refuses since somebody else holds the isolation of a
# pageblock, the way out ("done:") still calls undo_isolate_page_range() on the whole range, and so ends the other's isolation:
# pages of it are handed out while memory offlining counts on them.
# Who: alloc_contig_pages() (gigantic pages at run time) against offlining of the same memory; the search of the first looks at
# reserved and in-use pages, not at isolation.  Class: default configuration, a race of two users.  Here the second is the operation
# contig_alloc_isolated, which random programs do not have.
isolate block=2 blocks=2 pcp_off=no
contig_alloc_isolated nth=0
