// SPDX-License-Identifier: GPL-2.0
/*
 * ram.c - bytes of the simulated pages: the allocator's architecture hooks, poison, and what reset must restore.
 *
 * A free page is poisoned for ASan.  A page that is handed out gets trash in its stamp words (first, middle, last)
 * before the allocator would clear it, so that a page which should have been cleared and was not is seen; not so where
 * free pages are cleared or filled with a pattern, which the allocator relies on.  In the snapshot all bytes of free
 * pages are alike (sim_ram.fill).  A large machine's pages are not poisoned: its memory is used only as it is touched.
 * Compiled without ASan, since it writes under the poison.
 *
 * Kind: deliberately different
 */
#include <linux/mm.h>
#include <linux/string.h>

#include "sim.h"

#define TRASH 0x6b6b6b6b6b6b6b6bUL

struct sim_ram *sim_ram __nosave;

void sim_page_dirty(unsigned long pfn, enum sim_dirt dirt)
{
	struct sim_ram *ram = sim_ram;
	unsigned char *d = &ram->dirt[pfn - ram->start_pfn];

	if (!*d)
		ram->list[ram->listed++] = pfn - ram->start_pfn;
	*d |= dirt | SIM_DIRT_LISTED;
}

/* By the C library's functions, which ASan watches. */
void sim_clear_page(void *page)
{
	sim_page_dirty(virt_to_pfn(page), SIM_DIRT_BYTES);
	memset(page, 0, SIM_PAGE_BYTES);
}

void sim_copy_page(void *to, const void *from)
{
	sim_page_dirty(virt_to_pfn(to), SIM_DIRT_BYTES);
	memcpy(to, from, SIM_PAGE_BYTES);
}

unsigned long sim_get_free_pages(gfp_t gfp, unsigned int order)
{
	unsigned long address = __get_free_pages(gfp, order), i;

	for (i = 0; address && i < 1UL << order; i++)
		sim_page_dirty(virt_to_pfn(address) + i, SIM_DIRT_BYTES);
	return address;
}

/* Page-sized and page-aligned, so that ASan's own call, which looks after odd ends, is not needed. */
static void poison(void *page, unsigned long pages, unsigned char mark)
{
	if (SIM_ASAN && sim_ram->poisoned)
		sim_raw_fill(sim_shadow(page), mark, pages << (PAGE_SHIFT - SIM_SHADOW_SHIFT));
}

static void stamp_words(void *bytes, unsigned long value)
{
	unsigned long *page = bytes;

	page[0] = value;
	page[SIM_PAGE_BYTES / 2 / sizeof(long)] = value;
	page[SIM_PAGE_BYTES / sizeof(long) - 1] = value;
}

/* Free pages may be unreadable: their bytes are written behind ASan's back. */
void sim_page_discard(unsigned long pfn)
{
	sim_page_dirty(pfn, SIM_DIRT_IN_USE);
	stamp_words(pfn_to_virt(pfn), 0);
}

void arch_alloc_page(struct page *page, int order)
{
	unsigned long pfn = page_to_pfn(page), end = pfn + (1UL << order);
	bool trash = !want_init_on_free() && !page_poisoning_enabled_static();

	poison(lowmem_page_address(page), 1UL << order, 0);
	for (; pfn < end; pfn++) {
		/* Where it is cleared already, nobody does so who is seen (sim_clear_page()), whatever is written then.
		 */
		sim_page_dirty(pfn, want_init_on_free() ? SIM_DIRT_IN_USE | SIM_DIRT_BYTES : SIM_DIRT_IN_USE);
		if (trash)
			stamp_words(pfn_to_virt(pfn), TRASH);
	}
}

void sim_pages_freed(unsigned long pfn, unsigned long pages)
{
	if (unlikely(sim_swap_is_on() || sim_lazily_freed))
		sim_process_freed(pfn, pages);
	if (unlikely(sim_swap_is_on()))
		sim_swap_freed(pfn, pages);
}

void arch_free_page(struct page *page, int order)
{
	sim_pages_freed(page_to_pfn(page), 1UL << order);
	poison(lowmem_page_address(page), 1UL << order, SIM_SHADOW_POISON);
}

/* The allocator's own poison is a pattern in the bytes; arch_free_page() has made the page unreadable already. */
void __kernel_map_pages(struct page *page, int numpages, int enable)
{
}

static unsigned long restore_page(const struct sim_ram *ram, unsigned long at)
{
	void *page = pfn_to_virt(ram->start_pfn + at);

	poison(page, 1, SIM_SHADOW_POISON);
	if (!(ram->dirt[at] & SIM_DIRT_BYTES)) {
		stamp_words(page, ram->fill * (~0UL / 0xff));
		return 3 * sizeof(long) + (PAGE_SIZE >> SIM_SHADOW_SHIFT);
	}
	sim_raw_fill(page, ram->fill, SIM_PAGE_BYTES);
	return SIM_PAGE_BYTES + (PAGE_SIZE >> SIM_SHADOW_SHIFT);
}

unsigned long sim_ram_restore(struct sim_ram *ram)
{
	unsigned long bytes = 0;
	unsigned int i;

	for (i = 0; i < ram->listed; i++) {
		unsigned long at = ram->list[i];

		if (ram->kind[at] & SIM_PAGE_FREE)
			bytes += restore_page(ram, at);
		ram->dirt[at] = 0;
	}
	ram->listed = 0;
	return bytes;
}
