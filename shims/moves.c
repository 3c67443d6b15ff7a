// SPDX-License-Identifier: GPL-2.0
/*
 * moves.c - which pages migrated, so that the host's model of who owns what follows.
 *
 * In a kernel nobody keeps that.  Whoever owns a page says so as it moves.
 *
 * Kind: deliberately different
 */
#include <linux/mm.h>

#include "sim.h"

enum { MOVES = 16384 };

static struct core_move list[MOVES] __nosave;
static unsigned int made;

bool sim_move(struct page *from, struct page *to)
{
	if (made == MOVES)
		return false;
	list[made].from = page_to_pfn(from);
	list[made++].to = page_to_pfn(to);
	return true;
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
