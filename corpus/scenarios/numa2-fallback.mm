mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: numa2
# walk: 4000
# A page whose driver refuses to let it go in the area of a device's node: its movable pages have migrated away by the time that is found out, and the
# buffer comes from the default area, on the other node (R8 watches). Without that page it is local.
machine ram=0x60000000+8M ram=0x60800000+8M@1 cmdline="cma_pernuma=1M cma=2M@0x60000000-0x60400000"
cpu cpu=1
movable_fill
# What came last is of the other node: migration's targets.
repeat 1000 {
free_movable nth=0
}
# The area of node 1 is the second before 7.2, and the third since, where the default one is the first.
pin_at area=1 blocks=8
pin_at area=2 blocks=8
dma_alloc_blocks device=5 blocks=12
expect node=0
unpin nth=0
unpin nth=0
dma_alloc_blocks device=5 blocks=8
expect node=1
