mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine halfcma
# An interrupt comes while per-CPU lists are drained, and its handler takes a block that only the zone has: the zone's lock is taken
# with interrupts off (seeded bug V12; no schedule of several CPUs shows it).
alloc_many order=0 gfp=unmovable count=9
free_many nth=0 count=9
parallel count=3
drain cpu=0 on=0
interrupt cpu=0
alloc order=4
