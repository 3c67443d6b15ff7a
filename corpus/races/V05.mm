mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# variant: race
machine flat
# One CPU takes from its per-CPU lists and gives back to them, while another drains them: under their lock (seeded bug V05, which
# lies between accesses).
alloc_many order=0 gfp=unmovable count=20
free_many nth=0 count=10
parallel count=3
alloc order=0 gfp=unmovable on=0
free nth=3 on=0
drain cpu=all on=1
