mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
alloc order=4 gfp=thp
alloc order=2 gfp=memalloc
min_free share=0
alloc_many order=11 gfp=highuser count=14
alloc order=3 gfp=unmovable
drain cpu=all
