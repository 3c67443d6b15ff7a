mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# Something to give back, to move, to take, and in the way.
machine halfcma
movable_many count=40
cma_alloc area=0 count=20 align=0
alloc order=0 gfp=unmovable
alloc order=3 gfp=movable
contig_alloc block=40 offset=3 count=20
pin nth=3
isolate block=5 blocks=2 pcp_off=no
