// SPDX-License-Identifier: GPL-2.0
/* tree.c - writes a flattened device tree, see tree.h.  What no longer fits is left out. */
#include <string.h>

#include "machine/tree.h"

/* Tags and header as the Devicetree Specification has them, version 17. */
enum {
	TAG_NODE = 1,
	TAG_NODE_END = 2,
	TAG_PROP = 3,
	TAG_END = 9,
	HEADER_WORDS = 10,
	MAGIC = 0xd00dfeed,
	SPARE = 64, /* for what ends the open nodes */
};

static void put(uint8_t *at, uint32_t word)
{
	at[0] = word >> 24;
	at[1] = word >> 16;
	at[2] = word >> 8;
	at[3] = word;
}

static void word(struct tree *t, uint32_t value)
{
	if (t->bytes + 4 > TREE_BYTES)
		return;
	put(t->structure + t->bytes, value);
	t->bytes += 4;
}

static void data(struct tree *t, const void *value, size_t size)
{
	if (size)
		memcpy(t->structure + t->bytes, value, size);
	t->bytes += size;
	while (t->bytes % 4)
		t->structure[t->bytes++] = 0;
}

void tree_begin(struct tree *t)
{
	t->reserves = 0;
	t->bytes = t->names = t->blob_bytes = 0;
	tree_node(t, "");
}

void tree_reserve(struct tree *t, uint64_t base, uint64_t size)
{
	if (t->reserves == TREE_RESERVES)
		return;
	t->reserve[t->reserves].base = base;
	t->reserve[t->reserves++].size = size;
}

void tree_node(struct tree *t, const char *name)
{
	size_t size = strlen(name) + 1;

	if (t->bytes + size + SPARE > TREE_BYTES)
		name = "", size = 1;
	word(t, TAG_NODE);
	if (t->bytes + size + 4 <= TREE_BYTES)
		data(t, name, size);
}

void tree_node_end(struct tree *t)
{
	word(t, TAG_NODE_END);
}

static size_t find_name(struct tree *t, const char *name)
{
	size_t at = 0, size = strlen(name) + 1;

	for (; at < t->names; at += strlen(t->name + at) + 1)
		if (!strcmp(t->name + at, name))
			return at;
	if (t->names + size > TREE_BYTES)
		return 0;
	memcpy(t->name + t->names, name, size);
	t->names += size;
	return at;
}

void tree_prop(struct tree *t, const char *name, const void *value, size_t size)
{
	if (t->bytes + size + 12 + SPARE > TREE_BYTES)
		return;
	word(t, TAG_PROP);
	word(t, size);
	word(t, find_name(t, name));
	data(t, value, size);
}

void tree_prop_text(struct tree *t, const char *name, const char *value)
{
	tree_prop(t, name, value, strlen(value) + 1);
}

void tree_prop_cells(struct tree *t, const char *name, const uint64_t *value, const unsigned int *cells,
		     unsigned int values)
{
	uint8_t bytes[1024];
	size_t size = 0;
	unsigned int i, c;

	for (i = 0; i < values; i++)
		for (c = cells[i]; c-- > 0 && size + 4 <= sizeof(bytes); size += 4)
			put(bytes + size, c > 1 ? 0 : value[i] >> 32 * c);
	tree_prop(t, name, bytes, size);
}

static void put_reserves(struct tree *t, size_t at)
{
	unsigned int i;

	for (i = 0; i <= t->reserves; i++, at += 16) {
		uint64_t base = i < t->reserves ? t->reserve[i].base : 0;
		uint64_t size = i < t->reserves ? t->reserve[i].size : 0;

		put(t->blob + at, base >> 32);
		put(t->blob + at + 4, base);
		put(t->blob + at + 8, size >> 32);
		put(t->blob + at + 12, size);
	}
}

void tree_end(struct tree *t)
{
	size_t reserves = 4ul * HEADER_WORDS, structure = reserves + 16ul * (t->reserves + 1), names, i;

	tree_node_end(t);
	word(t, TAG_END);
	names = structure + t->bytes;
	t->blob_bytes = names + t->names;
	const uint32_t header[HEADER_WORDS] = {MAGIC, t->blob_bytes, structure, names, reserves, 17, 16,
					       0,     t->names,	     t->bytes};

	for (i = 0; i < HEADER_WORDS; i++)
		put(t->blob + 4 * i, header[i]);
	put_reserves(t, reserves);
	memcpy(t->blob + structure, t->structure, t->bytes);
	memcpy(t->blob + names, t->name, t->names);
}
