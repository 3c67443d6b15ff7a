mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine flat
# alloc_contig_range() on ordinary memory, as virtio-mem and gigantic pages use it.
#
# A range that begins and ends inside pageblocks: exactly [0x700a3, 0x700cb) is owned, the rest of the isolated blocks
# goes back (R1).
contig_alloc block=10 offset=3 count=40
contig_free_part nth=0 start=0 count=13
# Movable pages fill the gap and more ...
movable_many count=64
# ... and are moved away when their range is asked for: "moved pfn A to B", A in [0x700a0, 0x700b0).
contig_alloc block=10 offset=0 count=16
# A block of the largest order that only reaches into the range from outside.
alloc_many order=5 gfp=movable count=2
contig_alloc block=1 offset=8 count=20
# A page in the way that cannot move, here one that boot took: the range is refused and nothing changes.
contig_alloc block=108 offset=0 count=32
# A range of CMA pageblocks, asked for without cma_alloc(): the area's bitmap does not know, its next cma_alloc() finds
# those pages busy and looks further.
contig_alloc block=112 offset=0 count=20
cma_alloc area=0 count=4 align=0
contig_free nth=0
