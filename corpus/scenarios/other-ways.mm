mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# Other ways to the same pages: in bulk, an exact number in a row, any range that is free, for who pins them (memalloc_pin_save()), from
# an interrupt.  Whoever pins gets no page of an area: it fails while half of the memory, which is the area's, is free.
alloc_bulk gfp=movable count=20
alloc_exact gfp=unmovable count=5
contig_pages count=40
expect done
alloc order=2 gfp=interrupt
# A block is freed while somebody looks at it: all of it is free when he drops his reference, of a compound page as of another.
alloc order=3 gfp=unmovable
free_held nth=0
alloc order=3 gfp=compound
free_held nth=0
unmovable_fill order=3
alloc order=3 gfp=pinned
expect failed
alloc order=3 gfp=movable
expect done
