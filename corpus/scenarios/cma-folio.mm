mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# Folios of an area, above the maximal order of the buddy system, as huge pages take them (hugetlb_cma=): one reference
# for all pages (B14, C6), alignment to their own size (C4), released as a whole (C2, C3).
# A kernel whose areas give no folios does nothing in those lines.
machine ragged

# Movable pages borrow the area, the folio drives them out.
movable_many count=64
movable_many count=64
cma_alloc_folio area=0 above=1

# Neither a part of it nor a DMA buffer.
cma_release_part nth=0 start=2 count=3
dma_free nth=0

# Beside it, the smallest.
cma_alloc area=0 count=1 align=0
cma_release nth=0
cma_release nth=0

# The next larger one, and one that does not fit: no message.
cma_alloc_folio area=0 above=2
dma_alloc_quiet device=1 count=256
