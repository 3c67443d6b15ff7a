mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine flat
# signature: hang:isolate_migratepages_block
# profile: dense
# mm/compaction.c, too_many_isolated(), called by isolate_migratepages_block(): as 6.12/isolated-by-itself.mm, by another way.  A device gets
# a page of a huge page for long; mm/gup.c, migrate_longterm_unpinnable_pages(), has isolated the huge page, as it lies in an area, and asks
# for another (migrate_folio_unmap()).  There is none, so it compacts, and waits while more pages are isolated than half of those on the LRU:
# those that the task itself has isolated.
# Who: pin_user_pages(FOLL_LONGTERM) of a huge page in an area (RDMA, VFIO, io_uring), where the LRU has little beside it.
# Class: default configuration.
min_free share=0
alloc_many order=5 gfp=unmovable count=22
alloc_many order=5 gfp=unmovable count=32
process_write_many process=3 page=0 count=1
process_pin nth=0
