mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine small
# Processes write to files that they have mapped, on a machine so small that a folio is more than may be dirty: they wait in
# balance_dirty_pages() while a flusher writes ("was written back"), and get to write all the same, or find no memory: none waits for ever.
cache_read file=0 index=0 order=4
cache_read file=0 index=16 order=4
cache_read file=1 index=0 order=4
cache_read file=1 index=16 order=4
cache_read file=1 index=32 order=4
min_free share=100
alloc_many order=0 gfp=unmovable count=32
mapped_write_many process=2 page=0 count=64
mapped_write_many process=0 page=0 count=64
mapped_write_many process=3 page=0 count=64
mapped_write_many process=1 page=0 count=64
alloc_many order=0 gfp=unmovable count=32
mapped_write_many process=2 page=0 count=64
mapped_write_many process=0 page=0 count=64
