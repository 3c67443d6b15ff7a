mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
# profile: dense
# A folio of the page cache that somebody has a reference to, as get_user_pages() takes it: it cannot migrate, and cma_alloc() fails
# with -EBUSY where it lies in the way. `mmfuzz replay --explain` prints which page of which file that is, its state and who holds it.
#
# Four pages of a file, of which one was written to (where the page cache has no such folios, one page). A folio goes as a whole or
# not at all: two references to one of its pages keep all four. The pages of the other file use up what a per-CPU list has from boot.
cache_read_many file=3 index=0 count=5
cache_read file=0 index=12 order=2
cache_dirty nth=0
cache_hold nth=1
cache_hold nth=1
# A buffer that fits beside the folio is placed there.
cma_alloc_blocks area=0 blocks=16 less=0
expect done
# The other third of the area has the folio in it, and there is only this one window. A failure leaves all as it was (C5).
cma_alloc area=0 count=128 align=7
expect failed
# One reference less is not enough.
cache_let_go nth=1
cma_alloc area=0 count=128 align=7
expect failed
# As soon as the last one is gone all four migrate, with what was written (B12, R3).
cache_let_go nth=1
cma_alloc area=0 count=128 align=7
expect done
