mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine flat
# An interrupt comes while per-CPU lists are locked, and its handler allocates: it must not wait for them (seeded bug V20; no schedule
# of several CPUs shows it).
alloc_many order=0 gfp=unmovable count=9
free_many nth=0 count=9
parallel count=3
alloc order=0 gfp=unmovable on=0
interrupt cpu=0
alloc order=0
