mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# walk: 4000
# A machine of 256 MiB whose memory is used up, page by page: first by movable pages, which leave but for those in the area; the page
# at the area's beginning is pinned, so that a buffer lies behind it.  Then the kernel's own take the rest, and what asks for more
# gets the report that everybody knows; all that is free is CMA.
machine ram=0x0+256M cmdline="cma=16M"
movable_fill
free_outside area=0
pin_at area=0 blocks=0
cma_request area=0 size=4M align=4M
expect offset=4M
unmovable_fill
alloc_request gfp=unmovable size=32K
expect failed
expect log=page allocation failure: order:3, mode:0xcc0(GFP_KERNEL)
