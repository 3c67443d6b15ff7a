// SPDX-License-Identifier: GPL-2.0
/*
 * ram.c - bytes of the simulated pages: the allocator's architecture hooks, poison, and what reset must restore.
 *
 * A free page is poisoned for ASan and carries trash in its stamp words (first, middle, last), so that a page which
 * should have been cleared and was not is seen.  In the snapshot every free page is zero but for its trash.
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
	*d |= dirt;
}

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

static void trash(unsigned long *page)
{
	page[0] = TRASH;
	page[PAGE_SIZE / 2 / sizeof(long)] = TRASH;
	page[PAGE_SIZE / sizeof(long) - 1] = TRASH;
}

static void dirty_block(struct page *page, int order)
{
	unsigned long pfn = page_to_pfn(page), end = pfn + (1UL << order);

	for (; pfn < end; pfn++)
		sim_page_dirty(pfn, SIM_DIRT_POISON);
}

void arch_alloc_page(struct page *page, int order)
{
	dirty_block(page, order);
	__asan_unpoison_memory_region(page_address(page), PAGE_SIZE << order);
}

void arch_free_page(struct page *page, int order)
{
	unsigned long i;

	dirty_block(page, order);
	__asan_unpoison_memory_region(page_address(page), PAGE_SIZE << order);
	for (i = 0; i < 1UL << order; i++)
		trash(page_address(page) + i * PAGE_SIZE);
	__asan_poison_memory_region(page_address(page), PAGE_SIZE << order);
}

unsigned long sim_ram_restore(struct sim_ram *ram)
{
	unsigned long bytes = 0;
	unsigned int i;

	for (i = 0; i < ram->listed; i++) {
		unsigned int at = ram->list[i];
		void *page = pfn_to_virt(ram->start_pfn + at);

		if (ram->kind[at] & SIM_PAGE_FREE) {
			__asan_unpoison_memory_region(page, PAGE_SIZE);
			if (ram->dirt[at] & SIM_DIRT_BYTES) {
				memset(page, 0, PAGE_SIZE);
				bytes += PAGE_SIZE;
			}
			trash(page);
			__asan_poison_memory_region(page, PAGE_SIZE);
		}
		bytes += 3 * sizeof(long) + PAGE_SIZE / 8;
		ram->dirt[at] = 0;
	}
	ram->listed = 0;
	return bytes;
}
