mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine small
# signature: warn:__add_to_free_list M1:list M2:types
#
# mm/page_alloc.c, set_pageblock_migratetype() under page_group_by_mobility_disabled.
# A machine with fewer pageblocks than migratetypes does not group pages by mobility (build_all_zonelists()): every type
# below MIGRATE_PCPTYPES that is set becomes UNMOVABLE. But the callers that set a type also move the block's free pages,
# and to the list of the type that they asked for: here try_to_claim_block(), when a fallback claims a pageblock. The
# pageblocks themselves are MOVABLE from boot, before grouping is switched off.
# Free pages then lie on a list that their pageblock does not name: the accounting warns (CONFIG_DEBUG_VM), and blocks of two
# types merge. Isolation keeps the type since 6.17, so it no longer does this by itself.
#
# Who: any allocation that falls back on such a machine: with 64 KiB pages and pageblocks of
# 512 MiB every machine below 3 GiB; with 4 KiB pages and pageblocks of 2 MiB below 12 MiB.
# Class: default configuration.
contig_alloc block=1 offset=0 count=1
movable_many count=31
