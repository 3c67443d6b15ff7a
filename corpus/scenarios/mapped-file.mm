mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# A file that two processes have mapped (mm/filemap.c, mm/rmap.c): what they access is read, and found in the page cache by the other.  The
# pages move out of an area, and both have them where they came to (R3:mapping).
mapped_write_many process=0 page=0 count=40
expect done
mapped_access process=1 page=7 write=no
mapped_access process=1 page=8 write=yes
mapped_access process=1 page=50 write=no
repeat 24 {
cma_alloc_blocks area=0 blocks=1 less=0
}
repeat 24 {
cma_release nth=0
}
# What was written by a mapping is dirty, and reclaim leaves it (R3:lost); writeback takes the right to write away, so that the next write
# is seen, although the page was never unmapped.
cache_write nth=2
cache_written
mapped_access process=0 page=39 write=yes
mapped_unmap nth=0 page=0 count=64
mapped_unmap nth=1 page=0 count=64
expect done
lru_drain cpu=all
tick jiffies=500
reclaim gfp=movable order=0
reclaim gfp=movable order=0
# A file that is truncated is unmapped first; locked memory is read as well, and stays.
mapped_write_many process=0 page=0 count=40
cache_truncate file=0 index=20
process_fork nth=0
process_lock nth=0
expect done
mapped_write_many process=0 page=10 count=40
cma_alloc area=0 count=64
expect done
cache_truncate file=0 index=0
process_unlock nth=0
expect done
