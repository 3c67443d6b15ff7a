mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
movable
movable
min_free share=20
min_free share=0
alloc_many order=11 gfp=highuser count=20
alloc order=4 gfp=atomic
alloc order=0 gfp=reclaimable
alloc order=2 gfp=unmovable
