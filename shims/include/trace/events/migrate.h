/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The trace events of mm/migrate.c: the tree's own, of which those that map a page again are heard by the harness
 * (owners/process.c).
 *
 * Kind: deliberately different
 */
#include_next <trace/events/migrate.h>
#ifndef SIM_TRACE_MIGRATE_H
#define SIM_TRACE_MIGRATE_H

void sim_process_remapped(unsigned long address, unsigned long pages);

#define trace_remove_migration_pte(address, ...) sim_process_remapped(address, 1)

#endif
