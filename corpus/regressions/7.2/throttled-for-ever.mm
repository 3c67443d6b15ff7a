mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
# signature: hang:throttle_direct_reclaim
#
# mm/vmscan.c, allow_direct_reclaim() and pgdat_balanced(): the first adds up the zones that have something to reclaim, or nothing free; the
# second is content with one of all.  DMA32 is used up, so that the task waits for kswapd; kswapd finds Normal above its
# high watermark, and sleeps, which wakes the task, which wakes kswapd again.
# corpus/reports/throttled-for-ever.md
min_free share=0
alloc_many order=4 gfp=unmovable count=17
alloc_many order=5 gfp=unmovable count=32
alloc_many order=4 gfp=unmovable count=23
alloc_many order=2 gfp=unmovable count=3
free_many nth=14 count=1
min_free share=11
alloc_many order=0 gfp=dma32 count=4
