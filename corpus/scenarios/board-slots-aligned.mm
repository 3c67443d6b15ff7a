mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# The driver of board-slots.mm with CONFIG_CMA_ALIGNMENT=12: buffers are aligned to their size, so the fifth write already fails.
machine ram=0x60000000+1G cmdline="cma=16M" config=CMA_ALIGNMENT=12
dma_alloc_blocks device=0 blocks=0.25
expect offset=0
dma_alloc_blocks device=0 blocks=0.5
expect offset=2M
dma_alloc_blocks device=0 blocks=0.75
expect offset=4M
dma_alloc_blocks device=0 blocks=1
expect offset=8M
dma_alloc_blocks device=0 blocks=1.25
expect failed
expect log=alloc failed, req-size: 1280 pages
