// SPDX-License-Identifier: GPL-2.0
/*
 * moves.c - which pages migrated, or lost their owner, so that the host's model of who owns what follows.
 *
 * In a kernel nobody keeps that.  Whoever owns a page says so as it moves.
 *
 * Kind: deliberately different
 */
#include <linux/mm.h>

#include "sim.h"

enum {
	MOVES = 16384,
	/* There is always room for what cannot be refused: pages that lose their owner, and those of processes. */
	LEFT = 16 * (CORE_FILES * CORE_FILE_PAGES + CORE_PROCESSES * CORE_PROCESS_PAGES),
};

static struct core_move list[MOVES + LEFT] __nosave;
static unsigned int made;

static void add(struct core_move move)
{
	if (made == ARRAY_SIZE(list))
		panic("shims/moves.c: LEFT is too small");
	list[made++] = move;
}

bool sim_moves_room(unsigned long pages)
{
	return made + pages <= MOVES;
}

void sim_moved(struct page *from, struct page *to, unsigned long pages)
{
	unsigned long first = page_to_pfn(from), i;

	for (i = 0; i < pages; i++)
		add((struct core_move){first + i, page_to_pfn(to) + i, first, pages});
}

void sim_moved_page(struct page *from, struct page *to)
{
	struct folio *folio = page_folio(to);
	unsigned long place = page_to_pfn(to) - folio_pfn(folio), pfn = page_to_pfn(from);

	add((struct core_move){pfn, page_to_pfn(to), pfn - place, folio_nr_pages(folio)});
}

void sim_left(struct page *page, unsigned long pages, bool dropped)
{
	unsigned long first = page_to_pfn(page), i;

	for (i = 0; i < pages; i++)
		add((struct core_move){first + i, CORE_NO_PFN, first, pages, dropped});
}

void sim_left_unseen(struct page *page)
{
	unsigned long pfn = page_to_pfn(page);

	add((struct core_move){pfn, CORE_NO_PFN, pfn, 1, .dropped = 1, .unseen = 1});
}

void sim_written(struct page *page, unsigned long pages)
{
	unsigned long first = page_to_pfn(page), i;

	for (i = 0; i < pages; i++)
		add((struct core_move){first + i, CORE_NO_PFN, first, pages, .written = 1});
}

void sim_moved_left(struct page *from, struct page *to)
{
	unsigned long pfn = page_to_pfn(from);

	add((struct core_move){pfn, page_to_pfn(to), pfn, 1, .dropped = 1});
}

void sim_swapped_out(struct page *from, unsigned long slot)
{
	unsigned long pfn = page_to_pfn(from);

	add((struct core_move){pfn, CORE_NO_PFN, pfn, 1, .slot = slot});
}

void sim_swapped_in(unsigned long slot, struct page *to)
{
	add((struct core_move){CORE_NO_PFN, page_to_pfn(to), CORE_NO_PFN, 1, .slot = slot});
}

void sim_swap_left(unsigned long slot, bool dropped)
{
	add((struct core_move){CORE_NO_PFN, CORE_NO_PFN, CORE_NO_PFN, 1, dropped, slot});
}

void sim_moves_reset(void)
{
	made = 0;
}

unsigned int sim_moves(const struct core_move **moves)
{
	*moves = list;
	return made;
}
