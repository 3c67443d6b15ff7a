mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine flat
# Direct compaction: movable pages are pushed together so that a large block becomes free.
#
# No watermark keeps memory back, so that the zone can be used up.
min_free share=0
movable_many count=64
alloc_many order=5 gfp=unmovable count=32
# Near the end only broken blocks are left. Look at "moved pfn A to B": first the blocking requests here compact by
# themselves, from low addresses (migration scanner) to free pages above (free scanner); the block that came free is
# the next "obj".
alloc_many order=5 gfp=unmovable count=32
# The rest is used up, then every other movable page is freed: no two free pages are side by side.
alloc_many order=3 gfp=unmovable count=32
alloc_many order=0 gfp=unmovable count=32
free_movable nth=1
free_movable nth=2
free_movable nth=3
free_movable nth=4
free_movable nth=5
free_movable nth=6
free_movable nth=7
free_movable nth=8
free_movable nth=9
free_movable nth=10
free_movable nth=11
free_movable nth=12
drain cpu=all
# Compaction on its own: whether it helps or defers, no page may be lost, doubled or changed (R3, B9, B12).
compact gfp=unmovable order=1
compact gfp=movable order=2
alloc order=1 gfp=unmovable
