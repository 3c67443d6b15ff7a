mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# TI AM62x: each co-processor has a DMA pool (kernel/dma/coherent.c) beside the area that all devices share.  A pool hands
# out blocks of 2^order pages of its own, and takes none of the allocator's: the second has 14 MiB.
machine dts=../boards/am62x.dts reserve=0x82000000+40M
expect log=created DMA memory pool at 0x000000009cb00000, size 1 MiB
expect nomap=0x9cb00000+1M
expect nomap=0x9cc00000+14M
expect CmaTotal=131072
# 1 MiB is one buffer of 256 pages, and then there is no room.
pool_alloc pool=0 count=256
expect done
pool_alloc pool=0 count=1
expect failed
dma_alloc_blocks device=0 blocks=1
expect offset=0
pool_alloc pool=1 count=129
expect done
pool_free nth=1
expect done
pool_alloc pool=0 count=1
expect done
