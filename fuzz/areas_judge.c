// SPDX-License-Identifier: GPL-2.0
/* areas_judge.c - which findings a machine's description accounts for by itself, see areas_reader.h. */
#include "areas_reader.h"

static bool meet(const struct plan_range *a, const struct plan_range *b)
{
	return a->size && b->size && a->base < b->base + b->size && b->base < a->base + a->size;
}

static bool is_pool(const struct plan_node *n)
{
	return n->by_reg && n->pool && !n->nomap && !n->disabled;
}

/* Whether what an area reserves by reg is also somebody else's: the kernel takes it for both. */
static bool find_overlap(const struct plan *p)
{
	const struct plan_node *n, *o;
	unsigned int i, j;

	for (n = p->node; n < p->node + p->nodes; n++)
		for (i = 0; is_pool(n) && i < n->ranges; i++) {
			for (j = 0; j < p->ranges; j++)
				if (meet(&n->range[i], &p->range[j]))
					return true;
			for (o = p->node; o < p->node + p->nodes; o++)
				for (j = 0; o->by_reg && j < o->ranges; j++)
					if ((o != n || i != j) && meet(&n->range[i], &o->range[j]))
						return true;
		}
	return false;
}

static bool covered(const struct reader *d, unsigned long long base, unsigned long long end)
{
	const struct core_spec *s = &d->a->spec;
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
	const struct plan *p = &d->a->plan;
	const struct plan_node *n;

	for (n = p->node; n < p->node + p->nodes; n++)
		if (is_pool(n) && n->range[0].size &&
		    !covered(d, n->range[0].base, n->range[0].base + n->range[0].size))
			return true;
	return false;
}

/* Whether cma= asks for a place where no RAM is, in whole pageblocks. */
static bool find_fixed_outside(const struct reader *d)
{
	unsigned long long block = 1ull << (core_build()->page_shift + core_build()->max_order);

	return d->fixed_size &&
	       !covered(d, d->fixed_base & ~(block - 1), (d->fixed_base + d->fixed_size + block) & ~(block - 1));
}

/* What does not fit into one cell loses its upper half. */
static void truncate_plan(struct reader *d)
{
	unsigned long long mask[2];
	struct plan_node *n;
	unsigned int i;

	for (i = 0; i < 2; i++)
		mask[i] = d->pool_cells[i] == 1 ? 0xffffffffull : -1ull;
	for (n = d->a->plan.node; n < d->a->plan.node + d->a->plan.nodes; n++) {
		for (i = 0; i < n->ranges; i++) {
			n->range[i].base &= mask[0];
			n->range[i].size &= mask[1];
		}
		n->size &= mask[1];
	}
}

void areas_judge(struct reader *d)
{
	struct areas *a = d->a;

	truncate_plan(d);
	a->known = NULL;
	if (!a->plan.ignored && find_overlap(&a->plan))
		a->known = "an area by reg overlaps what else is reserved: corpus/boot/overlap.dts";
	else if (find_fixed_outside(d) || (!a->plan.ignored && find_outside(d)))
		a->known = "an area by reg lies outside of RAM: corpus/boot/outside.dts";
}
