mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: numa2
# not on: 6.1
# Areas of different sizes on the nodes by numa_cma=, and no default one: CmaTotal 3072 kB. Behind a full one there is nothing.
machine ram=0x60000000+32M ram=0x62000000+32M@1 reserve=0x61f00000-0x61feffff reserve=0x63f00000-0x63feffff cmdline=numa_cma=0:2M,1:1M
expect CmaTotal=3072
expect log=Reserved 2 MiB at 0x0000000061d00000
expect log=Reserved 1 MiB at 0x0000000063e00000
# Device 0 sits on no node; 1 and 2 have the areas; 3 and 4 sit on the nodes.
dma_alloc_blocks device=3 blocks=16
expect node=0
expect offset=0
dma_alloc_blocks device=4 blocks=16
expect node=1
expect offset=0
dma_alloc_blocks device=4 blocks=1
expect failed
dma_alloc_blocks device=3 blocks=16
expect node=0
expect offset=1M
