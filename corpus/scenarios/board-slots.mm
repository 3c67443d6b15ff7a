mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# A test driver with ten slots: a write allocates a buffer of i + 1 MiB in the first empty slot i, a read frees the first full one.
# An area of 16 MiB takes five writes; alignment makes gaps, and the sixth finds no room. (A quarter of a pageblock is 1 MiB.)
machine ram=0x60000000+1G cmdline="cma=16M" config=CMA_ALIGNMENT=8
dma_alloc_blocks device=0 blocks=0.25
expect offset=0
dma_alloc_blocks device=0 blocks=0.5
expect offset=1M
dma_alloc_blocks device=0 blocks=0.75
expect offset=3M
dma_alloc_blocks device=0 blocks=1
expect offset=6M
dma_alloc_blocks device=0 blocks=1.25
expect offset=10M
dma_alloc_blocks device=0 blocks=1.5
expect failed
# ret: -12; on 7.2, where every range of an area is tried, -16.
expect log=alloc failed, req-size: 1536 pages
# A read frees slot 0, so the next write takes it again.
dma_free nth=4
dma_alloc_blocks device=0 blocks=0.25
expect offset=0
