mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# What goes wrong within the next operation, at the nth point at which it can.  `mmfuzz replay --fail-nth all` tries each
# point of each operation.
cache_read_many file=0 index=0 count=64
lru_drain
# A task that is killed gives up: alloc_contig_range() ends with -EINTR.
inject what=kill nth=2
cma_alloc area=0 count=128
expect failed
cma_release nth=0
# Somebody takes a reference while pages are emptied out of the way, somebody truncates one: the allocation goes on.
inject what=hold nth=3 page=8
cma_alloc area=0 count=64
cma_release nth=0
inject what=truncate nth=3 page=8
cma_alloc area=0 count=64
cma_release nth=0
# An owner that does not let a page migrate once is asked again.
movable_many count=64
inject what=migrate nth=1
cma_request area=reserved size=1536K
expect done
cma_release nth=0
# What is under way ends as others run.
cache_dirty nth=0
cache_write nth=0
inject what=proceed nth=1
compact gfp=movable order=3
# No memory for the file's tree is asked for a second time; none for what a process's mapping needs first fails the fault.
inject what=slab nth=1
cache_read file=1 index=200
inject what=slab nth=1
process_fault process=0 page=0 write=yes
expect failed
# No page to migrate another to: -ENOMEM, and no other window is tried, if the window had one.
movable_many count=64
movable_many count=64
movable_many count=64
inject what=page nth=1
cma_request area=reserved size=1536K
# A driver that does not let its page be isolated: that window fails, another may do.
inject what=isolate nth=1
cma_request area=reserved size=1536K
# The per-CPU list is another's: the page goes to the free lists at once.
alloc order=0 gfp=movable
inject what=trylock nth=1
free nth=0
# A page that its driver never lets migrate, and frees as it is put back: the range is free after all, and the allocation gets it.
movable_many count=64
pin nth=0
inject what=give_up nth=1
cma_alloc area=0 count=64
