mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
alloc_many order=11 gfp=thp count=19
cma_alloc area=1 count=199 align=7
alloc order=0 gfp=unmovable
