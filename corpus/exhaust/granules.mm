mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# Eight pageblocks, one of them an area with bits of four pages; compound blocks larger than a pageblock; ranges; movable pages that
# borrow the area and have to leave it.
machine ram=0x80000000+512K area=sensor=64K,order=2
alloc order=5 gfp=compound
alloc order=1 gfp=movable_compound
free nth=0
movable_many count=16
free_movable nth=0
cma_alloc area=0 count=3 align=0
cma_alloc area=0 count=1 align=3
cma_release nth=0
contig_alloc_blocks block=3 offset=2 blocks=1
contig_free nth=0
isolate block=2 blocks=2
unisolate nth=0
