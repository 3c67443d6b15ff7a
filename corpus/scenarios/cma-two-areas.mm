mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
# Two areas, one page a bit (area 0) and four pages a bit (area 1): what granularity and alignment do.
#
# Five pages of area 1 take two bits, so the next page comes from 0x606c8 and not from 0x606c5.
cma_alloc area=1 count=5 align=0
cma_alloc area=1 count=1 align=0
# align is an order of pages in physical page numbers, also where a bit is four of them.
cma_alloc area=1 count=8 align=4
# One page a bit: the next one follows directly.
cma_alloc area=0 count=5 align=0
cma_alloc area=0 count=1 align=0
# A part may be released only here: each bit of area 1 is several pages ("nothing: ...").
cma_release_part nth=1 start=1 count=2
cma_release_part nth=3 start=0 count=1
# Larger than the area: refused. Then ranges that are not the area's: refused, and nothing changes (C3).
cma_alloc area=1 count=65 align=0
cma_release_wrong area=0 how=before by=0
cma_release_wrong area=0 how=after by=3
cma_release_wrong area=1 how=after by=0
