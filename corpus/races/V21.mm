mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine ragged
# Two callers want windows of two areas: one waits for the other, and both have theirs (seeded bug V21).
parallel count=2
cma_alloc area=0 count=16 align=0 on=0
cma_alloc area=1 count=8 align=0 on=1
