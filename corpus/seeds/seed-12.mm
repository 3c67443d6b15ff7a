mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine flat
alloc order=10 gfp=movable_compound
cma_alloc area=1 count=248 align=1
cma_alloc area=0 count=1 align=0
