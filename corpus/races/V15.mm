mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine flat
# Compaction looks for free pages, and one that it sees is taken before it has locked the zone (seeded bug V15).
# No watermark keeps memory back, so that the zone can be used up but for what a driver's movable pages are in the way of.
min_free share=0
movable_many count=64
alloc_many order=5 gfp=unmovable count=32
alloc_many order=5 gfp=unmovable count=19
parallel count=3
alloc order=5 gfp=unmovable on=0
alloc order=3 gfp=movable on=1
alloc order=0 gfp=unmovable on=1
