// SPDX-License-Identifier: GPL-2.0
/*
 * ram.c - bytes of the simulated pages: the allocator's architecture hooks, poison, and what reset must restore.
 *
 * A free page is poisoned for ASan and carries trash in its stamp words (first, middle, last), so that a page which
 * should have been cleared and was not is seen.  In the snapshot every free page is zero but for its trash.
 * Deliberately different: compiled without ASan, since it writes under the poison.
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
	memset(page, 0, PAGE_SIZE);
}

void sim_copy_page(void *to, const void *from)
{
	sim_page_dirty(virt_to_pfn(to), SIM_DIRT_BYTES);
	memcpy(to, from, PAGE_SIZE);
}

/* Page-sized and page-aligned, so that ASan's own call, which looks after odd ends, is not needed. */
static void poison(void *page, unsigned long pages, unsigned char mark)
{
	if (SIM_ASAN)
		sim_raw_fill(sim_shadow(page), mark, pages << (PAGE_SHIFT - SIM_SHADOW_SHIFT));
}

void sim_trash(void *bytes)
{
	unsigned long *page = bytes;

	page[0] = TRASH;
	page[PAGE_SIZE / 2 / sizeof(long)] = TRASH;
	page[PAGE_SIZE / sizeof(long) - 1] = TRASH;
}

static void dirty_block(struct page *page, int order)
{
	unsigned long pfn = page_to_pfn(page), end = pfn + (1UL << order);

	for (; pfn < end; pfn++)
		sim_page_dirty(pfn, SIM_DIRT_IN_USE);
}

/* Poisoned and with its trash, a page is as in the snapshot again, but for other bytes that were written. */
static void clean_block(struct page *page, int order)
{
	unsigned long at = page_to_pfn(page) - sim_ram->start_pfn, i;

	for (i = at; i < at + (1UL << order); i++)
		sim_ram->dirt[i] &= ~SIM_DIRT_IN_USE;
}

void arch_alloc_page(struct page *page, int order)
{
	dirty_block(page, order);
	poison(page_address(page), 1UL << order, 0);
}

void arch_free_page(struct page *page, int order)
{
	unsigned long i;

	clean_block(page, order);
	for (i = 0; i < 1UL << order; i++)
		sim_trash(page_address(page) + i * PAGE_SIZE);
	poison(page_address(page), 1UL << order, SIM_SHADOW_POISON);
}

unsigned long sim_ram_restore(struct sim_ram *ram)
{
	unsigned long bytes = 0;
	unsigned int i;

	for (i = 0; i < ram->listed; i++) {
		unsigned int at = ram->list[i];
		void *page = pfn_to_virt(ram->start_pfn + at);

		if (ram->kind[at] & SIM_PAGE_FREE && ram->dirt[at] != SIM_DIRT_LISTED) {
			if (ram->dirt[at] & SIM_DIRT_BYTES) {
				sim_raw_fill(page, 0, PAGE_SIZE);
				bytes += PAGE_SIZE;
			}
			sim_trash(page);
			poison(page, 1, SIM_SHADOW_POISON);
			bytes += 3 * sizeof(long) + (PAGE_SIZE >> SIM_SHADOW_SHIFT);
		}
		ram->dirt[at] = 0;
	}
	ram->listed = 0;
	return bytes;
}
