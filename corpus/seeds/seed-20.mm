mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
min_free share=20
min_free share=20
min_free share=0
alloc_many order=11 gfp=highuser count=14
alloc order=9 gfp=atomic
alloc order=1 gfp=unmovable
cma_release_part nth=0 start=35 count=12
alloc order=0 gfp=reclaimable
