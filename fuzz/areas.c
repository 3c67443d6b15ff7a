// SPDX-License-Identifier: GPL-2.0
/*
 * areas.c - descriptions of machines, see areas.h.
 *
 * Addresses are in units of 4 KiB from 1 MiB below the RAM that is always there, so that most of them hit it.  A new
 * kind of record is a new entry at the end of records[]; its place is its meaning in stored bytes.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "areas.h"
#include "verdict.h"

static const uint8_t mark[AREAS_MARK] = {'m', 'm', 'a', 'r', 'e', 'a', 's', AREAS_VERSION};

#define RAM_BASE 0x80000000ull
#define RESERVED_MAX (16ull << 30)

enum {
	UNIT_SHIFT = 12,
	BELOW = 1 << 20, /* where addresses begin, below the RAM */
	CELLS_MAX = 4, /* larger cells are a finding of their own, see tame_props() */
};

/* Bits of the head's first byte. */
enum {
	HEAD_RAW = 1 << 0,
	HEAD_BOTTOM_UP = 1 << 1,
	HEAD_EARLY_RESIZE = 1 << 2,
	HEAD_NO_TREE = 1 << 3,
	HEAD_NO_RAM = 1 << 4, /* but for what records give */
	HEAD_RAM_IN_TREE = 1 << 5,
};

/* While it is read. */
struct reader {
	struct areas *a;
	const uint8_t *r; /* the record */
	unsigned int root_cells[2], pool_cells[2]; /* address, size */
	struct {
		uint64_t base, size;
	} memory[CORE_MAX_BANKS]; /* of the tree */
	unsigned int memories;
	uint8_t ops[AREAS_RECORDS * PROGRAM_RECORD];
	size_t op_bytes;
	struct odd {
		uint8_t node, which, length, value[4];
	} odd[16];
	unsigned int odds;
	struct raw_node {
		uint8_t compatible, flags, status, name;
		unsigned int bytes_off; /* entries of reg or alloc-ranges are cut by so many bytes */
	} raw[PLAN_NODES];
	uint64_t fixed_base, fixed_size; /* of the last cma= with a place */
	const uint8_t *patch[16];
	unsigned int patches;
};

static uint64_t address(const uint8_t *at)
{
	return RAM_BASE - BELOW + ((uint64_t)(at[0] | at[1] << 8) << UNIT_SHIFT);
}

/* 0 to 15 times a power of two from 4 KiB on; the largest 480 MiB. */
static uint64_t length(uint8_t byte)
{
	return (uint64_t)(byte & 15) << (UNIT_SHIFT + (byte >> 4));
}

/* ---------------------------------------------------------------- records */

static void read_op(struct reader *d)
{
	memcpy(d->ops + d->op_bytes, d->r + 4, PROGRAM_RECORD);
	d->op_bytes += PROGRAM_RECORD;
}

static void read_bank(struct reader *d)
{
	struct core_spec *s = &d->a->spec;
	const uint8_t near[2] = {d->r[1], d->r[2] & 15};
	uint64_t base = address(near), size = length(d->r[3] & 0x7f);

	/* Rarely it is far or large, which costs: a memory map of 16 MiB a GiB. */
	if (d->r[4] == 0xff) {
		base = address(d->r + 1) + ((uint64_t)(d->r[5] & 3) << 29);
		size = length(d->r[3]) << (d->r[7] & 3);
	}
	base += d->r[4] == 0xfe ? d->r[5] << 4 : 0;
	if (base + size > RAM_BASE + (3ull << 30))
		size = 0;
	if ((d->r[4] & 1) && d->memories < CORE_MAX_BANKS) {
		d->memory[d->memories].base = base;
		d->memory[d->memories++].size = size;
	} else if (s->banks < CORE_MAX_BANKS) {
		s->bank[s->banks].base = base;
		s->bank[s->banks].node = core_build()->max_order && (d->r[4] & 2) ? 1 : 0;
		s->bank[s->banks++].size = size;
	}
}

static void plan_range(struct plan *p, uint64_t base, uint64_t size)
{
	if (p->ranges < PLAN_RANGES)
		p->range[p->ranges++] = (struct plan_range){base, size};
}

static void read_reserve(struct reader *d)
{
	struct core_spec *s = &d->a->spec;
	uint64_t base = address(d->r + 1) + d->r[5] * 16, size = length(d->r[3]) + d->r[6];

	if (d->r[4] & 1) {
		if (size && d->a->tree.reserves < TREE_RESERVES) {
			tree_reserve(&d->a->tree, base, size);
			plan_range(&d->a->plan, base, size);
		}
	} else if (s->reserves < CORE_MAX_RESERVES) {
		s->reserve[s->reserves].base = base;
		s->reserve[s->reserves++].size = size;
		plan_range(&d->a->plan, base, size);
	}
}

/* Bits of a node's flags. */
enum {
	NODE_NOT_REUSABLE = 1 << 0,
	NODE_NOMAP = 1 << 1,
	NODE_DEFAULT = 1 << 2,
	NODE_OTHER_COMPATIBLE = 1 << 3,
	NODE_STATUS = 1 << 4,
	NODE_SECOND = 1 << 5, /* a second entry of reg or alloc-ranges */
	NODE_SIZE_TOO = 1 << 6, /* size beside reg, or reg of no entry beside size */
	NODE_CUT = 1 << 7, /* the last entry of the property is too short */
};

static const char *const compatibles[] = {"shared-dma-pool", "restricted-dma-pool", "", "shared-dma-poo",
					  "vendor,frame-buffer"};
static const char *const statuses[] = {"disabled", "okay", "ok", "", "reserved", "okay2"};

static struct plan_node *add_node(struct reader *d, uint8_t flags, uint8_t kinds)
{
	struct plan *p = &d->a->plan;
	struct plan_node *n = &p->node[p->nodes];
	struct raw_node *raw = &d->raw[p->nodes];
	const char *status;

	if (p->nodes == PLAN_NODES)
		return NULL;
	*n = (struct plan_node){0};
	snprintf(n->name, sizeof(n->name), "%s%u", kinds >> 7 ? "pool@" : "n", p->nodes);
	*raw = (struct raw_node){.flags = flags};
	raw->compatible = flags & NODE_OTHER_COMPATIBLE ? 1 + kinds % 4 : 0;
	raw->status = flags & NODE_STATUS ? 1 + (kinds >> 2) % 6 : 0;
	raw->bytes_off = flags & NODE_CUT ? 1 : 0;
	status = raw->status ? statuses[raw->status - 1] : "okay";
	n->disabled = strcmp(status, "okay") && strcmp(status, "ok");
	n->nomap = flags & NODE_NOMAP;
	n->pool = !(flags & (NODE_NOT_REUSABLE | NODE_OTHER_COMPATIBLE));
	n->is_default = flags & NODE_DEFAULT;
	n->malformed = flags & NODE_CUT;
	p->nodes++;
	return n;
}

static void read_by_size(struct reader *d)
{
	struct plan_node *n = add_node(d, d->r[6], d->r[7]);

	if (!n)
		return;
	n->size = length(d->r[1]);
	n->alignment = d->r[2] ? (uint64_t)(d->r[2] >> 4 ? d->r[2] >> 4 : 1) << (d->r[2] & 15) << 8 : 0;
	if (d->r[5])
		n->range[n->ranges++] = (struct plan_range){address(d->r + 3), length(d->r[5])};
	if (d->r[5] && (d->r[6] & NODE_SECOND))
		n->range[n->ranges++] = (struct plan_range){address(d->r + 3) + (2 << 20), length(d->r[5])};
}

static void read_by_reg(struct reader *d)
{
	struct plan_node *n = add_node(d, d->r[6], d->r[7]);
	uint64_t odd = d->r[4] & 15 ? (uint64_t)(d->r[4] & 15) << 6 : 0;

	if (!n)
		return;
	n->by_reg = true;
	/* Most areas are wanted whole. */
	if (!odd)
		n->range[0].base = address(d->r + 1) & ~0xffffull;
	else
		n->range[0].base = address(d->r + 1) + (odd & 0x200 ? odd : 0);
	n->range[0].size = length(d->r[3]) + (odd & 0x100 ? odd : 0);
	n->ranges = 1;
	if (d->r[6] & NODE_SECOND)
		n->range[n->ranges++] =
			(struct plan_range){n->range[0].base + n->range[0].size + length(d->r[5]), n->range[0].size};
	n->size = length(d->r[5]);
	n->malformed |= !n->range[0].size;
}

static void add_text(struct areas *a, const char *text)
{
	size_t used = strlen(a->cmdline);

	snprintf(a->cmdline + used, sizeof(a->cmdline) - used, "%s%s", used ? " " : "", text);
}

static void add_cma(struct reader *d, const char *name)
{
	uint64_t size = length(d->r[2]), base = address(d->r + 4), end = base + length(d->r[6]);
	char text[128];

	if (!strcmp(name, "cma")) {
		d->fixed_base = base;
		d->fixed_size = d->r[3] % 8 == 2 || (d->r[3] % 8 == 1 && end == base + size) ? size : 0;
	}
	switch (d->r[3] % 8) {
	default:
		snprintf(text, sizeof(text), "%s=%llu", name, (unsigned long long)size);
		break;
	case 1:
		snprintf(text, sizeof(text), "%s=%lluK@0x%llx-0x%llx", name, (unsigned long long)size >> 10,
			 (unsigned long long)base, (unsigned long long)end);
		break;
	case 2:
		snprintf(text, sizeof(text), "%s=%lluK@0x%llx", name, (unsigned long long)size >> 10,
			 (unsigned long long)base);
		break;
	case 3:
		snprintf(text, sizeof(text), "%s=%lluK@0-0x%llx", name, (unsigned long long)size >> 10,
			 (unsigned long long)end);
		break;
	case 4:
		snprintf(text, sizeof(text), "%s=%u:%llu,%u:%llu", name, d->r[4] % 3, (unsigned long long)size,
			 d->r[5] % 3, (unsigned long long)length(d->r[6]));
		break;
	case 5:
		snprintf(text, sizeof(text), "%s", name);
		break;
	case 6:
		snprintf(text, sizeof(text), "%s=%c%d@-%c", name, 32 + d->r[2] % 95, d->r[4], 32 + d->r[5] % 95);
		break;
	}
	add_text(d->a, text);
}

static void read_option(struct reader *d)
{
	static const char *const sized[] = {"movablecore", "kernelcore", "mem"};
	static const char *const plain[] = {"movable_node",	  "kernelcore=mirror", "memblock=debug",
					    "debug_pagealloc=on", "init_on_free=1",    "movablecore=50%",
					    "kernelcore=30%",	  "page_poison=1",     "nokaslr",
					    "hashdist=0"};
	char text[64];

	switch (d->r[1] % 8) {
	case 0:
	case 1:
	case 2:
		add_cma(d, "cma");
		return;
	case 3:
		add_cma(d, d->r[7] & 1 ? "numa_cma" : "cma_pernuma");
		return;
	case 4:
	case 5:
		snprintf(text, sizeof(text), "%s=%llu", sized[d->r[4] % 3], (unsigned long long)length(d->r[2]));
		add_text(d->a, text);
		return;
	default:
		add_text(d->a, plain[d->r[2] % (sizeof(plain) / sizeof(plain[0]))]);
	}
}

static void read_setting(struct reader *d)
{
	static const char *const symbols[] = {"CMA_SIZE_MBYTES",     "CMA_SIZE_PERCENTAGE",	"CMA_ALIGNMENT",
					      "CMA_SIZE_SEL_MBYTES", "CMA_SIZE_SEL_PERCENTAGE", "CMA_SIZE_SEL_MIN",
					      "CMA_SIZE_SEL_MAX"};
	struct core_spec *s = &d->a->spec;
	const char *symbol = symbols[d->r[1] % (sizeof(symbols) / sizeof(symbols[0]))];
	int min, max;

	if (s->settings == CORE_MAX_SETTINGS || core_setting(symbol, &min, &max))
		return;
	s->setting[s->settings].symbol = symbol;
	s->setting[s->settings++].value = min + d->r[2] % (max - min < 255 ? max - min + 1 : 255);
}

static void read_board_area(struct reader *d)
{
	static const char *const names[CORE_MAX_BOARD_AREAS] = {"board0", "board1", "board2", "board3"};
	struct core_spec_area *a = d->a->spec.area;
	unsigned int i;

	for (i = 0; i < CORE_MAX_BOARD_AREAS - 1 && a[i].name; i++)
		;
	if (a[i].name)
		return;
	a[i] = (struct core_spec_area){names[i], length(d->r[1]), d->r[2] % 8, 0};
}

/* A property in the last node, in place of what it should be or beside it. */
static void read_odd(struct reader *d)
{
	struct odd *o = &d->odd[d->odds];

	if (d->odds == sizeof(d->odd) / sizeof(d->odd[0]))
		return;
	d->odds++;
	o->node = d->a->plan.nodes;
	o->which = d->r[1];
	o->length = d->r[2];
	memcpy(o->value, d->r + 4, sizeof(o->value));
	d->a->told = false;
}

/* Bytes of the finished tree. */
static void read_patch(struct reader *d)
{
	if (d->patches < sizeof(d->patch) / sizeof(d->patch[0]))
		d->patch[d->patches++] = d->r;
	d->a->told = false;
}

/* Reservations or RAM in a row, so that memblock's arrays grow. */
static void read_row(struct reader *d)
{
	uint64_t base = address(d->r + 1), step = (1 + (d->r[3] & 15)) * 8192ull;
	struct plan_node *n = add_node(d, NODE_NOT_REUSABLE, 0);

	if (!n)
		return;
	d->a->told = false;
	n->by_reg = true;
	n->range[0] = (struct plan_range){base, step / 2};
	n->ranges = 1;
	d->raw[n - d->a->plan.node].name = 1 + d->r[4] % 200;
}

static const struct record_kind {
	const char *name;
	void (*read)(struct reader *d);
} records[] = {
	{"op", read_op},	 {"bank", read_bank},	  {"reserve", read_reserve}, {"by-size", read_by_size},
	{"by-reg", read_by_reg}, {"option", read_option}, {"setting", read_setting}, {"board-area", read_board_area},
	{"property", read_odd},	 {"patch", read_patch},	  {"row", read_row},
};

enum {
	KINDS = sizeof(records) / sizeof(records[0]),
};

/* ---------------------------------------------------------------- the tree */

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

	for (i = 0; i < d->odds; i++) {
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

static void put_ranges(const struct reader *d, struct tree *t, const char *name, const struct plan_node *n,
		       unsigned int off)
{
	uint64_t value[2 * PLAN_NODE_RANGES];
	unsigned int cells[2 * PLAN_NODE_RANGES], i;

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

static void put_row(const struct reader *d, struct tree *t, const struct plan_node *n, unsigned int count)
{
	uint64_t value[2 * 60];
	unsigned int cells[2 * 60], i;

	count = count < 60 ? count : 60;
	for (i = 0; i < count; i++) {
		value[2 * i] = n->range[0].base + 2 * i * n->range[0].size;
		value[2 * i + 1] = n->range[0].size;
		cells[2 * i] = d->pool_cells[0];
		cells[2 * i + 1] = d->pool_cells[1];
	}
	tree_prop_cells(t, "reg", value, cells, 2 * count);
}

static void put_size(const struct reader *d, struct tree *t, const struct plan_node *n, const struct raw_node *raw)
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
	const struct plan_node *n = &d->a->plan.node[i];
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
		tree_prop_text(t, "status", statuses[raw->status - 1]);
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

static void build_tree(struct reader *d, uint8_t nodes)
{
	struct tree *t = &d->a->tree;
	unsigned int i;

	put_cells(t, d->root_cells);
	put_odd(d, t, 0);
	put_memory(d, t);
	tree_node(t, "chosen");
	if (nodes & 16)
		tree_prop_text(t, "bootargs", "cma=256K");
	tree_node_end(t);
	tree_node(t, "reserved-memory");
	put_cells(t, d->pool_cells);
	if (!(nodes & 32))
		tree_prop(t, "ranges", NULL, 0);
	for (i = 0; i < d->a->plan.nodes; i++)
		put_node(d, t, i);
	tree_node_end(t);
	tree_end(t);
}

static uint32_t get(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3];
}

static void apply_patches(const struct reader *d)
{
	struct tree *t = &d->a->tree;
	unsigned int i, k;

	for (i = 0; i < d->patches; i++) {
		const uint8_t *r = d->patch[i];
		size_t at = (r[1] | r[2] << 8) % t->blob_bytes;

		at = r[3] & 0x80 ? at : at & ~3ul;
		for (k = 0; k < 4 && k <= (r[3] & 3u) && at + k < t->blob_bytes; k++)
			t->blob[at + k] = r[4 + k];
	}
}

/*
 * Two known findings end the process, so what would run into them is changed before.  Cells so many that the length of
 * one entry overflows (corpus/boot/cells-overflow.dtb) are made few, an empty reg (corpus/boot/reg-empty.dts) gets
 * another name.
 */
static void tame_props(struct tree *t)
{
	uint32_t names = t->blob_bytes >= 16 ? get(t->blob + 12) : 0;
	size_t at;

	for (at = 0; at + 16 <= t->blob_bytes; at += 4) {
		uint32_t name;

		if (get(t->blob + at) != 3)
			continue;
		name = get(t->blob + at + 8);
		if ((uint64_t)names + name + 12 > t->blob_bytes)
			continue;
		if (!get(t->blob + at + 4) && !strncmp((char *)t->blob + names + name, "reg", 4))
			t->blob[at + 11]++;
		if (t->blob[names + name] == '#' && get(t->blob + at + 12) > CELLS_MAX) {
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
		memset(t->blob + at, 0, 4);
		memset(t->blob + at + 8, 0, 4);
		t->blob[at + 12] &= 1;
		last = at;
	}
	if (last)
		memset(t->blob + last, 0, 16);
}

/* ---------------------------------------------------------------- the whole */

static void read_head(struct reader *d, const uint8_t *head)
{
	struct core_spec *s = &d->a->spec;

	s->name = "areas";
	s->about = "a described machine";
	s->bottom_up = !!(head[0] & HEAD_BOTTOM_UP);
	s->early_resize = !!(head[0] & HEAD_EARLY_RESIZE);
	if (head[3] & 1)
		s->fail_slab = head[2];
	else
		s->fail_memblock = head[2];
	s->low_end = head[4] ? RAM_BASE + ((uint64_t)head[4] << 18) : 0;
	d->root_cells[0] = head[6] & 1 ? 1 : 2;
	d->root_cells[1] = head[6] & 2 ? 1 : 2;
	d->pool_cells[0] = head[6] & 4 ? 3 - d->root_cells[0] : d->root_cells[0];
	d->pool_cells[1] = head[6] & 8 ? 3 - d->root_cells[1] : d->root_cells[1];
	d->a->plan.ignored = (head[6] & (4 | 8 | 32)) != 0;
	if (head[5])
		s->dma32_end = RAM_BASE + ((uint64_t)head[5] << 17);
	if (head[0] & HEAD_NO_RAM)
		return;
	if (head[0] & HEAD_RAM_IN_TREE) {
		d->memory[0].base = RAM_BASE;
		d->memory[d->memories++].size = (uint64_t)(16 + head[1]) << 16;
		return;
	}
	s->bank[0].base = RAM_BASE;
	s->bank[0].size = (uint64_t)(16 + head[1]) << 16;
	s->banks = 1;
}

static void take_raw(struct reader *d, const uint8_t *bytes, size_t size)
{
	struct tree *t = &d->a->tree;

	d->a->told = false;
	t->blob_bytes = size < sizeof(t->blob) ? size : sizeof(t->blob);
	if (t->blob_bytes)
		memcpy(t->blob, bytes, t->blob_bytes);
}

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
	unsigned long long block = 1ull << (UNIT_SHIFT + core_build()->max_order);

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

static void judge(struct reader *d)
{
	struct areas *a = d->a;

	truncate_plan(d);
	a->known = NULL;
	if (!a->plan.ignored && find_overlap(&a->plan))
		a->known = "an area by reg overlaps what else is reserved: corpus/boot/overlap.dts";
	else if (find_fixed_outside(d) || (!a->plan.ignored && find_outside(d)))
		a->known = "an area by reg lies outside of RAM: corpus/boot/outside.dts";
}

static void read_records(struct reader *d, const uint8_t *bytes, size_t size)
{
	static uint8_t last[AREAS_RECORD];
	size_t at;

	for (at = AREAS_RECORD; at < size && at < AREAS_RECORDS * AREAS_RECORD; at += AREAS_RECORD) {
		d->r = bytes + at;
		if (size - at < AREAS_RECORD) {
			memset(last, 0, sizeof(last));
			memcpy(last, bytes + at, size - at);
			d->r = last;
		}
		records[d->r[0] % 16 % KINDS].read(d);
	}
}

void areas_decode(struct areas *a, const uint8_t *bytes, size_t size)
{
	static struct reader d;
	uint8_t head[AREAS_RECORD] = {0};
	size_t ops;

	memset(&d, 0, sizeof(d));
	memset(&a->spec, 0, sizeof(a->spec));
	a->plan.ranges = a->plan.nodes = 0;
	a->cmdline[0] = 0;
	a->told = true;
	d.a = a;
	d.op_bytes = PROGRAM_RECORD;
	memcpy(head, bytes, size < sizeof(head) ? size : sizeof(head));
	tree_begin(&a->tree);
	read_head(&d, head);
	if (head[0] & HEAD_RAW) {
		ops = AREAS_RECORD * (1 + head[7] % 16u);
		read_records(&d, bytes, size < ops ? size : ops);
		take_raw(&d, bytes + ops, size > ops ? size - ops : 0);
	} else {
		read_records(&d, bytes, size);
		build_tree(&d, head[6]);
		apply_patches(&d);
	}
	tame_props(&a->tree);
	tame_reserves(&a->tree);
	if (!(head[0] & HEAD_NO_TREE)) {
		a->spec.dtb = a->tree.blob;
		a->spec.dtb_bytes = a->tree.blob_bytes;
	} else {
		a->plan.nodes = 0;
	}
	a->spec.cmdline = a->cmdline;
	a->spec.reserved_max = RESERVED_MAX;
	judge(&d);
	program_decode(&a->program, d.ops, d.op_bytes);
	a->program.machine = CORE_GIVEN;
}

/* ---------------------------------------------------------------- files */

bool areas_load(const char *path, uint8_t *bytes, size_t *size, char *error, size_t error_size)
{
	FILE *f = fopen(path, "rb");

	if (!f) {
		snprintf(error, error_size, "cannot read: %s", strerror(errno));
		return false;
	}
	*size = fread(bytes, 1, AREAS_MAX_BYTES, f);
	if (ferror(f)) {
		snprintf(error, error_size, "cannot read: %s", strerror(errno));
		fclose(f);
		return false;
	}
	fclose(f);
	if (*size < AREAS_MARK || memcmp(bytes, mark, AREAS_MARK - 1))
		return true;
	if (bytes[AREAS_MARK - 1] != AREAS_VERSION) {
		snprintf(error, error_size, "version %u, this program reads version %u: use the mmfuzz that wrote it",
			 bytes[AREAS_MARK - 1], AREAS_VERSION);
		return false;
	}
	*size -= AREAS_MARK;
	memmove(bytes, bytes + AREAS_MARK, *size);
	return true;
}

bool areas_save(const char *path, const uint8_t *bytes, size_t size)
{
	FILE *f = fopen(path, "wb");
	bool ok;

	if (!f)
		return false;
	fwrite(mark, 1, sizeof(mark), f);
	fwrite(bytes, 1, size, f);
	ok = !ferror(f);
	return !fclose(f) && ok;
}
