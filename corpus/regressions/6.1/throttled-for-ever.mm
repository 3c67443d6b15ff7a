mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
# signature: hang:throttle_direct_reclaim
#
# mm/vmscan.c, allow_direct_reclaim() and pgdat_balanced(): the first adds up the node's zones, the second is content with one.
# What is free in Normal and DMA32 is less than half of both minima, so that the task waits for kswapd; kswapd finds
# DMA32 above its high watermark, and sleeps, which wakes the task, which wakes kswapd again.
# corpus/reports/throttled-for-ever.md
min_free share=0
alloc_many order=3 gfp=unmovable count=14
alloc_many order=5 gfp=unmovable count=23
alloc_many order=5 gfp=movable count=32
alloc_many order=2 gfp=unmovable count=26
min_free share=68
alloc order=3 gfp=unmovable
