mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# Anonymous memory borrows an area and moves away: a page that two processes share since a fork, one that was copied for
# who wrote, huge pages (processes 1 and 3 ask for them).  Look at the moves, and that each process finds its page where it
# went (R3:mapping), with its contents (B12).
process_write_many process=0 page=0 count=40
process_write_many process=1 page=0 count=64
process_fork nth=1
process_fault process=2 page=5 write=yes
expect done
# Each window of the area but for one is emptied.
cma_alloc area=0 count=96
expect done
cma_alloc area=0 count=96
expect done
# A reference keeps a page where it is, so that the whole area cannot be had where that lies in it; without the reference it can.
cma_release nth=0
cma_release nth=0
process_write_many process=0 page=40 count=24
process_hold nth=0
cma_request area=reserved size=1536K
process_let_go nth=0
cma_release nth=0
cma_request area=reserved size=1536K
expect done
# The other half of a huge page that lost one half is freed when the kernel splits it, or at the end.
process_unmap nth=1 page=0 count=7
process_exit nth=0
reclaim gfp=movable order=2
