mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
# signature: warn:add_to_avail_list
#
# mm/swapfile.c, _enable_swap_info() and swap_range_free().
# Each slot of a swap file is used, so that it is off the lists of those with free slots. swapoff() is killed while it
# looks for users (try_to_unuse(): -EINTR; likewise -ENOMEM), and reinsert_swap_info() puts the file back on the lists as
# if it had free slots. The first slot that is freed then finds the file full (highest_bit is 0) and adds it a second time:
# a warning, and lists that are not well linked.
#
# Who: swapoff by an administrator who gives up, or without memory to bring everything back, on a swap that is full.
# Class: default configuration.
# Fixed since: 6.12 puts it back only if a slot is free.
swap_on pages=2
process_fault process=3 page=0 write=no
process_pageout nth=0 page=0 count=2
process_fork nth=0
inject what=kill nth=1 page=0
swap_off
