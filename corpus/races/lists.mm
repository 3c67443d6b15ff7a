mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine ragged
# Per-CPU lists: one CPU takes from its own and gives back, another drains them, takes more than there is, and moves time on.
alloc_many order=0 gfp=unmovable count=30
free_many nth=0 count=20
parallel count=8
alloc order=0 gfp=movable on=0
free nth=0 on=0
free nth=3 on=0
alloc order=2 gfp=movable on=0
drain cpu=all on=1
alloc order=3 gfp=unmovable on=1
tick jiffies=500 on=1
free nth=1 on=1
