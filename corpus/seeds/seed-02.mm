mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
alloc_many order=10 gfp=nowait count=17
movable_many count=17
min_free share=0
alloc order=0 gfp=retry_mayfail
alloc_many order=9 gfp=unmovable count=32
free nth=16
