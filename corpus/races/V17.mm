mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# variant: race
machine halfcma
# One caller looks for a window, while another gives its own back: all their bits are in one word (seeded bug V17, which lies between
# two accesses).
cma_alloc area=0 count=8 align=0
parallel count=2
cma_release nth=0 on=0
cma_alloc area=0 count=4 align=0 on=1
