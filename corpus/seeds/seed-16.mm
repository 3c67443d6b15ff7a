mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
alloc_many order=15 gfp=dma32 count=28
split nth=0
free_many nth=198 count=22
free nth=115
alloc_many order=6 gfp=thp count=2
alloc order=10 gfp=unmovable
min_free share=99
alloc order=9 gfp=zero
alloc order=2 gfp=compound
