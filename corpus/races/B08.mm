mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine halfcma
# A page does not migrate, as its driver refuses.  Its driver lets it go and frees it while cma_alloc() tries: that may
# fail, or have it, but what the kernel took it must not keep (63cd448908b5; seeded bug B08, B9:lost).
movable_many count=20
cma_alloc area=0 count=256 align=0
pin nth=10
parallel count=3
cma_alloc area=0 count=128 align=0 on=0
unpin nth=0 on=1
free_movable nth=10 on=1
