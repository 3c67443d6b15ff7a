// SPDX-License-Identifier: GPL-2.0
/* program.c - programs as values, see program.h. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lang/program.h"

/* At least `need` of `size` bytes each.  Without memory there is nothing left to do. */
static void *grow(void *memory, size_t *room, size_t need, size_t size)
{
	void *more;

	if (need <= *room)
		return memory;
	*room = need + need / 2 + 64;
	more = realloc(memory, *room * size);
	if (more)
		return more;
	fprintf(stderr, "mmfuzz: no memory for a program of %zu bytes\n", *room * size);
	exit(2);
}

static void grow_ops(struct program *p, unsigned int need)
{
	size_t room = p->op_room;

	p->op = grow(p->op, &room, need, sizeof(p->op[0]));
	p->op_room = room;
}

void program_clear(struct program *p)
{
	p->machine = 0;
	p->description.facts = 0;
	p->ops = 0;
	p->data_bytes = 0;
}

void program_free(struct program *p)
{
	free(p->op);
	free(p->data);
	*p = (struct program){0};
}

void program_copy(struct program *to, const struct program *from)
{
	to->machine = from->machine;
	to->description = from->description;
	to->ops = from->ops;
	grow_ops(to, from->ops);
	if (from->ops)
		memcpy(to->op, from->op, from->ops * sizeof(from->op[0]));
	to->data = grow(to->data, &to->data_room, from->data_bytes, 1);
	to->data_bytes = from->data_bytes;
	if (from->data_bytes)
		memcpy(to->data, from->data, from->data_bytes);
}

struct op *program_add(struct program *p, unsigned int code)
{
	grow_ops(p, p->ops + 1);
	p->op[p->ops] = (struct op){.code = code};
	return &p->op[p->ops++];
}

void program_insert(struct program *p, unsigned int at, unsigned int count)
{
	assert(at <= p->ops);
	grow_ops(p, p->ops + count);
	memmove(&p->op[at + count], &p->op[at], (p->ops - at) * sizeof(p->op[0]));
	p->ops += count;
}

void program_remove(struct program *p, unsigned int at, unsigned int count)
{
	assert(at <= p->ops && count <= p->ops - at);
	memmove(&p->op[at], &p->op[at + count], (p->ops - at - count) * sizeof(p->op[0]));
	p->ops -= count;
}

bool program_add_data(struct program *p, const void *data, size_t bytes, uint32_t *at)
{
	if (bytes > PROGRAM_DATA_MAX)
		return false;
	p->data = grow(p->data, &p->data_room, p->data_bytes + bytes + 1, 1);
	*at = p->data_bytes;
	memcpy(p->data + p->data_bytes, data, bytes);
	p->data_bytes += bytes;
	p->data[p->data_bytes++] = 0;
	return true;
}

const char *program_text(const struct program *p, const struct op *op)
{
	return op->data_bytes ? (const char *)p->data + op->data : "";
}

struct fact *program_add_fact(struct program *p, unsigned int kind)
{
	struct description *d = &p->description;

	if (d->facts == DESCRIPTION_FACTS)
		return NULL;
	d->fact[d->facts] = (struct fact){.byte = {kind}};
	return &d->fact[d->facts++];
}

bool program_same(const struct program *a, const struct program *b)
{
	size_t a_size, b_size;
	uint8_t *a_bytes = program_encode(a, &a_size), *b_bytes = program_encode(b, &b_size);
	bool same = a_size == b_size && !memcmp(a_bytes, b_bytes, a_size);

	free(a_bytes);
	free(b_bytes);
	return same;
}
