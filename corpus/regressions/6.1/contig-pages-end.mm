mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine drawn bottom_up=1 no_tree=1 ram_in_tree=1
# signature: bug:PageReserved
# profile: dense
# debug_vm: yes
ram size=153
# mm/page_alloc.c, alloc_contig_pages(), tries windows up to the zone's last page.  Where that is within a pageblock,
# isolate_single_pageblock() asks has_unmovable_pages() (mm/page_isolation.c) about the whole pageblock, and PageReserved() of a struct page
# behind the zone, which nobody initialised: with FLATMEM init_unavailable_range() goes no further than the zone, and the memory map is
# poisoned (page_init_poison()).
# Who: alloc_contig_pages() of few pages (kfence at run time) on a board with FLATMEM whose RAM does not end with a pageblock, when all
# before is in use.  Class: an assertion of CONFIG_DEBUG_VM_PGFLAGS; without it what lies in that memory is taken for page flags.
contig_pages count=1
