mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# variant: race
machine halfcma
# A page is isolated for migration while its driver frees it: what was known of it before it was locked does not count (seeded bug
# V16).
movable_many count=20
cma_alloc area=0 count=256 align=0
parallel count=3
cma_alloc area=0 count=128 align=0 on=0
free_movable nth=10 on=1
free_movable nth=12 on=1
