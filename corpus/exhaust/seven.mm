mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# Seven pageblocks, one of them an area (with fewer the kernel does not group by mobility): all programs of these letters (mmfuzz exhaust).
machine ram=0x80000000+448K cmdline="cma=64K"
alloc order=0 gfp=unmovable
alloc order=3 gfp=unmovable
movable
free nth=0
free nth=1
free_movable nth=0
cma_alloc area=0 count=4 align=2
cma_release nth=0
isolate block=1 blocks=1
unisolate nth=0
drain cpu=all
alloc order=4 gfp=movable
