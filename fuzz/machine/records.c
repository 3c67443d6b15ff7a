// SPDX-License-Identifier: GPL-2.0
/*
 * records.c - what the facts of a drawn machine mean, see description.h.
 *
 * Sizes and addresses are in units of a 16th of a pageblock, the latter from 256 units below the RAM that is always
 * there, so that most of them hit it; what makes them odd is in bytes.  A new kind is a function here and an entry at
 * the end of facts[] (facts.c).
 */
#include <stdio.h>
#include <string.h>

#include "machine/reader.h"

#define RAM_BASE 0x80000000ull
#define RAM_HIGH (4ull << 30)
#define RAM_REACH (3ull << 30) /* from the base on; a memory map of 16 MiB a GiB */
#define DMA32_MAX (4ull << 30)
#define RAM_MAX (3ull << 29) /* all of it may be written to (page_poison=1) */
#define RESERVED_MAX (16ull << 30)

enum {
	BLOCK_UNITS_SHIFT = 4, /* units of a pageblock */
	BELOW = 256, /* units: where addresses begin, below the RAM */
	BELOW_HIGH = 2048, /* and RAM, below RAM_HIGH */
	LENGTH_SHIFT = 27, /* the largest length is below 2^4 times that */
};

static uint64_t units(const struct reader *d, uint64_t number)
{
	return number << d->unit;
}

static uint64_t min(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t address(const struct reader *d, const uint8_t *at)
{
	return d->ram - units(d, BELOW) + units(d, at[0] | at[1] << 8);
}

/* 0 to 15 times a power of two from a unit on. */
static uint64_t length(const struct reader *d, uint8_t byte)
{
	unsigned int shift = d->unit + (byte >> 4);

	return (uint64_t)(byte & 15) << (shift < LENGTH_SHIFT ? shift : LENGTH_SHIFT);
}

/* ---------------------------------------------------------------- records */

void read_ram(struct reader *d)
{
	struct core_description *s = &d->m->description;
	const uint8_t near[2] = {d->r[1], d->r[2] & 15};
	uint64_t base = address(d, near), size = length(d, d->r[3] & 0x7f);

	/* Rarely it is far or large, which costs. */
	if (d->r[4] == 0xff) {
		base = address(d, d->r + 1) + ((uint64_t)(d->r[5] & 3) << 29);
		size = length(d, d->r[3]) << (d->r[7] & 3);
	}
	base += d->r[4] == 0xfe ? d->r[5] << 4 : 0;
	if (base + size > d->ram + RAM_REACH)
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

static void add_reservation(struct reservations *reservations, uint64_t base, uint64_t size)
{
	if (reservations->ranges < RESERVATION_RANGES)
		reservations->range[reservations->ranges++] = (struct reservation_range){base, size};
}

void read_reserve(struct reader *d)
{
	struct core_description *s = &d->m->description;
	uint64_t base = address(d, d->r + 1) + d->r[5] * 16ull, size = length(d, d->r[3]) + d->r[6];

	if (d->r[4] & 1) {
		/* As reader_tame_tree() leaves them. */
		base &= TAME_BASE;
		size &= TAME_SIZE;
		if (size && d->m->tree.reserves < TREE_RESERVES) {
			tree_reserve(&d->m->tree, base, size);
			add_reservation(&d->m->reservations, base, size);
		}
	} else if (s->reserves < CORE_MAX_RESERVES) {
		s->reserve[s->reserves].base = base;
		s->reserve[s->reserves++].size = size;
		add_reservation(&d->m->reservations, base, size);
	}
}

static struct reservation_node *add_node(struct reader *d, uint8_t flags, uint8_t kinds)
{
	struct reservations *p = &d->m->reservations;
	struct reservation_node *n = &p->node[p->nodes];
	struct raw_node *raw = &d->raw[p->nodes];
	const char *status;

	if (p->nodes == DRAWN_NODES)
		return NULL;
	*n = (struct reservation_node){0};
	snprintf(n->name, sizeof(n->name), "%s%u%s", kinds >> 7 ? "pool@" : "n", p->nodes, kinds >> 6 == 3 ? "%%" : "");
	*raw = (struct raw_node){.flags = flags};
	raw->compatible = flags & NODE_OTHER_COMPATIBLE ? 1 + kinds % 4 : 0;
	raw->status = flags & NODE_STATUS ? 1 + (kinds >> 2) % 6 : 0;
	raw->bytes_off = flags & NODE_CUT ? 1 : 0;
	status = raw->status ? node_statuses[raw->status - 1] : "okay";
	n->disabled = strcmp(status, "okay") && strcmp(status, "ok");
	n->nomap = flags & NODE_NOMAP;
	n->pool = !(flags & (NODE_NOT_REUSABLE | NODE_OTHER_COMPATIBLE));
	n->is_default = flags & NODE_DEFAULT;
	n->malformed = flags & NODE_CUT;
	p->nodes++;
	return n;
}

/* Of no use below a page; the multiples are mostly no powers of two. */
static uint64_t alignment(const struct reader *d, uint8_t byte)
{
	return byte ? units(d, byte >> 4 ? byte >> 4 : 1) << (byte & 15) >> 4 : 0;
}

void read_by_size(struct reader *d)
{
	struct reservation_node *n = add_node(d, d->r[6], d->r[7]);

	if (!n)
		return;
	n->size = length(d, d->r[1]);
	n->alignment = alignment(d, d->r[2]);
	if (d->r[5])
		n->range[n->ranges++] = (struct reservation_range){address(d, d->r + 3), length(d, d->r[5])};
	if (d->r[5] && (d->r[6] & NODE_SECOND))
		n->range[n->ranges++] =
			(struct reservation_range){address(d, d->r + 3) + units(d, 2ull * BELOW), length(d, d->r[5])};
}

void read_by_reg(struct reader *d)
{
	struct reservation_node *n = add_node(d, d->r[6], d->r[7]);
	uint64_t odd = d->r[4] & 15 ? (uint64_t)(d->r[4] & 15) << 6 : 0;

	if (!n)
		return;
	n->by_reg = true;
	/* Most areas are wanted whole. */
	if (!odd)
		n->range[0].base = address(d, d->r + 1) & ~(units(d, 1 << BLOCK_UNITS_SHIFT) - 1);
	else
		n->range[0].base = address(d, d->r + 1) + (odd & 0x200 ? odd : 0);
	n->range[0].size = length(d, d->r[3]) + (odd & 0x100 ? odd : 0);
	n->ranges = 1;
	if (d->r[6] & NODE_SECOND)
		n->range[n->ranges++] = (struct reservation_range){
			n->range[0].base + n->range[0].size + length(d, d->r[5]), n->range[0].size};
	n->size = length(d, d->r[5]);
	n->malformed |= !n->range[0].size;
}

static void add_text(struct machine *m, const char *text)
{
	size_t used = strlen(m->cmdline);

	snprintf(m->cmdline + used, sizeof(m->cmdline) - used, "%s%s", used ? " " : "", text);
}

static void add_cma(struct reader *d, const char *name)
{
	/* Mostly near by and whole. */
	const uint8_t near[2] = {d->r[4], d->r[5] & (d->r[7] & 2 ? 0xff : 15)};
	uint64_t size = length(d, d->r[2]), base = address(d, near), end;
	char text[128];

	if (!(d->r[7] & 4))
		base &= ~(units(d, 1 << BLOCK_UNITS_SHIFT) - 1);
	end = base + length(d, d->r[6]);
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
			 d->r[5] % 3, (unsigned long long)length(d, d->r[6]));
		break;
	case 5:
		snprintf(text, sizeof(text), "%s", name);
		break;
	case 6:
		d->m->knows_reservations = false;
		snprintf(text, sizeof(text), "%s=%c%d@-%c", name, 32 + d->r[2] % 95, d->r[4], 32 + d->r[5] % 95);
		break;
	}
	add_text(d->m, text);
}

void read_cmdline(struct reader *d)
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
		snprintf(text, sizeof(text), "%s=%llu", sized[d->r[4] % 3], (unsigned long long)length(d, d->r[2]));
		add_text(d->m, text);
		return;
	default:
		add_text(d->m, plain[d->r[2] % (sizeof(plain) / sizeof(plain[0]))]);
	}
}

void read_config(struct reader *d)
{
	static const char *const symbols[] = {"CMA_SIZE_MBYTES",     "CMA_SIZE_PERCENTAGE",	"CMA_ALIGNMENT",
					      "CMA_SIZE_SEL_MBYTES", "CMA_SIZE_SEL_PERCENTAGE", "CMA_SIZE_SEL_MIN",
					      "CMA_SIZE_SEL_MAX"};
	struct core_description *s = &d->m->description;
	const char *symbol = symbols[d->r[1] % (sizeof(symbols) / sizeof(symbols[0]))];
	int min, max;

	if (s->settings == CORE_MAX_SETTINGS || core_setting(symbol, &min, &max))
		return;
	s->setting[s->settings].symbol = symbol;
	s->setting[s->settings++].value = min + d->r[2] % (max - min < 255 ? max - min + 1 : 255);
}

/* Bits of a board's area. */
enum {
	AREA_ORDER = 7 << 0,
	AREA_HOW = 3 << 3,
	AREA_KEEP = 1 << 5,
	AREA_UNNAMED = 1 << 6,
	AREA_PLACED = 1 << 7, /* it has a base, and where that is not 0, a limit */
};

void read_area(struct reader *d)
{
	static const char *const names[CORE_MAX_BOARD_AREAS] = {"board0", "board1", "board2", "board3"};
	struct core_board_area *a = d->m->description.area;
	uint8_t flags = d->r[2];
	unsigned int i;

	for (i = 0; i < CORE_MAX_BOARD_AREAS - 1 && a[i].name; i++)
		;
	if (a[i].name)
		return;
	a[i] = (struct core_board_area){.name = flags & AREA_UNNAMED ? "" : names[i], .size = length(d, d->r[1])};
	a[i].optional = 1;
	a[i].order_per_bit = flags & AREA_ORDER;
	a[i].how = (flags & AREA_HOW) / (AREA_ORDER + 1) % 3;
	a[i].keep = !!(flags & AREA_KEEP);
	a[i].alignment = alignment(d, d->r[3]);
	if (!(flags & AREA_PLACED))
		return;
	a[i].base = address(d, d->r + 4);
	a[i].limit = d->r[6] ? a[i].base + length(d, d->r[6]) : 0;
	if (a[i].how == CORE_AREA_RESERVED)
		add_reservation(&d->m->reservations, a[i].base, a[i].size);
}

/* Pools of a pageblock each, one pageblock apart or anywhere: more of them than there are slots for areas. */
void read_pools(struct reader *d)
{
	uint64_t base = address(d, d->r + 1) & ~(units(d, 1 << BLOCK_UNITS_SHIFT) - 1);
	unsigned int count = 1 + d->r[3] % 8, i;
	struct reservation_node *n;

	for (i = 0; i < count; i++) {
		n = add_node(d, d->r[6] & NODE_DEFAULT, 0);
		if (!n)
			return;
		n->by_reg = !(d->r[4] & 1);
		n->size = units(d, 1 << BLOCK_UNITS_SHIFT);
		n->range[0] = (struct reservation_range){base + units(d, 2ull * i << BLOCK_UNITS_SHIFT), n->size};
		n->ranges = n->by_reg;
	}
}

/* A property in the last node, in place of what it should be or beside it. */
void read_property(struct reader *d)
{
	struct odd *o = &d->odd[d->odd_count];

	if (d->odd_count == sizeof(d->odd) / sizeof(d->odd[0]))
		return;
	d->odd_count++;
	o->node = d->m->reservations.nodes;
	o->which = d->r[1];
	o->length = d->r[2];
	memcpy(o->value, d->r + 4, sizeof(o->value));
	d->m->knows_reservations = false;
}

/* Bytes of the finished tree. */
void read_patch(struct reader *d)
{
	if (d->patches < sizeof(d->patch) / sizeof(d->patch[0]))
		d->patch[d->patches++] = d->r;
	d->m->knows_reservations = false;
}

/* Reservations or RAM in a row, so that memblock's arrays grow. */
void read_row(struct reader *d)
{
	uint64_t base = address(d, d->r + 1), step = units(d, 2ull * (1 + (d->r[3] & 15u)));
	struct reservation_node *n = add_node(d, NODE_NOT_REUSABLE, 0);

	if (!n)
		return;
	d->m->knows_reservations = false;
	n->by_reg = true;
	n->range[0] = (struct reservation_range){base, step / 2};
	n->ranges = 1;
	d->raw[n - d->m->reservations.node].name = 1 + d->r[4] % 200;
}

/* ---------------------------------------------------------------- the head */

static void read_head(struct reader *d, const uint8_t *head)
{
	struct core_description *s = &d->m->description;

	d->unit = core_build()->page_shift + core_build()->block_order - BLOCK_UNITS_SHIFT;
	d->ram = head[0] & HEAD_HIGH ? RAM_HIGH - units(d, BELOW_HIGH) : RAM_BASE;
	s->bottom_up = !!(head[0] & HEAD_BOTTOM_UP);
	s->early_resize = !!(head[0] & HEAD_EARLY_RESIZE);
	if (head[3] & 1)
		s->fail_slab = head[2];
	else
		s->fail_memblock = head[2];
	s->low_end = head[4] ? d->ram + units(d, (uint64_t)head[4] << 6) : 0;
	d->root_cells[0] = head[6] & 1 ? 1 : 2;
	d->root_cells[1] = head[6] & 2 ? 1 : 2;
	d->pool_cells[0] = head[6] & 4 ? 3 - d->root_cells[0] : d->root_cells[0];
	d->pool_cells[1] = head[6] & 8 ? 3 - d->root_cells[1] : d->root_cells[1];
	d->m->reservations.ignored = (head[6] & (4 | 8 | 32)) != 0;
	if (head[5] && core_build()->dma32)
		s->dma32_end = min(d->ram + units(d, (uint64_t)head[5] << 5), DMA32_MAX);
	if (head[7])
		s->highmem = s->dma32_end;
	if (head[0] & HEAD_NO_RAM)
		return;
	if (head[0] & HEAD_RAM_IN_TREE) {
		d->memory[0].base = d->ram;
		d->memory[d->memories++].size = units(d, (16ull + head[1]) << BLOCK_UNITS_SHIFT);
		return;
	}
	s->bank[0].base = d->ram;
	s->bank[0].size = units(d, (16ull + head[1]) << BLOCK_UNITS_SHIFT);
	s->banks = 1;
}

/* What facts say, or the tree's bootargs. */
static bool has_cma(const struct machine *m, const uint8_t *head, const struct fact *tree)
{
	return !strncmp(m->cmdline, "cma=", 4) || strstr(m->cmdline, " cma=") ||
	       (m->description.dtb && !tree && (head[6] & 16));
}

/* Bytes as the tree. */
static void take_tree(struct reader *d, const uint8_t *bytes, size_t size)
{
	struct tree *t = &d->m->tree;

	d->m->knows_reservations = false;
	t->blob_bytes = size < sizeof(t->blob) ? size : sizeof(t->blob);
	if (t->blob_bytes)
		memcpy(t->blob, bytes, t->blob_bytes);
}

void reader_begin(struct reader *d, struct machine *m, const uint8_t *head)
{
	memset(d, 0, sizeof(*d));
	d->m = m;
	m->description.name = "drawn";
	m->description.cmdline = m->cmdline;
	m->description.reserved_max = RESERVED_MAX;
	m->description.ram_max = RAM_MAX;
	tree_begin(&m->tree);
	read_head(d, head);
}

void reader_end(struct reader *d, const uint8_t *head, const struct fact *tree, const uint8_t *data)
{
	struct machine *m = d->m;

	if (tree)
		take_tree(d, data + tree->data, tree->data_bytes);
	else
		reader_build_tree(d, head[6]);
	reader_tame_tree(m);
	if (!(head[0] & HEAD_NO_TREE)) {
		m->description.dtb = m->tree.blob;
		m->description.dtb_bytes = m->tree.blob_bytes;
	} else {
		m->reservations.nodes = 0;
	}
	m->reservations.cma = has_cma(m, head, tree);
	reader_judge(d);
}
