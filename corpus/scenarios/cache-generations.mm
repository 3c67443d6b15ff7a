mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: amd64
machine flat
# As cache-reclaim, with the multi-generational LRU (MGLRU), which that profile has: it drains batches itself, counts accesses
# through the page tables, and takes the pages of the oldest generation.
cache_read_many file=0 index=0 count=8
cache_dirty nth=0
cache_private nth=1 keep=yes
cache_hold nth=3
process_write_many process=0 page=0 count=8
lru_drain cpu=all
reclaim gfp=movable order=0
expect done
# Clean pages are gone; the dirty one, the one with private data and the one that is held are there, as are those of the process.
cache_write nth=0
expect done
cache_written
expect done
cache_let_go nth=0
expect done
swap_on pages=32
reclaim gfp=movable order=0
reclaim gfp=movable order=0
process_fault process=0 page=3 write=no
expect done
cma_alloc area=0 count=64
