mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# The same area, with the end of RAM reserved too: the memory phase takes it, and it is in the reserved list. A ZONE_MOVABLE
# that begins within it makes its activation fail, and no page is lost.
machine ram=0x60000000+1G reserve=0x60004000-0x6800bfd9 dts=../boot/large-area.dts cmdline=movablecore=512M
expect reserved=0x69000000-0x9effffff
expect log=could not be activated
expect CmaTotal=0
cma_alloc area=0 count=1
