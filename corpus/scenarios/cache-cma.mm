mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# profile: dense
# The page cache borrows CMA memory, and cma_alloc() takes the memory back from pages in every state.
#
# Half of this machine is one CMA area, of which movable pages get about every other one, and at the beginning more. The first pages
# read here use up what a per-CPU list has from boot on some kernels; the next five all lie in the area. nth=0 is page 15 of file 0.
cache_read_many file=3 index=0 count=5
cache_read_many file=0 index=0 count=16
# Page 0 has what the device does not have yet; page 1 is under writeback; another task holds page 2 locked; the file system
# has private data for pages 3 and 4, and gives up those of 3 only.
cache_dirty nth=15
cache_dirty nth=14
cache_write nth=14
expect done
cache_lock nth=13
cache_private nth=12 keep=no
cache_private nth=11 keep=yes
# A folio of four pages, of which one was written to; where the page cache has no such folios it is a page. It may lie elsewhere.
cache_read file=1 index=0 order=2
cache_dirty nth=0
# The whole area is wanted, in two parts. The second has the pages in its way. Those that are clean, unlocked and without data that is
# kept are given up ("left its file", reclaim_clean_pages_from_list()); all others migrate ("moved pfn A to B"), the four pages of
# the folio together. Their bytes move with them (B12), nothing that was written is lost (R3).
cma_alloc_blocks area=0 blocks=16 less=0
expect done
cma_alloc_blocks area=0 blocks=8 less=0
expect done
# cma_alloc() has waited for the device and for the other task: nothing is under way any more.
cache_written
expect failed
cache_unlock
expect failed
# What is read now lies outside the area; given back, the area is lent again.
cache_read_many file=2 index=0 count=4
cma_release nth=0
cma_release nth=0
cache_read_many file=3 index=64 count=16
