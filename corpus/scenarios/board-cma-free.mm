mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# The kernel's own allocations fail although half of the memory is free: all that is left is CMA, which they may not use.
machine ram=0x80000000+64M cmdline="cma=32M"
unmovable_fill order=5
unmovable_fill
alloc_request gfp=unmovable order=0
expect failed
expect log=page allocation failure: order:0, mode:0xcc0(GFP_KERNEL)
expect log=free_cma:32768kB
expect CmaFree=32768
movable
expect done
