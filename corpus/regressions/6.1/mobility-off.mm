mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine small
# signature: M8:type
#
# mm/page_alloc.c, set_pageblock_migratetype() under page_group_by_mobility_disabled.
# A machine with fewer pageblocks than migratetypes does not group pages by mobility (build_all_zonelists()): every type
# below MIGRATE_PCPTYPES that is set becomes UNMOVABLE. But the callers that set a type also move the block's free pages,
# and to the list of the type that they asked for: unset_migratetype_isolate() here, and the claiming of a pageblock by a
# fallback. The pageblocks themselves are MOVABLE from boot, before grouping is switched off.
# Before 6.10 lists may differ from their pageblocks, so only the type is wrong after the isolation.
#
# Who: alloc_contig_range(), cma_alloc() and memory offlining on such a machine: with 64 KiB pages and pageblocks of
# 512 MiB every machine below 3 GiB; with 4 KiB pages and pageblocks of 2 MiB below 12 MiB.
# Class: default configuration.
isolate block=0 blocks=1 pcp_off=no
