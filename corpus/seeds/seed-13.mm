mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
alloc_many order=1 gfp=movable_compound count=3
alloc_many order=10 gfp=memalloc count=32
compact gfp=movable_zero order=1
alloc order=0 gfp=memalloc
compact gfp=user order=5
free nth=0
