mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine flat
# What direct reclaim, truncation and invalidation make of the pages of a file. Look at the lines "left its file". R3 watches that
# nothing that was written leaves before the device has it, R9 that lists, counters and flags of the LRU agree, B9 that no page is lost.
#
# The pages read last are in a batch of this CPU, and the counters of the LRU's lists in per-CPU differences, which reclaim
# does not look at: it finds nothing to do before batches are drained and time has passed.
cache_read_many file=0 index=0 count=8
reclaim gfp=movable order=0
lru_drain cpu=all
tick jiffies=500
# nth=0 is page 7. Page 7 is written to; page 6 has private data that the file system keeps; page 5 is read again and again, so it is
# activated; somebody has a reference to page 4. The others leave.
cache_dirty nth=0
cache_private nth=1 keep=yes
cache_touch nth=2
cache_touch nth=2
lru_drain cpu=all
cache_hold nth=3
reclaim gfp=movable order=0
# Written back, page 7 is clean, and may leave; while the device is busy with it reclaim passes by.
cache_write nth=0
expect done
reclaim gfp=movable order=0
cache_written
expect done
cache_let_go nth=0
lru_drain cpu=all
tick jiffies=500
reclaim gfp=movable order=0
# Truncation takes what is dirty and what has private data, too, and waits for writeback; nobody needs it any more.
cache_read_many file=1 index=0 count=16
cache_read file=1 index=32 order=2
cache_dirty nth=0
cache_dirty nth=8
cache_write nth=8
cache_private nth=9 keep=yes
cache_truncate file=1 index=4
cache_written
expect failed
# Invalidation takes what is clean and unused, as drop_caches does: not page 0, which is dirty, nor page 1, which is held.
cache_dirty nth=3
cache_hold nth=2
lru_drain cpu=all
cache_invalidate file=1
cache_let_go nth=0
# What a folio in a batch had before its file gave it up is nobody's only when the batch is gone.
cache_read file=2 index=0 order=0
cache_drop nth=0
lru_drain cpu=all
