mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine halfcma
# Files whose pages lie in an area: clean, dirty, under writeback, locked by another task, in a large folio, in batches of the LRU.
cache_read_many file=0 index=0 count=64
cache_read file=1 index=0 order=3
cma_alloc area=0 count=256 align=0
alloc order=0 gfp=movable
alloc order=2 gfp=unmovable
movable
cache_dirty nth=10
cache_dirty nth=20
cache_dirty nth=30
cache_write nth=20
cache_lock nth=30
lru_drain cpu=all
