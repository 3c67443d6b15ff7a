mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
min_free share=20
contig_alloc block=65 offset=68 count=239
min_free share=0
movable_many count=63
alloc order=8 gfp=unmovable
alloc_many order=11 gfp=retry_mayfail count=32
free nth=0
alloc order=0 gfp=unmovable
alloc order=0 gfp=unmovable
alloc order=0 gfp=unmovable
alloc order=0 gfp=unmovable
alloc order=0 gfp=unmovable
alloc order=0 gfp=retry_mayfail
