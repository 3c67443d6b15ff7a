mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
alloc_many order=10 gfp=memalloc count=29
alloc_many order=10 gfp=memalloc count=29
alloc_many order=11 gfp=dma32 count=1
alloc order=0 gfp=unmovable
alloc order=0 gfp=nowait
alloc_many order=6 gfp=movable count=21
alloc order=6 gfp=reclaimable
alloc_many order=10 gfp=nowait count=31
alloc_many order=15 gfp=memalloc count=17
alloc_many order=15 gfp=unmovable count=1
