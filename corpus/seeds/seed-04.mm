mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
cma_alloc area=0 count=45 align=0
movable_many count=45
cma_alloc area=3 count=112 align=3
cma_alloc area=0 count=1 align=0
