mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
cma_alloc area=4 count=10 align=4
free_movable nth=80
alloc_many order=11 gfp=zero count=28
alloc order=1 gfp=unmovable
isolate block=212 blocks=1 pcp_off=no
min_free share=8
movable_many count=57
cma_alloc area=1 count=245 align=0
cma_alloc area=4 count=10 align=4
cma_alloc area=0 count=9 align=8
movable_many count=9
free_movable nth=80
alloc_many order=11 gfp=movable count=28
alloc order=1 gfp=unmovable
isolate block=212 blocks=1 pcp_off=no
min_free share=8
movable_many count=57
