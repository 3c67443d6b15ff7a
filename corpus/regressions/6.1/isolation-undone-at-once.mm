mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine flat
# signature: M10:undone
# profile: dense
# The same fault as in isolation-undone.mm, by two CPUs: one alloc_contig_range() has marked the pageblock, or not yet, as another
# isolates it; the one that is refused, or ends, clears the mark of both ("done:", undo_isolate_page_range()).  Where two
# alloc_contig_range() are at it, the other goes on over blocks that merged again, and ends in isolate_single_pageblock():
# its VM_WARN_ON_ONCE() on a block that straddles, or its VM_BUG_ON() on one that is not isolated.
# Who: two of alloc_contig_pages() (gigantic pages at run time), virtio-mem and memory offlining, on ranges that share a pageblock;
# cma_alloc() has cma_mutex against its own kind alone.  Class: default configuration, a race of two users.
parallel count=3
contig_alloc block=12 offset=0 count=1 on=0
isolate block=12 blocks=1 pcp_off=no on=1
preempt cpu=0 nth=1 to=1
