mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# Memory outside of the area is used up, so a process's pages lie in the area.  With some of it free again, a device gets some of them for long
# (pin_user_pages(FOLL_LONGTERM)): the kernel moves these out of the area first, where they are in nobody's way.
alloc_many order=3 gfp=unmovable count=32
alloc_many order=3 gfp=unmovable count=32
process_write_many process=0 page=0 count=64
free_many nth=0 count=12
process_pin nth=0
expect done
process_pin nth=1
process_pin nth=5
free_many nth=0 count=8
cma_request area=reserved size=1536K
expect done
# A child gets copies of these at once, not a share.
process_fork nth=0
process_let_go nth=0
process_let_go nth=0
process_let_go nth=0
