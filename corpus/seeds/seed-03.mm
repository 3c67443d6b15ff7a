mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
alloc_many order=0 gfp=dma32 count=1
alloc_many order=10 gfp=user count=10
alloc_many order=15 gfp=movable_compound count=29
alloc_many order=10 gfp=memalloc count=29
alloc_many order=11 gfp=movable count=27
free nth=249
alloc order=6 gfp=dma32
min_free share=190
free nth=6
alloc_many order=3 gfp=nowait count=25
alloc_many order=6 gfp=dma32 count=17
alloc_many order=0 gfp=dma32 count=27
compact gfp=compound order=6
alloc order=12 gfp=dma32
free nth=6
alloc order=4 gfp=nowait
alloc_many order=6 gfp=retry_mayfail count=7
cpu cpu=4
alloc_many order=6 gfp=unmovable count=7
alloc order=6 gfp=movable_compound
free nth=6
alloc order=6 gfp=movable_compound
alloc_many order=6 gfp=dma32 count=32
free nth=255
compact gfp=dma32 order=9
free nth=255
alloc order=6 gfp=thp
alloc_many order=6 gfp=memalloc count=32
free nth=6
alloc order=6 gfp=thp
alloc_many order=6 gfp=memalloc count=32
free nth=6
alloc_many order=9 gfp=movable_compound count=22
alloc_many order=9 gfp=highuser count=31
alloc_many order=6 gfp=dma32 count=2
alloc order=0 gfp=retry_mayfail
contig_alloc block=6 offset=255 count=256
free nth=6
alloc order=0 gfp=unmovable
