mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine flat
# kswapd sleeps until an allocation that finds its zones below the low watermark wakes it. What is in memory is 1568 pages that nobody
# can take, and 96 clean pages of files.
kswapd
expect failed
unmovable_fill order=0
free_many nth=0 count=32
free_many nth=0 count=32
free_many nth=0 count=32
drain cpu=all
cache_read_many file=0 index=0 count=64
cache_read_many file=1 index=0 count=64
lru_drain cpu=all
tick jiffies=500
# Who must not reclaim takes what is left above the lowest watermark, and wakes kswapd. Look at what it gives up before it sleeps again.
alloc_many order=0 gfp=atomic count=32
kswapd
expect done
alloc_many order=0 gfp=atomic count=32
expect done
# It wakes kcompactd for what was asked for. Not asked, that compacts when fragmentation says so.
kcompactd
expect done
