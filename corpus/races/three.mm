mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine halfcma
# Three CPUs, where there are as many (profile dense-four): one wants a window of the area in which another isolates a pageblock and
# lets go of it again, while a third frees and allocates there.
movable_many count=40
cma_alloc area=0 count=128 align=0
free_movable nth=3
free_movable nth=9
parallel count=7
cma_alloc area=0 count=32 align=3 on=0
cma_release nth=0 on=0
isolate block=12 blocks=1 pcp_off=no on=1
unisolate nth=0 on=1
movable on=2
free_movable nth=5 on=2
alloc order=2 gfp=movable on=3
