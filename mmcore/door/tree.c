// SPDX-License-Identifier: GPL-2.0
/*
 * tree.c - nodes of /reserved-memory in a flattened device tree, read and changed by libfdt: for those who ask what
 * would fit.  And what boot loader and tree say of memory besides.
 */
#include <linux/crash_dump.h>
#include <linux/initrd.h>
#include <linux/libfdt.h>
#include <linux/of_fdt.h>
#include <linux/string.h>

#include "core_kernel.h"

static const char memory[] = "/reserved-memory";

/* ---------------------------------------------------------------- reading */

static unsigned int cells_of(const void *fdt, int node, const char *name, unsigned int otherwise)
{
	int bytes;
	const fdt32_t *cell = fdt_getprop(fdt, node, name, &bytes);

	return cell && bytes == sizeof(*cell) ? fdt32_to_cpu(*cell) : otherwise;
}

static unsigned long long number(const void *value, unsigned int cells)
{
	const fdt32_t *cell = value;
	unsigned long long n = 0;

	while (cells--)
		n = n << 32 | fdt32_to_cpu(*cell++);
	return n;
}

/* Those in force, and those that the node has. */
static void read_cells(const void *fdt, int node, struct core_tree *tree)
{
	int root = fdt_path_offset(fdt, "/");

	tree->root_cells[0] = cells_of(fdt, root, "#address-cells", 1);
	tree->root_cells[1] = cells_of(fdt, root, "#size-cells", 1);
	tree->own_cells[0] = cells_of(fdt, node, "#address-cells", 0);
	tree->own_cells[1] = cells_of(fdt, node, "#size-cells", 0);
	tree->has_ranges = fdt_getprop(fdt, node, "ranges", NULL) != NULL;
}

static bool has_word(const void *fdt, int node, const char *name, const char *word)
{
	return fdt_stringlist_search(fdt, node, name, word) >= 0;
}

static const void *get(const void *fdt, int node, const char *name, int *bytes)
{
	const void *value = fdt_getprop(fdt, node, name, bytes);

	if (!value)
		*bytes = -1;
	return value;
}

/* Entries of address and size. */
static unsigned int read_ranges(const void *value, int bytes, const unsigned int *cells, struct core_range *range)
{
	unsigned int entry = cells[0] + cells[1], i;

	for (i = 0; entry && bytes > 0 && i < CORE_MAX_RANGES && (i + 1) * entry * 4 <= bytes; i++) {
		range[i].base = number(value + i * entry * 4, cells[0]);
		range[i].size = number(value + (i * entry + cells[0]) * 4, cells[1]);
	}
	return i;
}

static void read_node(const void *fdt, int at, const unsigned int *cells, struct core_tree_node *n)
{
	const void *value;
	int bytes;

	memset(n, 0, sizeof(*n));
	snprintf(n->name, sizeof(n->name), "%s", fdt_get_name(fdt, at, NULL) ?: "");
	n->available = !fdt_getprop(fdt, at, "status", NULL) || has_word(fdt, at, "status", "okay") ||
		       has_word(fdt, at, "status", "ok");
	n->pool = has_word(fdt, at, "compatible", "shared-dma-pool");
	n->reusable = fdt_getprop(fdt, at, "reusable", NULL) != NULL;
	n->nomap = fdt_getprop(fdt, at, "no-map", NULL) != NULL;
	n->is_default = fdt_getprop(fdt, at, "linux,cma-default", NULL) != NULL;
	value = get(fdt, at, "reg", &n->reg_bytes);
	n->regs = read_ranges(value, n->reg_bytes, cells, n->reg);
	if (n->regs) {
		n->base = n->reg[0].base;
		n->size = n->reg[0].size;
	}
	value = get(fdt, at, "size", &n->size_bytes);
	if (n->reg_bytes < 0 && n->size_bytes >= 4)
		n->size = number(value, n->size_bytes / 4);
	value = get(fdt, at, "alignment", &n->align_bytes);
	if (n->align_bytes >= 4)
		n->alignment = number(value, n->align_bytes / 4);
	value = get(fdt, at, "alloc-ranges", &bytes);
	n->ranges_bytes = bytes;
	n->ranges = read_ranges(value, bytes, cells, n->range);
}

int core_tree(const void *dtb, unsigned long bytes, struct core_tree *tree)
{
	int node, at;

	memset(tree, 0, sizeof(*tree));
	if (bytes < sizeof(struct fdt_header) || fdt_check_header(dtb) || fdt_totalsize(dtb) > bytes)
		return -EINVAL;
	node = fdt_path_offset(dtb, memory);
	if (node < 0)
		return -ENOENT;
	read_cells(dtb, node, tree);
	if (tree->root_cells[0] > 2 || tree->root_cells[1] > 2)
		return -EINVAL;
	fdt_for_each_subnode(at, dtb, node)
	{
		if (tree->nodes == CORE_MAX_NODES)
			break;
		read_node(dtb, at, tree->root_cells, &tree->node[tree->nodes++]);
	}
	return 0;
}

/* ---------------------------------------------------------------- changing */

static unsigned int put(fdt32_t *cell, unsigned long long value, unsigned int cells)
{
	unsigned int i;

	for (i = 0; i < cells; i++)
		cell[i] = cpu_to_fdt32(cells - i > 1 ? value >> 32 : value);
	return cells;
}

static int set_range(void *fdt, int at, const char *name, const unsigned int *cells, unsigned long long base,
		     unsigned long long size)
{
	fdt32_t cell[4];
	unsigned int count = put(cell, base, cells[0]);

	count += put(cell + count, size, cells[1]);
	return fdt_setprop(fdt, at, name, cell, count * sizeof(*cell));
}

static int set_number(void *fdt, int at, const char *name, unsigned int cells, unsigned long long value)
{
	fdt32_t cell[2];

	return fdt_setprop(fdt, at, name, cell, put(cell, value, cells) * sizeof(*cell));
}

/* The nodes' entries keep their cells' values: those of /reserved-memory's own cells become those of the root's. */
static int convert_node(void *fdt, const char *node, const char *name, const unsigned int *from, const unsigned int *to)
{
	struct core_range range[CORE_MAX_RANGES];
	fdt32_t cell[4 * CORE_MAX_RANGES];
	int at = fdt_subnode_offset(fdt, fdt_path_offset(fdt, memory), node), bytes;
	const void *value = get(fdt, at, name, &bytes);
	unsigned int i, count = 0, entries = read_ranges(value, bytes, from, range);

	if (!entries)
		return 0;
	for (i = 0; i < entries; i++) {
		count += put(cell + count, range[i].base, to[0]);
		count += put(cell + count, range[i].size, to[1]);
	}
	return fdt_setprop(fdt, at, name, cell, count * sizeof(*cell));
}

static int convert(void *fdt, const struct core_tree *tree)
{
	unsigned int i;
	int err = 0, at;

	for (i = 0; i < tree->nodes && !err; i++) {
		const struct core_tree_node *n = &tree->node[i];

		err = convert_node(fdt, n->name, "reg", tree->own_cells, tree->root_cells);
		err = err ?: convert_node(fdt, n->name, "alloc-ranges", tree->own_cells, tree->root_cells);
		at = fdt_subnode_offset(fdt, fdt_path_offset(fdt, memory), n->name);
		if (!err && n->size_bytes >= 4)
			err = set_number(fdt, at, "size", tree->root_cells[1],
					 number(fdt_getprop(fdt, at, "size", NULL), n->size_bytes / 4));
	}
	at = fdt_path_offset(fdt, memory);
	err = err ?: set_number(fdt, at, "#address-cells", 1, tree->root_cells[0]);
	return err ?: set_number(fdt, at, "#size-cells", 1, tree->root_cells[1]);
}

/* The node's properties have the root's cells: ranges that have not are read with as many for a size as its size has.
 */
static int convert_own(void *fdt, const struct core_tree *tree, const struct core_tree_node *n)
{
	const unsigned int from[2] = {tree->root_cells[0], n->size_bytes / 4};
	const unsigned int entry = 4 * (tree->root_cells[0] + tree->root_cells[1]);
	int at = fdt_subnode_offset(fdt, fdt_path_offset(fdt, memory), n->name), err;

	if (at < 0 || !from[1] || from[1] > 2)
		return -FDT_ERR_BADVALUE;
	err = set_number(fdt, at, "size", tree->root_cells[1], n->size);
	if (!err && n->align_bytes > 0)
		err = set_number(fdt, at, "alignment", tree->root_cells[0], n->alignment);
	if (!err && n->ranges_bytes > 0 && n->ranges_bytes % entry)
		err = convert_node(fdt, n->name, "alloc-ranges", from, tree->root_cells);
	return err;
}

static const struct core_tree_node *find_node(const struct core_tree *tree, const char *name)
{
	const struct core_tree_node *n;

	for (n = tree->node; n < tree->node + tree->nodes - 1 && strcmp(n->name, name); n++)
		;
	return n;
}

static int set_initrd(void *fdt, unsigned long long base, unsigned long long size)
{
	int at = fdt_path_offset(fdt, "/chosen"), bytes;
	const void *value = get(fdt, at, "linux,initrd-start", &bytes);

	if (!value || bytes > 8)
		return -FDT_ERR_NOTFOUND;
	return set_number(fdt, at, "linux,initrd-start", bytes / 4, base)
		       ?: set_number(fdt, at, "linux,initrd-end", bytes / 4, base + size);
}

static int change(void *fdt, const struct core_tree *tree, const struct core_tree_change *c)
{
	int node = fdt_path_offset(fdt, memory), at = fdt_subnode_offset(fdt, node, c->node);

	switch (c->what) {
	case CORE_TREE_INITRD:
		return set_initrd(fdt, c->base, c->size);
	case CORE_TREE_CELLS:
		return convert(fdt, tree);
	case CORE_TREE_MAPPING:
		return fdt_setprop(fdt, node, "ranges", NULL, 0);
	case CORE_TREE_OWN_CELLS:
		return convert_own(fdt, tree, find_node(tree, c->node));
	case CORE_TREE_DROP:
		return fdt_del_node(fdt, at);
	case CORE_TREE_REG:
		return set_range(fdt, at, "reg", tree->root_cells, c->base, c->size);
	case CORE_TREE_SIZE:
		return set_number(fdt, at, "size", tree->root_cells[1], c->size);
	case CORE_TREE_ALIGNMENT:
		return set_number(fdt, at, "alignment", tree->root_cells[0], c->size);
	case CORE_TREE_RANGE:
		return set_range(fdt, at, "alloc-ranges", tree->root_cells, c->base, c->size);
	case CORE_TREE_ANYWHERE:
		return fdt_delprop(fdt, at, "alloc-ranges");
	}
	return -FDT_ERR_BADVALUE;
}

int core_tree_change(const void *dtb, unsigned long bytes, const struct core_tree_change *c, void *into,
		     unsigned long *room)
{
	static struct core_tree tree __nosave;
	int err = core_tree(dtb, bytes, &tree);

	if (err && (err != -ENOENT || c->what != CORE_TREE_INITRD))
		return err;
	if (fdt_open_into(dtb, into, *room) || change(into, &tree, c) || fdt_pack(into))
		return -EINVAL;
	*room = fdt_totalsize(into);
	return 0;
}

/* ---------------------------------------------------------------- what boot has besides */

static int owner(struct core_owner *o, const char *name, unsigned long long base, unsigned long long size)
{
	*o = (struct core_owner){name, base, size};
	return 0;
}

int core_boot_owner(unsigned int nth, struct core_owner *o)
{
	const struct core_range *board;
	struct core_range tables;
	unsigned int boards;
	u64 base, size;

	/* Whole pages are reserved for it. */
	base = round_down(phys_initrd_start, PAGE_SIZE);
	if (nth == CORE_OWNER_INITRD)
		return owner(o, "initrd", base,
			     phys_initrd_size ? round_up(phys_initrd_start + phys_initrd_size, PAGE_SIZE) - base : 0);
	if (nth == CORE_OWNER_ELFCOREHDR)
		return owner(o, "elfcorehdr", elfcorehdr_size ? elfcorehdr_addr : 0, elfcorehdr_size);
	core_page_tables(&tables);
	if (nth == CORE_OWNER_PAGE_TABLES)
		return owner(o, "page tables", tables.base, tables.size);
	nth -= CORE_OWNERS;
	boards = core_board_memory(&board);
	if (nth < boards)
		return owner(o, "what the machine description reserves", board[nth].base, board[nth].size);
	if (!initial_boot_params || fdt_get_mem_rsv(initial_boot_params, nth - boards, &base, &size) || !size)
		return -ENOENT;
	return owner(o, "/memreserve/ of the tree", base, size);
}
