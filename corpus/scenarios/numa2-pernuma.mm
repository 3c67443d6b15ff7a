mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: numa2
# An area of 1 MiB on each node by cma_pernuma=, the default one on the first: CmaTotal 3072 kB. A device without an area of
# its own takes from its node's; when that is full, from the default one, wherever that lies. (Reserved ends of the nodes
# make the areas begin at whole MiB, so that alignment leaves no gaps.)
machine ram=0x60000000+32M ram=0x62000000+32M@1 reserve=0x61f00000-0x61feffff reserve=0x63f00000-0x63feffff cmdline="cma_pernuma=1M cma=1M@0x61000000-0x61200000"
expect CmaTotal=3072
expect log=Reserved 1 MiB at 0x0000000061e00000
expect log=Reserved 1 MiB at 0x0000000063e00000
expect reserved=0x61100000-0x611fffff
# Device 0 sits on no node; 1 to 3 have the three areas; 4 and 5 sit on the nodes.
dma_alloc_blocks device=0 blocks=4
expect node=0
expect offset=0
dma_alloc_blocks device=5 blocks=8
expect node=1
expect offset=0
dma_alloc_blocks device=5 blocks=8
expect node=1
expect offset=512K
dma_alloc_blocks device=5 blocks=4
expect node=0
expect offset=256K
dma_alloc_blocks device=4 blocks=8
expect node=0
expect offset=0
# Neither area has room.
dma_alloc_blocks device=5 blocks=12
expect failed
# For a single page no area is asked; dma_alloc_from_contiguous() knows the default area alone.
dma_alloc device=5 count=1
expect failed
dma_alloc_from device=5 count=16
expect node=0
expect offset=512K
# What is freed goes back to the area it came from, and is found there again.
dma_free nth=4
dma_alloc_blocks device=5 blocks=8
expect node=1
expect offset=0
