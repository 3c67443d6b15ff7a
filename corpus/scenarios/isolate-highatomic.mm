mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# A free block of two reserved (HIGHATOMIC) pageblocks, of which one is isolated: where isolation keeps a pageblock's type
# (6.17 on), the reserve still counts it (M5).
machine ragged
alloc_many order=10 gfp=unmovable count=32
alloc_many order=10 gfp=movable_compound count=32
alloc_many order=10 gfp=unmovable count=32
alloc_many order=5 gfp=memalloc count=5
alloc_many order=0 gfp=unmovable count=3
free nth=108
alloc order=0 gfp=unmovable
free nth=115
isolate block=100 blocks=3 pcp_off=no
