mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine flat
# Two callers isolate one pageblock: one of them must be refused (2c7452a075d4; seeded bug V13).
parallel count=2
isolate block=12 blocks=1 pcp_off=no on=0
isolate block=12 blocks=1 pcp_off=no on=1
