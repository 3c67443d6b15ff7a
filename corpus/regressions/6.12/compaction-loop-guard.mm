mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine guard
# signature: hang:compact_zone
# profile: dense
# The loop of compaction-loop.mm in seven operations, by SYNC_LIGHT (migrate_pages_sync() in the stack), where that one is by ASYNC.
# ASYNC stays in a pageblock only where free pages are all that lies beside the driver's page; SYNC_LIGHT and kcompactd pass over
# unmovable ones, too.
# Who, class, and what ends it: as there.
movable_many count=20
contig_alloc block=77 offset=71 count=74
contig_alloc_blocks block=93 offset=137 blocks=2.5
cma_alloc area=0 count=1 align=0
pin nth=0
alloc_many order=5 gfp=unmovable count=8
alloc_many order=5 gfp=movable count=15
