mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ram=0x100000000+128M reserve=0x100000000-0x1003fffff
# signature: hang:compact_zone
# profile: amd64
# The loop of compaction-loop.mm with the pageblocks and orders of x86-64, in nine operations; without the pin the last
# request succeeds.
contig_alloc_blocks block=2 offset=1 blocks=0.75
movable_many count=2
pin nth=0
contig_free nth=0
alloc order=9 gfp=movable
contig_alloc block=60 offset=255 count=1
contig_alloc block=61 offset=255 count=1
alloc_many order=10 gfp=movable count=28
alloc order=9 gfp=movable
