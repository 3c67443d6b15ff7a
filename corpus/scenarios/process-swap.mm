mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# Anonymous memory that borrows an area goes to swap, and comes back.  Look at the pages that swap has taken and returned:
# each holds what it did (B12:swap), no slot is lost or used twice (R3:swap, R3:slots), and nothing of it is left (B13:swap).
swap_on pages=64
process_write_many process=0 page=0 count=40
process_pageout nth=0 page=0 count=40
# A child has what is in swap, too.  Pages in memory that both have are not taken at one's advice, but by reclaim: those that nobody has
# used since it looked last.
process_fork nth=0
process_fault process=0 page=1 write=no
process_fault process=1 page=1 write=no
process_pageout nth=0 page=0 count=40
reclaim gfp=movable order=0
reclaim gfp=movable order=0
# Pages in the swap cache move away from a contiguous allocation, and so do those that are being written: it waits.
process_write_many process=0 page=0 count=8
cma_alloc area=0 count=96
expect done
process_fault process=1 page=20 write=no
process_fault process=1 page=21 write=yes
# A write that ends with an error leaves the page where it is.
process_write_many process=2 page=0 count=4
inject what=swap_write nth=1
process_pageout nth=0 page=0 count=4
swap_written
swap_written
process_fault process=2 page=0 write=no
# swapoff() brings everything back; a smaller swap is full at once.
swap_off
expect done
swap_on pages=8
process_pageout nth=0 page=0 count=64
process_pageout nth=1 page=0 count=64
process_pageout nth=2 page=0 count=64
process_exit nth=2
