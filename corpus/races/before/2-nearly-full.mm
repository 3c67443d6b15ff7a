mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# Little is free, and most of the area is lent to movable pages.
machine halfcma
min_free share=0
unmovable_fill order=3
movable_many count=64
movable_many count=64
movable_many count=64
cma_alloc area=0 count=30 align=0
contig_alloc block=0 offset=0 count=1
free nth=0
free nth=1
pin nth=5
