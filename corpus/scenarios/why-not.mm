mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# profile: dense
# Why cma_alloc() fails, one reason after the other: `mmfuzz replay --explain` tells them. Each failure leaves all as it was.
#
# Fragmentation: enough pages are free, but they are in pieces; then a piece that is long enough, but not aligned so.
cma_alloc area=0 count=100 align=0
cma_alloc area=0 count=140 align=0
cma_release nth=1
cma_alloc area=0 count=150 align=0
expect failed
cma_alloc area=0 count=130 align=7
expect failed
cma_release nth=0
# Movable pages borrow the area. They move away for a buffer as large as the area, but not one whose driver refuses to
# let it go, as a balloon does while its lock is held.
movable_many count=64
movable_many count=64
pin_at area=0 blocks=8
cma_alloc_blocks area=0 blocks=16 less=0
expect failed
unpin nth=0
# No memory to move them to: movable pages take all there is.
movable_fill
cma_alloc_blocks area=0 blocks=16 less=0
expect failed
