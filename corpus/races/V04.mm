mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine halfcma
# Two callers take windows of one pageblock: each isolates it, so they must do it one after the other (cma_mutex; seeded bug V04).
cma_alloc area=0 count=4 align=0
alloc_many order=4 gfp=unmovable count=3
movable_many count=40
parallel count=3
cma_alloc area=0 count=16 align=0 on=0
cma_release nth=0 on=1
cma_alloc area=0 count=8 align=0 on=1
