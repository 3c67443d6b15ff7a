// SPDX-License-Identifier: GPL-2.0
/* owners.c - the operations on pages of files and processes, and on swap, see core.h. */
#include <linux/gfp.h>
#include <linux/swap.h>

#include "core_kernel.h"
#include "mm/internal.h"

int core_cache_read(unsigned int file, unsigned long index, unsigned int order, unsigned long *pfn)
{
	return sim_cache_read(file, index, order, pfn);
}

unsigned long core_cache_page(unsigned int file, unsigned long index)
{
	struct page *page = sim_cache_page(file, index);

	return page ? page_to_pfn(page) : CORE_NO_PFN;
}

int core_cache_do(unsigned long pfn, enum core_cache what)
{
	return sim_cache_do(pfn_to_page(pfn), what);
}

int core_cache_end(enum core_cache what)
{
	return sim_cache_end(what);
}

void core_cache_truncate(unsigned int file, unsigned long index)
{
	sim_cache_truncate(file, index);
}

unsigned long core_cache_invalidate(unsigned int file)
{
	return sim_cache_invalidate(file);
}

int core_process_fault(unsigned int process, unsigned long page, int write, unsigned long *first, unsigned long *count)
{
	return sim_process_fault(process, page, write, first, count);
}

int core_process_fork(unsigned int from, unsigned int to)
{
	return sim_process_fork(from, to);
}

int core_process_advise(unsigned int process, unsigned long first, unsigned long pages, enum core_advice advice)
{
	return sim_process_advise(process, first, pages, advice);
}

int core_process_lock(unsigned int process, int lock)
{
	return sim_process_lock(process, lock);
}

int core_process_locked(unsigned int process)
{
	return sim_process_locked(process);
}

void core_process_exit(unsigned int process)
{
	sim_process_exit(process);
}

int core_process_lives(unsigned int process)
{
	return sim_process_lives(process);
}

int core_process_writable(unsigned int process, unsigned long page)
{
	return sim_process_writable(process, page);
}

int core_process_pin(unsigned int process, unsigned long page)
{
	return sim_process_pin(process, page);
}

void core_process_unpin(unsigned long pfn)
{
	unpin_user_page(pfn_to_page(pfn));
}

unsigned long core_process_page(unsigned int process, unsigned long page)
{
	BUILD_BUG_ON(CORE_NO_PFN);
	return sim_process_pfn(process, page);
}

unsigned int core_process_file(unsigned int process)
{
	return sim_process_file(process);
}

int core_process_file_fault(unsigned int process, unsigned long page, int write)
{
	return sim_process_file_fault(process, page, write);
}

int core_process_file_unmap(unsigned int process, unsigned long first, unsigned long pages)
{
	return sim_process_file_unmap(process, first, pages);
}

unsigned long core_process_file_page(unsigned int process, unsigned long page)
{
	unsigned long pfn = sim_process_file_pfn(process, page);

	return pfn ? pfn : CORE_NO_PFN;
}

unsigned long core_process_slot(unsigned int process, unsigned long page)
{
	return sim_process_slot(process, page);
}

int core_swap_on(unsigned long pages)
{
	return sim_swap_on(pages);
}

int core_swap_off(void)
{
	return sim_swap_off();
}

unsigned long core_swap_pages(void)
{
	return sim_swap_slots();
}

int core_swap_written(void)
{
	return sim_swap_proceeds() ? 0 : -ENODATA;
}

int core_swap_users(unsigned long slot)
{
	return sim_swap_users(slot);
}

int core_soft_offline(unsigned long pfn)
{
	int err = soft_offline_page(pfn, 0);

	if (!err)
		sim_pages_freed(pfn, 1);
	return err;
}

int core_unpoison(unsigned long pfn)
{
	return unpoison_memory(pfn);
}

int core_report_on(unsigned int order)
{
	return sim_report_on(order);
}

void core_report_off(void)
{
	sim_report_off();
}

unsigned long core_reported(void)
{
	return sim_reported();
}

void core_inject(const struct core_injection *injection)
{
	sim_inject_next(injection);
}

void core_points_count(int on)
{
	sim_points_count(on);
}

unsigned int core_points(enum core_point point)
{
	return sim_points(point);
}

enum core_point core_point_of(enum core_inject what)
{
	return sim_point_of(what);
}

int core_injected(void)
{
	return sim_injected();
}

unsigned long core_folio(unsigned long pfn, unsigned long *count)
{
	struct folio *folio = page_folio(pfn_to_page(pfn));

	*count = folio_nr_pages(folio);
	return folio_pfn(folio);
}

void core_folio_hold(unsigned long pfn, int more)
{
	struct folio *folio = page_folio(pfn_to_page(pfn));

	if (more > 0)
		folio_get(folio);
	else
		folio_put(folio);
}

static unsigned int folio_bits(struct folio *folio)
{
	unsigned int bits = 0;

	bits |= folio_test_dirty(folio) ? CORE_FOLIO_DIRTY : 0;
	bits |= folio_test_writeback(folio) ? CORE_FOLIO_WRITEBACK : 0;
	bits |= folio_test_locked(folio) ? CORE_FOLIO_LOCKED : 0;
	bits |= folio_test_private(folio) ? CORE_FOLIO_PRIVATE : 0;
	bits |= folio_mapped(folio) ? CORE_FOLIO_MAPPED : 0;
	bits |= folio_test_lru(folio) ? CORE_FOLIO_LRU : 0;
	bits |= folio_test_active(folio) ? CORE_FOLIO_ACTIVE : 0;
	bits |= folio_test_swapcache(folio) ? CORE_FOLIO_SWAPCACHE : 0;
	return bits | (folio_test_unevictable(folio) ? CORE_FOLIO_UNEVICTABLE : 0);
}

/* As folio_expected_ref_count(), which older kernels do not have. */
static int known_references(struct folio *folio)
{
	int known = folio_mapcount(folio);

	if (folio->mapping && !folio_test_anon(folio))
		known += folio_nr_pages(folio) + folio_test_private(folio);
	else if (folio_test_swapcache(folio))
		known += folio_nr_pages(folio);
	return known;
}

void core_folio_state(unsigned long pfn, struct core_folio_state *state)
{
	struct folio *folio = page_folio(pfn_to_page(pfn));

	state->bits = folio_bits(folio);
	state->references = folio_ref_count(folio);
	state->others = state->references - known_references(folio);
}

void core_lru_drain(unsigned int cpu)
{
	int here = sim_cpu;

	if (cpu == CORE_MAX_CPUS) {
		lru_add_drain_all();
		return;
	}
	sim_cpu_set(cpu);
	lru_add_drain();
	sim_cpu_set(here);
}

int core_kthread(enum core_kthread thread)
{
	return sim_thread_step(thread);
}

/* As __perform_reclaim() does. */
unsigned long core_reclaim(unsigned int class, unsigned int order)
{
	gfp_t gfp = core_gfp_flags(class) | __GFP_DIRECT_RECLAIM;

	return try_to_free_pages(node_zonelist(numa_node_id(), gfp), order, gfp, NULL);
}
