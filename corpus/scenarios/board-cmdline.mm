mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# cma=4M in a range of 8 MiB: placed at its end, at 0x69400000. CmaTotal 4096 kB.
machine ram=0x60000000+1G cmdline="cma=4M@0x69000000-0x69800000"
expect CmaTotal=4096
expect reserved=0x69400000-0x697fffff
cma_alloc_blocks area=0 blocks=1
expect offset=0
cma_alloc area=0 count=1
expect failed
