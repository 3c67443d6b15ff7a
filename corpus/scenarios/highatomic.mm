mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine flat
# The HIGHATOMIC reserve: taken when atomic requests of a high order meet low memory, given back before OOM.
#
# Use the zone up to its minimum watermark (the failures are expected; the 256 pages of CMA stay free).
alloc_many order=5 gfp=unmovable count=32
alloc_many order=5 gfp=unmovable count=32
alloc_many order=2 gfp=unmovable count=32
# GFP_ATOMIC may go below it, and the pageblock it gets a page from becomes HIGHATOMIC, one or two of them at most
# (reserve_highatomic_pageblock, M5).
alloc_many order=2 gfp=atomic count=32
# What is freed there goes to the per-CPU lists, and by the drain to the HIGHATOMIC lists.
free_many nth=0 count=8
drain cpu=all
# Ordinary requests are below their watermark and fail, but before that the slow path gives the reserve up
# (unreserve_highatomic_pageblock): the count of reserved pages and the pageblocks' types must agree again (M5).
alloc_many order=0 gfp=unmovable count=32
alloc order=2 gfp=atomic
