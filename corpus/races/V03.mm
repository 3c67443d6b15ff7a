mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine flat
# One CPU drains its list while another isolates the pageblock of what lies there: pages go to the list of the type that the pageblock
# has once the zone is locked (ad53f92eb416; seeded bug V03).
movable_many count=20
free_movable nth=0
free_movable nth=1
free_movable nth=2
free_movable nth=3
free_movable nth=4
parallel count=2
drain cpu=0 on=0
isolate block=0 blocks=1 pcp_off=no on=1
