mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# variant: race
machine flat
# Two callers isolate a pageblock each, and the zone counts both (ad53f92eb416; seeded bug V18, which lies between two accesses).
parallel count=2
isolate block=12 blocks=1 pcp_off=no on=0
isolate block=20 blocks=1 pcp_off=no on=1
