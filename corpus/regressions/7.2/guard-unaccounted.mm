mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine guard
# signature: M3:free
#
# mm/page_alloc.c, __free_one_page(); mm/debug_page_alloc.c, __clear_page_guard().
# With debug_guardpage_minorder=, expand() makes small split-off blocks guard pages and page_del_and_expand() takes them
# off NR_FREE_PAGES together with the page that was asked for. When that page is freed, __free_one_page() merges it with
# its guard and the guard is free again, but nobody adds it back: every such pair loses a page (more with a higher
# minorder) of the zone's count of free pages, and of free CMA pages. 6.12.117 calls account_freepages() there.
#
# Who: every order-0 allocation and free. Sooner or later the zone seems empty, watermarks fail, and memory is reclaimed
# that nobody needs.
# Class: debugging, CONFIG_DEBUG_PAGEALLOC and booted with debug_pagealloc=on debug_guardpage_minorder=1.
# On a stock kernel: boot so, and watch MemFree of /proc/meminfo against the sum of /proc/buddyinfo.
movable_many count=2
