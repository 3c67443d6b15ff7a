/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The trace events of mm/huge_memory.c: the tree's own, of which the one that maps a huge page again is heard by the
 * harness (owners/process.c).
 *
 * Kind: deliberately different
 */
#include_next <trace/events/thp.h>
#ifndef SIM_TRACE_THP_H
#define SIM_TRACE_THP_H

void sim_process_remapped(unsigned long address, unsigned long pages);

#define trace_remove_migration_pmd(address, ...) sim_process_remapped(address, HPAGE_PMD_NR)

#endif
