mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# walk: 4000
# The machine of board-camera.mm: the driver of one page in the middle of the area refuses to let it migrate, and
# every window of 26 MiB holds that page. `mmfuzz replay --explain` names it. Once the driver lets it go there is room again.
machine ram=0x60000000+64M cmdline="cma=32M"
movable_fill
free_outside area=0
pin_at area=0 blocks=4
dma_alloc_blocks device=0 blocks=6.5
expect failed
expect log=alloc failed, req-size: 6656 pages
unpin nth=0
dma_alloc_blocks device=0 blocks=6.5
expect done
