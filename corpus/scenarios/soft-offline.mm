mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine halfcma
# Pages that begin to fail are taken out of use (mm/memory-failure.c). One that is free leaves the free lists, whatever block it is part
# of, and the counters with it (B9); of one that is in use what it holds moves first (B12, R3).
soft_offline block=2 offset=3
expect done
soft_offline block=2 offset=4
expect done
movable_many count=8
process_write_many process=0 page=0 count=16
process_write_many process=1 page=0 count=4
cache_read_many file=0 index=0 count=12
cache_dirty nth=3
soft_offline_owned nth=0
expect done
soft_offline_owned nth=9
expect done
# In an area it is in the way of what is asked for there, for ever.
soft_offline block=24 offset=1
expect done
cma_alloc area=0 count=200
contig_alloc block=24 offset=0 count=4
expect failed
# What is isolated for offlining may hold such pages.
isolate block=2 blocks=1
expect done
unisolate nth=0
# Used again, they are as before.
unpoison nth=0
expect done
unpoison nth=0
expect done
cma_release nth=0
contig_alloc block=24 offset=0 count=4
expect done
