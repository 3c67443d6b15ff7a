mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
min_free share=20
write nth=77
alloc order=0 gfp=compound
movable_many count=63
alloc order=8 gfp=unmovable
alloc_many order=11 gfp=retry_mayfail count=16
cma_release_part nth=0 start=0 count=1
