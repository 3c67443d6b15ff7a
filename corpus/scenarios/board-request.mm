mmfuzz 2
# profile: board
# SPDX-License-Identifier: GPL-2.0
# A request means its number: more than the area has is the kernel's to refuse, all that it has comes, and then not a
# page more, which is logged.  A buffer of a device comes from the default area, if that has room.
machine ram=0x60000000+256M cmdline="cma=16M@0x64000000" config=CMA_SIZE_MBYTES=0
expect area=reserved@0x64000000+16M
expect CmaTotal=16M
cma_request area=reserved size=17M
expect failed
cma_request area=0 size=16M align=1M
expect done
expect offset=0
cma_request area=reserved size=4K
expect failed
expect log=reserved: alloc failed, req-size: 1 pages
cma_release
dma_request device=0 size=75M
expect failed
dma_request device=0 size=5M
expect done
dma_free
