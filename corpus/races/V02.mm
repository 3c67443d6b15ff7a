mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine halfcma
# One CPU gives back pages of a pageblock in which another is about to isolate its range, while its per-CPU list is being drained:
# they must go to the list of the type that the pageblock has once the zone is locked, not of the one that it had before
# (ad53f92eb416; seeded bug V02, which takes two preemptions).
cma_alloc area=0 count=4 align=0
alloc_many order=4 gfp=unmovable count=3
movable_many count=40
parallel count=3
cma_alloc area=0 count=16 align=0 on=0
cma_release nth=0 on=1
cma_alloc area=0 count=8 align=0 on=1
