mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine halfcma
# Two callers look for a window, and one gives back what it has: bits are found clear and set under one lock (seeded bug V07).
parallel count=4
cma_alloc area=0 count=20 align=0 on=0
cma_release nth=0 on=0
cma_alloc area=0 count=7 align=2 on=1
cma_release_part nth=0 start=1 count=3 on=1
