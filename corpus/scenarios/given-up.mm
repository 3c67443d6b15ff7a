mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine halfcma
# A driver does not let the last page of the range migrate, and frees it as it is put back.  The migration has failed with -EBUSY, and
# the range is free after all: alloc_contig_range() must take it, or what it took is nobody's (seeded bug B08, R3:source).
movable_many count=64
movable_many count=64
movable_many count=64
pin nth=20
cma_alloc_blocks area=0 blocks=16 less=0
expect done
inject what=give_up nth=1
cma_alloc area=0 count=60
expect done
