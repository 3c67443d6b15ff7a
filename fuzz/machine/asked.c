// SPDX-License-Identifier: GPL-2.0
/*
 * asked.c - what a machine of words asks boot to reserve, in the terms of the binding: read from its tree, as people
 * wrote it, once it booted.  Of drawn machines the reader knows it while it makes the tree (records.c).
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "machine/description.h"

static void add_range(struct reservations *r, unsigned long long base, unsigned long long size)
{
	if (!size)
		return;
	if (r->ranges < RESERVATION_RANGES)
		r->range[r->ranges++] = (struct reservation_range){base, size};
	else
		r->more = true;
}

/* Beside the tree's /reserved-memory. */
static void add_ranges(const struct core_description *d, struct reservations *r)
{
	const struct core_board_area *a;
	struct core_owner owner;
	struct core_range image;
	unsigned int i;

	core_image(d, &image);
	add_range(r, image.base, image.size);
	for (i = 0; i < d->reserves; i++)
		add_range(r, d->reserve[i].base, d->reserve[i].size);
	for (i = 0; core_boot_owner(i, &owner) != -ENOENT; i++)
		add_range(r, owner.base, owner.size);
	if (d->tree_at)
		add_range(r, d->tree_at, d->dtb_bytes);
	for (a = d->area; a < d->area + CORE_MAX_BOARD_AREAS && a->name; a++)
		if (a->how == CORE_AREA_RESERVED)
			add_range(r, a->base, a->size);
}

static void copy_ranges(struct reservation_node *n, const struct core_range *range, unsigned int count)
{
	for (n->ranges = 0; n->ranges < count; n->ranges++)
		n->range[n->ranges] = (struct reservation_range){range[n->ranges].base, range[n->ranges].size};
}

/* Whether a property is there and no whole number of such entries; a list that was not read to its end is none, too. */
static bool is_odd(int bytes, unsigned int cells)
{
	return bytes >= 0 && (!bytes || bytes % (4 * cells) || bytes / (4 * cells) > CORE_MAX_RANGES);
}

static void add_node(const struct core_tree *t, const struct core_tree_node *from, struct reservations *r)
{
	struct reservation_node *n = &r->node[r->nodes++];
	unsigned int address = t->root_cells[0], size = t->root_cells[1];

	memset(n, 0, sizeof(*n));
	snprintf(n->name, sizeof(n->name), "%s", from->name);
	n->disabled = !from->available;
	n->nomap = from->nomap;
	n->pool = from->pool && from->reusable;
	n->is_default = n->pool && from->is_default;
	n->by_reg = from->reg_bytes >= 0;
	n->size = from->size;
	n->alignment = from->alignment;
	copy_ranges(n, n->by_reg ? from->reg : from->range, n->by_reg ? from->regs : from->ranges);
	if (n->by_reg)
		n->malformed = is_odd(from->reg_bytes, address + size) || !from->size;
	else
		n->malformed = from->size_bytes != (int)(4 * size) || is_odd(from->ranges_bytes, address + size) ||
			       (from->align_bytes >= 0 && from->align_bytes != (int)(4 * address));
}

static bool add_nodes(const struct core_description *d, struct reservations *r)
{
	static struct core_tree tree;
	int err = d->dtb ? core_tree(d->dtb, d->dtb_bytes, &tree) : -ENOENT;
	unsigned int i;

	if (err)
		return err == -ENOENT;
	r->ignored = memcmp(tree.root_cells, tree.own_cells, sizeof(tree.root_cells)) || !tree.has_ranges;
	r->more |= tree.nodes == CORE_MAX_NODES;
	for (i = 0; i < tree.nodes; i++)
		add_node(&tree, &tree.node[i], r);
	return true;
}

bool machine_asked(const struct machine *m, struct reservations *r)
{
	memset(r, 0, sizeof(*r));
	r->cma = core_has_param("cma");
	add_ranges(&m->description, r);
	return add_nodes(&m->description, r);
}
