mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# What processes say of their memory (mm/madvise.c, mm/mlock.c).  Lazily freed pages go when memory is reclaimed, without swap: look at
# "is given up".  One that was written to again stays, and so does what a locked process has; R3:lost and R3:mlocked watch that.
process_write_many process=0 page=0 count=24
lru_drain cpu=all
process_lazy_free nth=0 page=0 count=16
expect done
process_fault process=0 page=3 write=yes
process_pageout nth=0 page=0 count=24
expect done
# Locked memory is not reclaimed and cannot be given up, but it moves out of an area.
process_write_many process=0 page=0 count=24
process_lock nth=0
expect done
swap_on pages=64
process_unmap nth=0 page=0 count=8
expect failed
process_pageout nth=0 page=0 count=24
expect failed
reclaim gfp=movable order=0
cma_alloc area=0 count=64
expect done
# The child, nth=0 from here on, has not locked its own; what both have stays.
process_fork nth=0
process_pageout nth=0 page=0 count=24
process_unlock nth=1
expect done
process_exit nth=0
process_cold nth=0 page=0 count=24
process_pageout nth=0 page=0 count=24
expect done
swap_written
swap_written
swap_written
lru_drain cpu=all
tick jiffies=500
reclaim gfp=movable order=0
# What is in swap and needed soon is read before it is touched.
process_need nth=0 page=0 count=24
expect done
process_fault process=0 page=5 write=no
swap_off
expect done
