mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# CMA memory is lent to movable pages and taken back by migration.
#
# Half of this machine is one CMA area, pfn 0x80180 to 0x80300. While most of the free memory is CMA, the allocator gives
# movable pages CMA pages first (mm/page_alloc.c, __rmqueue), so about half of these land in the area, from 0x802e0 up.
movable_many count=64
# The area's first 256 pages are free: nothing moves.
cma_alloc area=0 count=256 align=0
# The other 128 hold borrowed pages. Look at the lines "moved pfn A to B": A is in the area, B is not, and each page
# keeps its owner and its bytes (R3, B12).
cma_alloc area=0 count=128 align=4
# The area is full now: -ENOMEM inside, and neither bitmap nor pageblocks may change (C5).
cma_alloc area=0 count=1 align=0
# Given back in parts; each part is lent again at once.
cma_release_part nth=0 start=16 count=32
movable_many count=16
cma_release nth=0
