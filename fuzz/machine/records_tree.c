// SPDX-License-Identifier: GPL-2.0
/* records_tree.c - the device tree of a drawn machine, see reader.h. */
#include <stdio.h>
#include <string.h>

#include "machine/reader.h"

enum {
	CELLS_MAX = 4, /* larger cells are another finding, see tame_props() */
};

/* From 0 on, which is what a kernel wants, in raw_node.compatible. */
static const char *const compatibles[] = {"shared-dma-pool", "restricted-dma-pool", "", "shared-dma-poo",
					  "vendor,frame-buffer"};
const char *const node_statuses[] = {"disabled", "okay", "ok", "", "reserved", "okay2"};

static void put_odd(struct reader *d, struct tree *t, unsigned int node)
{
	static const char *const names[] = {"reg",
					    "size",
					    "alignment",
					    "alloc-ranges",
					    "compatible",
					    "status",
					    "no-map",
					    "reusable",
					    "#address-cells",
					    "ranges",
					    "#size-cells",
					    "linux,cma-default",
					    "device_type",
					    "bootargs",
					    "linux,elfcorehdr",
					    "linux,usable-memory-range"};
	uint8_t bytes[64];
	unsigned int i, k;

	for (i = 0; i < d->odd_count; i++) {
		const struct odd *o = &d->odd[i];

		/* A node under one that is not available makes a kernel without CONFIG_OF_KOBJ read its stack. */
		if (o->node != node || (!node && o->which % 16 == 5))
			continue;
		for (k = 0; k < sizeof(bytes); k++)
			bytes[k] = k % 4 == 3 || o->which & 16 ? o->value[k / 4 % 4] : 0;
		tree_prop(t, names[o->which % 16], bytes, o->length % (sizeof(bytes) + 1));
		/* Nested nodes, once in a while. */
		if ((o->which & 32) && (!node || !d->raw[node - 1].status) && o->which % 16 != 5) {
			tree_node(t, "n0");
			tree_prop(t, names[o->which % 16], bytes, o->length % 16);
			tree_node_end(t);
		}
	}
}

static void put_ranges(const struct reader *d, struct tree *t, const char *name, const struct reservation_node *n,
		       unsigned int off)
{
	uint64_t value[2 * RESERVATION_NODE_RANGES];
	unsigned int cells[2 * RESERVATION_NODE_RANGES];
	size_t i;

	for (i = 0; i < n->ranges; i++) {
		value[2 * i] = n->range[i].base;
		value[2 * i + 1] = n->range[i].size;
		cells[2 * i] = d->pool_cells[0];
		cells[2 * i + 1] = d->pool_cells[1];
	}
	if (off && n->ranges)
		cells[2 * n->ranges - 1] += off;
	tree_prop_cells(t, name, value, cells, 2 * n->ranges);
}

static void put_row(const struct reader *d, struct tree *t, const struct reservation_node *n, unsigned int count)
{
	uint64_t value[2 * 60];
	unsigned int cells[2 * 60];
	size_t i;

	count = count < 60 ? count : 60;
	for (i = 0; i < count; i++) {
		value[2 * i] = n->range[0].base + 2 * i * n->range[0].size;
		value[2 * i + 1] = n->range[0].size;
		cells[2 * i] = d->pool_cells[0];
		cells[2 * i + 1] = d->pool_cells[1];
	}
	tree_prop_cells(t, "reg", value, cells, 2 * count);
}

static void put_size(const struct reader *d, struct tree *t, const struct reservation_node *n,
		     const struct raw_node *raw)
{
	unsigned int cut = raw->bytes_off && !n->ranges;
	unsigned int cells = d->pool_cells[1] + cut, align_cells = d->pool_cells[0];
	uint64_t size = n->size, alignment = n->alignment;

	tree_prop_cells(t, "size", &size, &cells, 1);
	if (n->alignment)
		tree_prop_cells(t, "alignment", &alignment, &align_cells, 1);
}

static void put_node(struct reader *d, struct tree *t, unsigned int i)
{
	const struct reservation_node *n = &d->m->reservations.node[i];
	const struct raw_node *raw = &d->raw[i];

	tree_node(t, n->name);
	tree_prop_text(t, "compatible", compatibles[raw->compatible]);
	if (raw->name)
		put_row(d, t, n, raw->name);
	else if (n->by_reg)
		put_ranges(d, t, "reg", n, raw->bytes_off);
	if (!n->by_reg || (raw->flags & NODE_SIZE_TOO))
		put_size(d, t, n, raw);
	if (!n->by_reg && n->ranges)
		put_ranges(d, t, "alloc-ranges", n, raw->bytes_off);
	if (!(raw->flags & NODE_NOT_REUSABLE))
		tree_prop(t, "reusable", NULL, 0);
	if (raw->flags & NODE_NOMAP)
		tree_prop(t, "no-map", NULL, 0);
	if (raw->flags & NODE_DEFAULT)
		tree_prop(t, "linux,cma-default", NULL, 0);
	if (raw->status)
		tree_prop_text(t, "status", node_statuses[raw->status - 1]);
	put_odd(d, t, i + 1);
	tree_node_end(t);
}

static void put_cells(struct tree *t, const unsigned int *cells)
{
	static const unsigned int one = 1;
	uint64_t address_cells = cells[0], size_cells = cells[1];

	tree_prop_cells(t, "#address-cells", &address_cells, &one, 1);
	tree_prop_cells(t, "#size-cells", &size_cells, &one, 1);
}

static void put_memory(const struct reader *d, struct tree *t)
{
	unsigned int i;

	for (i = 0; i < d->memories; i++) {
		uint64_t value[2] = {d->memory[i].base, d->memory[i].size};
		char name[32];

		snprintf(name, sizeof(name), "memory@%llx", (unsigned long long)value[0]);
		tree_node(t, name);
		tree_prop_text(t, "device_type", "memory");
		tree_prop_cells(t, "reg", value, d->root_cells, 2);
		tree_node_end(t);
	}
}

static uint32_t get(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3];
}

static void apply_patches(const struct reader *d)
{
	struct tree *t = &d->m->tree;
	unsigned int i, k;

	for (i = 0; i < d->patches; i++) {
		const uint8_t *r = d->patch[i];
		size_t at = (r[1] | r[2] << 8) % t->blob_bytes;

		at = r[3] & 0x80 ? at : at & ~3ul;
		for (k = 0; k < 4 && k <= (r[3] & 3u) && at + k < t->blob_bytes; k++)
			t->blob[at + k] = r[4 + k];
	}
}

void reader_build_tree(struct reader *d, uint8_t nodes)
{
	struct tree *t = &d->m->tree;
	char bootargs[32];
	unsigned int i;

	put_cells(t, d->root_cells);
	put_odd(d, t, 0);
	put_memory(d, t);
	tree_node(t, "chosen");
	if (nodes & 16) {
		snprintf(bootargs, sizeof(bootargs), "cma=%llu", 64ull << d->unit);
		tree_prop_text(t, "bootargs", bootargs);
	}
	tree_node_end(t);
	tree_node(t, "reserved-memory");
	put_cells(t, d->pool_cells);
	if (!(nodes & 32))
		tree_prop(t, "ranges", NULL, 0);
	for (i = 0; i < d->m->reservations.nodes; i++)
		put_node(d, t, i);
	tree_node_end(t);
	tree_end(t);
	apply_patches(d);
}

/*
 * Two known findings end the process, so what would run into them is changed before.  Cells so many that the length of
 * one entry overflows (corpus/boot/cells-overflow.dtb) are made few, an empty reg (corpus/boot/reg-empty.dts) gets
 * another name.
 */
static void tame_props(struct tree *t, bool cells)
{
	uint32_t names = t->blob_bytes >= 16 ? get(t->blob + 12) : 0;
	size_t at;

	for (at = 0; at + 16 <= t->blob_bytes; at += 4) {
		uint32_t name;

		if (get(t->blob + at) != 3)
			continue;
		name = get(t->blob + at + 8);
		if ((uint64_t)names + name + 4 > t->blob_bytes)
			continue;
		if (!get(t->blob + at + 4) && !memcmp(t->blob + names + name, "reg", 4))
			t->blob[at + 11]++;
		if (cells && t->blob[names + name] == '#' && get(t->blob + at + 12) > CELLS_MAX) {
			memset(t->blob + at + 12, 0, 3);
			t->blob[at + 15] &= CELLS_MAX - 1;
		}
	}
}

/*
 * Likewise of the memory reservations: what is far away makes boot hang on kernels before 7.2
 * (corpus/boot/memreserve-far.dts), a list without end, or outside of the blob, nearly (memreserve-open.dtb).
 */
static void tame_reserves(struct tree *t)
{
	size_t at = t->blob_bytes >= 64 ? get(t->blob + 16) : 0, last = 0;

	if (at >= t->blob_bytes || at + 16 > t->blob_bytes) {
		at = 40;
		memcpy(t->blob + 16, "\0\0\0\x28", 4);
	}
	for (; at && at + 16 <= t->blob_bytes; at += 16) {
		if (!get(t->blob + at + 8) && !get(t->blob + at + 12))
			return;
		memset(t->blob + at, 0, 3);
		t->blob[at + 3] &= 1;
		memset(t->blob + at + 8, 0, 4);
		t->blob[at + 12] &= 1;
		last = at;
	}
	if (last)
		memset(t->blob + last, 0, 16);
}

/* What looks like a property may be part of a value: only where something odd was put in are cells looked at. */
void reader_tame_tree(struct machine *m)
{
	tame_props(&m->tree, !m->knows_reservations);
	tame_reserves(&m->tree);
}
