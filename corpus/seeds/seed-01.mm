mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
alloc_many order=11 gfp=noretry count=13
cma_release_wrong area=4 how=count by=0
alloc order=13 gfp=retry_mayfail
contig_alloc block=141 offset=141 count=142
movable_many count=45
cma_alloc area=7 count=256 align=0
