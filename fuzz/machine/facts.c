// SPDX-License-Identifier: GPL-2.0
/* facts.c - the table of what a description can say, and what the whole of it means, see facts.h. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "machine/facts.h"

enum {
	LARGEST_DRAWN_BLOCK = 22, /* as an order of bytes: 4 MiB */
};

/* Stored programs name a fact in text or by index: append only. */
const struct fact_info facts[FACT_COUNT] = {
	{"ram",
	 "  --ram BASE+SIZE[@NODE]  a bank of RAM, beside the device tree's memory; SIZE@BASE, too\n",
	 set_ram,
	 read_ram,
	 {{"place", 1, 2, 0}, {"size", 3, 1, 0}, {"how", 4, 1, 0}, {"far", 5, 1, 0}, {"scale", 7, 1, 0}}},
	{"reserve",
	 "  --reserve BASE+SIZE   a reservation of the boot loader or the image\n"
	 "                        sizes take K, M, G (KB, KiB, ...) and 0x; BASE-LAST is a range, too\n",
	 set_reserve,
	 read_reserve,
	 {{"place", 1, 2, 0}, {"size", 3, 1, 0}, {"in_tree", 4, 1, 0}, {"behind", 5, 1, 0}, {"more", 6, 1, 0}}},
	{"by_size",
	 NULL,
	 NULL,
	 read_by_size,
	 {{"size", 1, 1, 0},
	  {"align", 2, 1, 0},
	  {"from", 3, 2, 0},
	  {"range", 5, 1, 0},
	  {"flags", 6, 1, 0},
	  {"kinds", 7, 1, 0}}},
	{"by_reg",
	 NULL,
	 NULL,
	 read_by_reg,
	 {{"place", 1, 2, 0},
	  {"size", 3, 1, 0},
	  {"odd", 4, 1, 0},
	  {"gap", 5, 1, 0},
	  {"flags", 6, 1, 0},
	  {"kinds", 7, 1, 0}}},
	{"cmdline",
	 "  --cmdline STRING      kernel command line, behind the tree's bootargs\n",
	 set_cmdline,
	 read_cmdline,
	 {{"option", 1, 1, 0},
	  {"size", 2, 1, 0},
	  {"form", 3, 1, 0},
	  {"place", 4, 2, 0},
	  {"reach", 6, 1, 0},
	  {"flags", 7, 1, 0}}},
	{"config",
	 "  --config SYMBOL=VALUE CMA_SIZE_MBYTES, CMA_SIZE_PERCENTAGE, CMA_SIZE_SEL_*,\n"
	 "                        CMA_SIZE_PERNUMA, CMA_ALIGNMENT: variables of\n"
	 "                        kernel/dma/contiguous.c here; any other symbol\n"
	 "                        wants a build with another profile\n",
	 set_config,
	 read_config,
	 {{"symbol", 1, 1, 0}, {"value", 2, 1, 0}}},
	{"area",
	 "  --area NAME=SIZE[@BASE[-LIMIT]][,align=BYTES][,order=N][,node=N][,fixed][,reserved][,keep]\n"
	 "                        an area that board code declares; order: order_per_bit; fixed: at\n"
	 "                        BASE or not at all; reserved: by the board, then given to CMA;\n"
	 "                        keep: its pages stay reserved where it cannot be activated\n",
	 set_area,
	 read_area,
	 {{"size", 1, 1, 0}, {"how", 2, 1, 0}, {"align", 3, 1, 0}, {"place", 4, 2, 0}, {"reach", 6, 1, 0}}},
	{"property",
	 NULL,
	 NULL,
	 read_property,
	 {{"which", 1, 1, 0}, {"length", 2, 1, 0}, {"b0", 4, 1, 0}, {"b1", 5, 1, 0}, {"b2", 6, 1, 0}, {"b3", 7, 1, 0}}},
	{"patch",
	 NULL,
	 NULL,
	 read_patch,
	 {{"at", 1, 2, 0}, {"how", 3, 1, 0}, {"b0", 4, 1, 0}, {"b1", 5, 1, 0}, {"b2", 6, 1, 0}, {"b3", 7, 1, 0}}},
	{"row", NULL, NULL, read_row, {{"place", 1, 2, 0}, {"step", 3, 1, 0}, {"count", 4, 1, 0}}},
	{"pools",
	 NULL,
	 NULL,
	 read_pools,
	 {{"place", 1, 2, 0}, {"count", 3, 1, 0}, {"anywhere", 4, 1, 0}, {"flags", 6, 1, 0}}},
	[FACT_DTB] =
		{"dtb",
		 "  --dts FILE, --dtb FILE  device tree; --dts compiles with cpp and dtc as the kernel's build does,\n"
		 "                        with the include/ of the directories above\n",
		 NULL,
		 NULL,
		 {{0}}},
	{"limit",
	 "  --limit ADDRESS       boot allocations and areas lie below (low memory)\n",
	 set_limit,
	 NULL,
	 {{0}}},
	{"dma32-end",
	 "  --dma32-end ADDRESS   end of ZONE_DMA32; without, there is no such zone\n",
	 set_dma32_end,
	 NULL,
	 {{0}}},
	[FACT_BOTTOM_UP] =
		{"bottom-up", "  --bottom-up           memblock places from below\n", set_bottom_up, NULL, {{0}}},
	{"highmem",
	 "  --highmem ADDRESS     memory from here on is HIGHMEM: a zone where the profile has one, else to mm/cma.c alone\n",
	 set_highmem,
	 NULL,
	 {{0}}},
	{"arch",
	 "  --arch NAME           whose setup code boots it: sim, arm, arm64 or riscv; else that of the\n"
	 "                        profile ('mmfuzz info'); sim reserves page 0\n",
	 set_arch,
	 NULL,
	 {{0}}},
	{"tree-at",
	 "  --tree-at ADDRESS     where the boot loader put the tree, which is reserved; else outside of RAM\n",
	 set_tree_at,
	 NULL,
	 {{0}}},
	{"kernel",
	 "  --kernel BASE+SIZE    the kernel's image, a reservation that iomem shows as such; on riscv it\n"
	 "                        goes on to the next 2 MiB, on arm64 mem= does not cut it off, on arm page\n"
	 "                        tables in front of it are reserved, too\n",
	 set_kernel,
	 NULL,
	 {{0}}},
	{"dma-end",
	 "  --dma-end ADDRESS     end of ZONE_DMA; without, as the architecture has it, or no such zone\n",
	 set_dma_end,
	 NULL,
	 {{0}}},
};

/* A drawn machine's line; byte 0 has the bits of description.h. */
const struct fact_field head_fields[HEAD_FIELDS + 1] = {
	{"bottom_up", 0, 1, HEAD_BOTTOM_UP},
	{"early_resize", 0, 1, HEAD_EARLY_RESIZE},
	{"no_tree", 0, 1, HEAD_NO_TREE},
	{"no_ram", 0, 1, HEAD_NO_RAM},
	{"ram_in_tree", 0, 1, HEAD_RAM_IN_TREE},
	{"high", 0, 1, HEAD_HIGH},
	{"ram", 1, 1, 0}, /* pageblocks beyond 16 */
	{"fail", 2, 1, 0}, /* the nth allocation of memblock fails, or of slab */
	{"fail_slab", 3, 1, 1},
	{"low", 4, 1, 0},
	{"dma32", 5, 1, 0},
	{"cells", 6, 1, 0},
	{"highmem", 7, 1, 1}, /* memory above the end of DMA32 is like HIGHMEM */
};

int fact_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < FACT_COUNT; i++)
		if (!strcmp(facts[i].name, name))
			return i;
	return -1;
}

bool fact_is_flag(unsigned int fact)
{
	return fact == FACT_BOTTOM_UP;
}

/* ---------------------------------------------------------------- fields */

unsigned int fact_value(const uint8_t *record, const struct fact_field *field)
{
	unsigned int value = record[field->at] | (field->bytes > 1 ? record[field->at + 1] << 8 : 0);

	return field->mask ? !!(value & field->mask) : value;
}

bool fact_set_value(uint8_t *record, const struct fact_field *field, unsigned long value)
{
	if (value >> (field->mask ? 1 : 8 * field->bytes))
		return false;
	if (field->mask) {
		record[field->at] = (record[field->at] & ~field->mask) | (value ? field->mask : 0);
		return true;
	}
	record[field->at] = value;
	if (field->bytes > 1)
		record[field->at + 1] = value >> 8;
	return true;
}

void fact_reduce(uint8_t *record, const struct fact_field *fields)
{
	uint8_t reduced[FACT_BYTES] = {0};
	const struct fact_field *f;

	for (f = fields; f->name; f++)
		fact_set_value(reduced, f, fact_value(record, f));
	memcpy(record, reduced, FACT_BYTES);
}

const char *fact_word(const struct fact *fact, const uint8_t *data)
{
	return fact->data_bytes ? (const char *)data + fact->data : "";
}

void description_remove(struct description *d, unsigned int fact)
{
	assert(fact < d->facts);
	memmove(&d->fact[fact], &d->fact[fact + 1], (d->facts - fact - 1) * sizeof(d->fact[0]));
	d->facts--;
}

bool description_has_memory(const struct description *d)
{
	unsigned int i;

	for (i = 0; i < d->facts; i++)
		if (d->fact[i].byte[0] == FACT_RAM || d->fact[i].byte[0] == FACT_DTB)
			return true;
	return !(d->head[0] & HEAD_WORDS);
}

/* ---------------------------------------------------------------- the whole */

bool machine_set_word(struct machine *m, const char *dashes, const char *name, const char *value, char *error,
		      size_t size)
{
	const struct word w = {m, dashes, name, value, error, size};
	int fact = fact_find(name);

	if (fact >= 0 && facts[fact].set)
		return facts[fact].set(&w);
	snprintf(error, size, "a machine has no '%s'", name);
	return false;
}

/* A word in a description, whose data ends with a NUL. */
static void build_word(struct machine *m, const struct fact *fact, const uint8_t *data)
{
	const struct fact_info *info = &facts[fact->byte[0]];
	char error[MACHINE_ERROR];

	m->knows_reservations = false;
	/* What does not hold was refused, or left out, when the program was read. */
	machine_set_word(m, "", info->name, fact_word(fact, data), error, sizeof(error));
}

static void build_drawn(struct machine *m, const struct description *d, const uint8_t *data)
{
	static struct reader reader;
	const struct fact *fact, *tree = NULL;

	reader_begin(&reader, m, d->head);
	for (fact = d->fact; fact < d->fact + d->facts; fact++) {
		reader.r = fact->byte;
		if (fact->byte[0] == FACT_DTB)
			tree = fact;
		else if (fact->data_bytes || !facts[fact->byte[0]].read)
			build_word(m, fact, data);
		else
			facts[fact->byte[0]].read(&reader);
	}
	reader_end(&reader, d->head, tree, data);
}

static void build_words(struct machine *m, const struct description *d, const uint8_t *data)
{
	const struct fact *fact;

	m->description.name = "described";
	m->description.arch = core_arch_of_profile();
	for (fact = d->fact; fact < d->fact + d->facts; fact++) {
		if (fact->byte[0] != FACT_DTB) {
			build_word(m, fact, data);
			continue;
		}
		m->description.dtb = data + fact->data;
		m->description.dtb_bytes = fact->data_bytes;
	}
}

void machine_build(struct machine *m, const struct description *d, const uint8_t *data)
{
	memset(&m->description, 0, sizeof(m->description));
	m->description.about = "a described machine";
	m->reservations.ranges = m->reservations.nodes = 0;
	m->reservations.cma = m->reservations.ignored = m->reservations.more = false;
	m->cmdline[0] = 0;
	m->text_bytes = 0;
	m->known = NULL;
	m->drawn = !(d->head[0] & HEAD_WORDS);
	m->knows_reservations = m->drawn;
	if (m->drawn)
		build_drawn(m, d, data);
	else
		build_words(m, d, data);
}

bool machine_can_draw(void)
{
	return core_build()->block_order + core_build()->page_shift <= LARGEST_DRAWN_BLOCK;
}
