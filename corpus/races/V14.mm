mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# variant: race
machine flat
# A pageblock is isolated while compaction, which takes no lock for that, notes of others that it need not look there again: all
# these bits are in one word (e58469bafd05; seeded bug V14, which lies between two accesses).
# No watermark keeps memory back, so that the zone can be used up but for what a driver's movable pages are in the way of.
min_free share=0
movable_many count=64
alloc_many order=5 gfp=unmovable count=32
alloc_many order=5 gfp=unmovable count=19
parallel count=2
alloc order=5 gfp=unmovable on=0
isolate block=2 blocks=1 pcp_off=no on=1
