mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
alloc order=11 gfp=dma32
free nth=101
alloc_many order=5 gfp=reclaimable count=32
movable
free_movable nth=0
alloc order=15 gfp=atomic
alloc_many order=5 gfp=reclaimable count=32
alloc order=5 gfp=compound
cma_alloc area=2 count=1 align=5
alloc_many order=5 gfp=reclaimable count=32
free nth=0
alloc_many order=5 gfp=reclaimable count=32
