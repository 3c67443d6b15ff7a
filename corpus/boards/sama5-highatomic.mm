mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: sama5
# The zone is used up to its watermark; what GFP_ATOMIC then gets may make its pageblock, of 64 MiB, HIGHATOMIC.
machine ram=0x20000000+128M reserve=0x20008000+9M
repeat 60 {
	alloc_many order=9 gfp=unmovable count=4
}
repeat 20 {
	alloc_many order=2 gfp=unmovable count=32
}
alloc_many order=2 gfp=atomic count=8
