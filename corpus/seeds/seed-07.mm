mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
min_free share=20
write nth=77
free nth=0
movable_many count=63
alloc order=8 gfp=unmovable
alloc_many order=11 gfp=movable count=30
contig_free_part nth=11 start=0 count=1
