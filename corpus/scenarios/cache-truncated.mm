mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
machine flat
# Two folios of 16 pages. The second is truncated within (truncate_inode_partial_folio(), mm/truncate.c): it is split, and what is behind goes.
cache_read file=0 index=0 order=4
cache_read file=0 index=16 order=4
cache_dirty nth=31
cache_dirty nth=20
cache_truncate file=0 index=21
# One that somebody has a reference to cannot be split, and has something to write: it stays, and is zero from there on (B12:not-zero).
cache_dirty nth=16
cache_hold nth=20
cache_truncate file=0 index=5
# Written and let go, it is split after all.
cache_let_go nth=0
cache_write nth=0
cache_written
cache_truncate file=0 index=2
