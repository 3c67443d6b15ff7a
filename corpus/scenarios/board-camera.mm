mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# walk: 4000
# A camera on a machine of 64 MiB: a buffer of 26 MiB from an area of 32 MiB, fifty times. In between movable pages take
# what memory there is, so the area is lent out to its floor, and those outside it are freed: as much as the buffer is free there.
# It never fails, and each movable page keeps its contents through all its moves (B12).
machine ram=0x60000000+64M cmdline="cma=32M"
repeat 50 {
	movable_fill
	free_outside area=0
	dma_alloc_blocks device=0 blocks=6.5
	expect done
	dma_free nth=0
}
