mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# Two areas of 8 MiB from a device tree, one by size, one by reg: CmaTotal 16384 kB.
machine ram=0x60000000+1G dts=../boot/two-areas.dts
expect CmaTotal=16384
expect CmaFree=16384
# Each area serves its device: 0 is any device, 2 the one whose tree names the second area.
dma_alloc_blocks device=0 blocks=1
expect offset=0
dma_alloc_blocks device=2 blocks=2
expect done
