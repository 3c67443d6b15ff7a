// SPDX-License-Identifier: GPL-2.0
/* judge.c - finds out which drawn machines are known not to survive their boot, see reader.h. */
#include "machine/reader.h"

static bool is_pool(const struct reservation_node *n)
{
	return n->by_reg && n->pool && !n->nomap && !n->disabled;
}

static bool covered(const struct reader *d, unsigned long long base, unsigned long long end)
{
	const struct core_description *s = &d->m->description;
	unsigned int i, rounds;

	for (rounds = 0; rounds < 2 * CORE_MAX_BANKS && base < end; rounds++) {
		for (i = 0; i < s->banks; i++)
			if (s->bank[i].base <= base && base < s->bank[i].base + s->bank[i].size)
				base = s->bank[i].base + s->bank[i].size;
		for (i = 0; i < d->memories; i++)
			if (d->memory[i].base <= base && base < d->memory[i].base + d->memory[i].size)
				base = d->memory[i].base + d->memory[i].size;
	}
	return base >= end;
}

/* Whether an area by reg lies where no RAM is. */
static bool find_outside(const struct reader *d)
{
	const struct reservations *p = &d->m->reservations;
	const struct reservation_node *n;

	for (n = p->node; n < p->node + p->nodes; n++)
		if (is_pool(n) && n->range[0].size &&
		    !covered(d, n->range[0].base, n->range[0].base + n->range[0].size))
			return true;
	return false;
}

static unsigned long long end_of_ram(const struct reader *d)
{
	const struct core_description *s = &d->m->description;
	unsigned long long end = 0;
	unsigned int i;

	for (i = 0; i < s->banks; i++)
		if (s->bank[i].base + s->bank[i].size > end)
			end = s->bank[i].base + s->bank[i].size;
	for (i = 0; i < d->memories; i++)
		if (d->memory[i].base + d->memory[i].size > end)
			end = d->memory[i].base + d->memory[i].size;
	return end;
}

/* Whether a place asked for lies where no RAM is, in whole pageblocks; what ends behind RAM is refused. */
static bool place_outside(const struct reader *d, unsigned long long base, unsigned long long size)
{
	unsigned long long block = 1ull << (core_build()->page_shift + core_build()->max_order);
	unsigned long long end = (base + size + block) & ~(block - 1);

	return size && end - block <= end_of_ram(d) && !covered(d, base & ~(block - 1), end);
}

/* By cma= or by board code. */
static bool find_fixed_outside(const struct reader *d)
{
	const struct core_board_area *a = d->m->description.area;
	unsigned int i;

	for (i = 0; i < CORE_MAX_BOARD_AREAS && a[i].name; i++)
		if (a[i].how == CORE_AREA_FIXED && a[i].base && place_outside(d, a[i].base, a[i].size))
			return true;
	return place_outside(d, d->fixed_base, d->fixed_size);
}

/* What does not fit into one cell loses its upper half. */
static void truncate_nodes(struct reader *d)
{
	unsigned long long mask[2];
	struct reservation_node *n;
	unsigned int i;

	for (i = 0; i < 2; i++)
		mask[i] = d->pool_cells[i] == 1 ? 0xffffffffull : -1ull;
	for (n = d->m->reservations.node; n < d->m->reservations.node + d->m->reservations.nodes; n++) {
		for (i = 0; i < n->ranges; i++) {
			n->range[i].base &= mask[0];
			n->range[i].size &= mask[1];
		}
		n->size &= mask[1];
	}
}

void reader_judge(struct reader *d)
{
	struct machine *m = d->m;

	truncate_nodes(d);
	m->known = NULL;
	if (find_fixed_outside(d) || (!m->reservations.ignored && find_outside(d)))
		m->known = "an area by its place lies outside of RAM: corpus/boot/outside.dts";
}
