mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# A buffer of 266 pages, which the DMA interface aligns to 256: each window of it begins at a multiple of a mebibyte, and a page that
# its driver does not let go keeps it busy.  `mmfuzz replay --explain` names the page of each window.
machine ram=0x20000000+64M cmdline="cma=16M"
movable_fill
free_outside area=0
pin_at area=0 blocks=0
pin_at area=0 blocks=0.25
pin_at area=0 blocks=0.5
pin_at area=0 blocks=0.75
pin_at area=0 blocks=1
pin_at area=0 blocks=1.25
pin_at area=0 blocks=1.5
pin_at area=0 blocks=1.75
pin_at area=0 blocks=2
pin_at area=0 blocks=2.25
pin_at area=0 blocks=2.5
pin_at area=0 blocks=2.75
pin_at area=0 blocks=3
pin_at area=0 blocks=3.25
pin_at area=0 blocks=3.5
pin_at area=0 blocks=3.75
dma_request device=0 size=1089536
expect failed
expect log=alloc failed, req-size: 266 pages, ret: -16
