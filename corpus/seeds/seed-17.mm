mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
alloc_many order=11 gfp=thp count=19
movable
free nth=142
alloc_many order=2 gfp=memalloc count=32
free nth=149
alloc_many order=10 gfp=memalloc count=32
compact gfp=memalloc order=5
free nth=0
