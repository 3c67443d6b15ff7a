mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine guard
# A page that two processes have since a fork, and that one does not need any more (MADV_FREE): as its place is wanted, reclaim takes it
# from that one, and for the other it migrates.  Found on 7.2, where the harness took the first for the owner of what had moved.
alloc_many order=5 gfp=unmovable count=25
process_write_many process=0 page=0 count=1
process_fork nth=0
process_lazy_free nth=3 page=0 count=1
dma_alloc_from device=0 count=1 align=0
cma_alloc_folio area=0 above=1
