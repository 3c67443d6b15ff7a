mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine guard
# profile: dense
# A page of the area is in use, and the page beside it became its guard: the guard is not free, and no window with it can be
# given. That cma_alloc() refuses is right, though nobody owns a page of the last window (C8 watches).
dma_alloc_from device=0 count=48 align=3
alloc_many order=5 gfp=memalloc count=32
alloc order=0 gfp=movable_compound
alloc order=0 gfp=memalloc
free nth=23
free nth=0
alloc order=0 gfp=unmovable
cma_alloc area=0 count=79 align=0
expect failed
