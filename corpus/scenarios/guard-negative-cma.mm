mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine guard
# profile: dense
# On 7.2 the count of free CMA pages is negative here (guard-unaccounted.mm), which the kernel takes as none: no B11:refused.
alloc_many order=5 gfp=unmovable count=23
movable_many count=33
dma_alloc_from device=0 count=48 align=0
alloc order=0 gfp=unmovable
free nth=248
dma_alloc_from device=0 count=148 align=0
free nth=1
free nth=1
free nth=1
alloc order=0 gfp=unmovable
cma_alloc_blocks area=0 blocks=1.75 less=86
free nth=2
isolate block=94 blocks=1 pcp_off=no
cma_alloc_blocks area=0 blocks=0.25 less=0
alloc order=0 gfp=unmovable
