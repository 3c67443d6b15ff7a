// SPDX-License-Identifier: GPL-2.0
/*
 * mutate.c - operators on programs, see mutate.h.
 *
 * The engines' own mutators shift bytes across records, and change bytes that mean nothing; these keep what an
 * operation means and change which there are, in which order and on what.  fuzz/README.md has what they
 * brought; the weights are guesses.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lang/mutate.h"
#include "machine/facts.h"

enum {
	RUN = 16, /* operations of the longest run that is moved at once */
	MOTIF = 4, /* and of one that is repeated */
	TIMES = 16, /* fewer than so often */
	ROUNDS = 8, /* changes of one mutation, at most */
	TRIES = 16, /* to find an operator that has something to do */
};

/* What an operator works on. */
struct change {
	struct program *program;
	const struct program *other; /* or NULL */
	struct random *random;
	const struct mutator *mutator;
};

/* 1 to max: half of the time 1, since small changes are the most useful. */
static unsigned int few(struct random *r, unsigned int max)
{
	return max < 2 || random_below(r, 2) ? 1 : 1 + random_below(r, max);
}

static unsigned int smaller(unsigned int a, unsigned int b)
{
	return a < b ? a : b;
}

/* A run of operations: where it begins and how many there are; false where the program has none. */
static bool pick_run(const struct program *p, struct random *r, unsigned int max, unsigned int *at, unsigned int *count)
{
	if (!p->ops)
		return false;
	*at = random_below(r, p->ops);
	*count = few(r, smaller(max, p->ops - *at));
	return true;
}

/* ---------------------------------------------------------------- operations */

static bool insert(const struct change *c)
{
	struct program *p = c->program;
	unsigned int at = random_below(c->random, p->ops + 1), count = few(c->random, MOTIF), i;
	struct op *op;

	program_insert(p, at, count);
	for (i = 0; i < count; i++) {
		op = &p->op[at + i];
		*op = (struct op){.code = random_code(c->random)};
		random_op(op, c->random);
	}
	return true;
}

static bool delete(const struct change *c)
{
	unsigned int at, count;

	if (!pick_run(c->program, c->random, RUN, &at, &count))
		return false;
	program_remove(c->program, at, count);
	return true;
}

/* Copies of operations from another place of the program; `from` counts as before the insertion. */
static void copy_within(struct program *p, unsigned int at, unsigned int from, unsigned int count)
{
	unsigned int i, source;

	program_insert(p, at, count);
	for (i = 0; i < count; i++) {
		source = from + i;
		p->op[at + i] = p->op[source < at ? source : source + count];
	}
}

static bool duplicate(const struct change *c)
{
	unsigned int from, count;

	if (!pick_run(c->program, c->random, RUN, &from, &count))
		return false;
	copy_within(c->program, random_below(c->random, c->program->ops + 1), from, count);
	return true;
}

static bool repeat(const struct change *c)
{
	unsigned int at, count, times;

	if (!pick_run(c->program, c->random, MOTIF, &at, &count))
		return false;
	for (times = 1 + few(c->random, TIMES); times; times--)
		copy_within(c->program, at + count, at, count);
	return true;
}

static bool swap(const struct change *c)
{
	struct program *p = c->program;
	unsigned int a, b;
	struct op op;

	if (p->ops < 2)
		return false;
	a = random_below(c->random, p->ops);
	b = (a + 1 + random_below(c->random, p->ops - 1)) % p->ops;
	op = p->op[a];
	p->op[a] = p->op[b];
	p->op[b] = op;
	return true;
}

static unsigned int count_params(const struct op_info *info)
{
	unsigned int n = 0;

	while (n < PROGRAM_ARGS && info->param[n].name)
		n++;
	return n;
}

/* A value that an operation of the program has for a parameter of that kind, if any: what belongs together is alike. */
static unsigned int value_elsewhere(const struct program *p, struct random *r, const struct param *param,
				    unsigned int value)
{
	const struct op *op = &p->op[random_below(r, p->ops)];
	const struct param *theirs = ops[op->code].param;
	unsigned int i;

	for (i = 0; i < PROGRAM_ARGS && theirs[i].name; i++)
		if (theirs[i].kind == param->kind)
			value = op->arg[i];
	return value % param_limit(param);
}

static unsigned int new_value(const struct program *p, struct random *r, const struct param *param, unsigned int value)
{
	unsigned int limit = param_limit(param);

	switch (random_below(r, 5)) {
	case 0:
		return (value + 1) % limit;
	case 1:
		return (value + limit - 1) % limit;
	case 2:
		return value_elsewhere(p, r, param, value);
	default:
		return random_argument(r, param);
	}
}

/* One argument of one operation, or the CPU on which it runs. */
static bool argument(const struct change *c)
{
	struct program *p = c->program;
	unsigned int params, at;
	struct op *op;

	if (!p->ops)
		return false;
	op = &p->op[random_below(c->random, p->ops)];
	params = count_params(&ops[op->code]);
	at = random_below(c->random, params + 1);
	if (at < params)
		op->arg[at] = new_value(p, c->random, &ops[op->code].param[at], op->arg[at]);
	else
		op->cpu = random_below(c->random, 2) ? 0 : random_below(c->random, CORE_MAX_CPUS + 1);
	return true;
}

/* Another operation at the same place. */
static bool operation(const struct change *c)
{
	struct program *p = c->program;
	struct op *op;

	if (!p->ops)
		return false;
	op = &p->op[random_below(c->random, p->ops)];
	*op = (struct op){.code = random_code(c->random), .cpu = op->cpu};
	random_op(op, c->random);
	return true;
}

static bool exhaust(const struct change *c)
{
	use_up(c->program, c->random);
	return true;
}

static bool parallel(const struct change *c)
{
	add_parallel(c->program, c->random);
	return true;
}

/* Scenarios' operations stay where they are: no target runs them. */
static void take_run(struct program *p, unsigned int at, const struct program *other, unsigned int from,
		     unsigned int count)
{
	const struct op *op;

	for (op = other->op + from; count; count--, op++) {
		if (ops[op->code].text_only)
			continue;
		program_insert(p, at, 1);
		p->op[at++] = *op;
	}
}

/* A run of another program, in front of an operation, in place of as many, or in place of all that follow. */
static bool splice(const struct change *c)
{
	struct program *p = c->program;
	unsigned int at = random_below(c->random, p->ops + 1), from, count;

	if (!c->other || !pick_run(c->other, c->random, c->other->ops, &from, &count))
		return false;
	if (!random_below(c->random, 3)) {
		program_remove(p, at, p->ops - at);
		count = c->other->ops - from;
	} else if (random_below(c->random, 2)) {
		program_remove(p, at, smaller(count, p->ops - at));
	}
	take_run(p, at, c->other, from, count);
	return true;
}

/* ---------------------------------------------------------------- the machine */

static bool is_drawn(const struct program *p)
{
	return p->machine == CORE_DESCRIBED && !(p->description.head[0] & HEAD_WORDS);
}

static unsigned int new_field(struct random *r, const struct fact_field *field, unsigned int value)
{
	unsigned int limit = field->mask ? 2 : 1u << 8 * field->bytes;

	switch (random_below(r, 5)) {
	case 0:
		return (value + 1) % limit;
	case 1:
		return (value + limit - 1) % limit;
	case 2:
		return 0;
	case 3:
		return random_below(r, smaller(limit, RUN));
	default:
		return random_below(r, limit);
	}
}

static void change_field(struct random *r, uint8_t *record, const struct fact_field *fields)
{
	const struct fact_field *field = fields;
	unsigned int count = 0;

	while (fields[count].name)
		count++;
	field += random_below(r, count);
	fact_set_value(record, field, new_field(r, field, fact_value(record, field)));
}

/* Another machine with a name; of a drawn one a field of the head, or the whole head of another. */
static bool machine(const struct change *c)
{
	struct program *p = c->program;
	struct random *r = c->random;

	if (p->machine != CORE_DESCRIBED) {
		p->machine = (p->machine + 1 + random_below(r, core_machines() - 1)) % core_machines();
		return core_machines() > 1;
	}
	if (!is_drawn(p))
		return false;
	if (c->other && is_drawn(c->other) && !random_below(r, 4))
		memcpy(p->description.head, c->other->description.head, FACT_BYTES);
	else
		change_field(r, p->description.head, head_fields);
	return true;
}

static bool fact_insert(const struct change *c)
{
	if (!is_drawn(c->program) || c->program->description.facts == DESCRIPTION_FACTS)
		return false;
	random_fact(c->program, c->random);
	return true;
}

static bool fact_delete(const struct change *c)
{
	struct description *d = &c->program->description;

	if (!is_drawn(c->program) || !d->facts)
		return false;
	description_remove(d, random_below(c->random, d->facts));
	return true;
}

/* A fact that is no word, as words have no fields; NULL where there is none. */
static struct fact *pick_drawn(struct description *d, struct random *r)
{
	struct fact *fact;

	if (!d->facts)
		return NULL;
	fact = &d->fact[random_below(r, d->facts)];
	return fact->byte[0] < FACT_DRAWN && !fact->data_bytes ? fact : NULL;
}

static bool fact_change(const struct change *c)
{
	struct fact *fact = is_drawn(c->program) ? pick_drawn(&c->program->description, c->random) : NULL;

	if (!fact)
		return false;
	change_field(c->random, fact->byte, facts[fact->byte[0]].field);
	return true;
}

/* One more that is like one of the program or of another, but for a field. */
static bool fact_copy(const struct change *c)
{
	bool theirs = c->other && is_drawn(c->other) && random_below(c->random, 2);
	struct description from = (theirs ? c->other : c->program)->description;
	struct fact *fact = is_drawn(c->program) ? pick_drawn(&from, c->random) : NULL, *copy;

	copy = fact ? program_add_fact(c->program, fact->byte[0]) : NULL;
	if (!copy)
		return false;
	*copy = *fact;
	if (!theirs)
		change_field(c->random, copy->byte, facts[copy->byte[0]].field);
	return true;
}

/* ---------------------------------------------------------------- bytes */

/* Of the kind of program that the target runs. */
static void decode_as(struct program *p, uint8_t *bytes, size_t size, bool described)
{
	if (size)
		bytes[0] = described ? bytes[0] | HEAD_DESCRIBED : bytes[0] & (uint8_t)~HEAD_DESCRIBED;
	program_decode(p, bytes, size);
	if (described && p->machine != CORE_DESCRIBED) {
		p->machine = CORE_DESCRIBED;
		memset(p->description.head, 0, FACT_BYTES);
		p->description.head[0] = HEAD_DESCRIBED;
		p->description.facts = 0;
	}
}

/* What the engine makes of the bytes. */
static bool bytes(const struct change *c)
{
	const struct mutator *m = c->mutator;
	uint8_t *canonical, *data;
	size_t size, max;

	if (!m->bytes)
		return false;
	canonical = program_encode(c->program, &size);
	max = size > m->max_bytes ? size : m->max_bytes;
	data = malloc(max);
	if (!data) {
		free(canonical);
		return false;
	}
	memcpy(data, canonical, size);
	size = m->bytes(data, size, max);
	decode_as(c->program, data, size, m->described);
	free(data);
	free(canonical);
	return true;
}

/* ---------------------------------------------------------------- the table */

static const struct operator
{
	const char *name;
	unsigned int weight;
	bool (*change)(const struct change *c); /* false: nothing to do, nothing done */
}
operators[] = {
	{"insert", 4, insert},		 {"delete", 4, delete},
	{"duplicate", 2, duplicate},	 {"swap", 2, swap},
	{"argument", 8, argument},	 {"operation", 2, operation},
	{"splice", 8, splice},		 {"repeat", 2, repeat},
	{"exhaust", 1, exhaust},	 {"parallel", 1, parallel},
	{"machine", 2, machine},	 {"fact_insert", 4, fact_insert},
	{"fact_delete", 2, fact_delete}, {"fact_change", 8, fact_change},
	{"fact_copy", 2, fact_copy},	 {"bytes", 8, bytes},
};

enum {
	OPERATORS = sizeof(operators) / sizeof(operators[0]),
	MUTATE_ALL = (1u << OPERATORS) - 1,
};

_Static_assert(OPERATORS < 32, "a bit of mutator.off is an operator");

const char *mutate_name(unsigned int i)
{
	return i < OPERATORS ? operators[i].name : NULL;
}

bool mutate_off(const char *names, uint32_t *off)
{
	unsigned int i;
	size_t length;

	if (!strcmp(names, "all")) {
		*off = MUTATE_ALL;
		return true;
	}
	for (*off = 0; *names; names += length + (names[length] == ',')) {
		length = strcspn(names, ",");
		for (i = 0; i < OPERATORS; i++)
			if (!strncmp(operators[i].name, names, length) && !operators[i].name[length])
				break;
		if (i == OPERATORS)
			return false;
		*off |= 1u << i;
	}
	return true;
}

bool mutate_is_off(const struct mutator *m)
{
	return m->off == MUTATE_ALL;
}

static unsigned int pick_operator(struct random *r, uint32_t off)
{
	unsigned int i, sum = 0, at;

	for (i = 0; i < OPERATORS; i++)
		sum += off >> i & 1 ? 0 : operators[i].weight;
	assert(sum);
	at = random_below(r, sum);
	for (i = 0; off >> i & 1 || at >= operators[i].weight; i++)
		at -= off >> i & 1 ? 0 : operators[i].weight;
	return i;
}

/* The operations at the end go first, which need the others and which none needs. */
static void fit(struct program *p, size_t max_bytes)
{
	size_t size = program_size(p), over;

	while (size > max_bytes && (p->ops || p->description.facts)) {
		over = (size - max_bytes + PROGRAM_RECORD - 1) / PROGRAM_RECORD;
		if (p->ops)
			program_remove(p, p->ops - smaller(over, p->ops), smaller(over, p->ops));
		else
			p->description.facts -= smaller(over, p->description.facts);
		size = program_size(p);
	}
}

/* Words hold or not by those before them, and what does not hold decodes to something else. */
static void settle(struct program *p, const struct mutator *m)
{
	size_t size;
	uint8_t *data;

	fit(p, m->max_bytes);
	if (p->machine == CORE_DESCRIBED || m->described) {
		data = program_encode(p, &size);
		decode_as(p, data, size, m->described);
		free(data);
	}
	assert(program_is_canonical(p));
}

bool mutate_by(unsigned int i, struct program *p, const struct program *other, struct random *r,
	       const struct mutator *m)
{
	const struct change change = {p, other, r, m};

	if (!operators[i].change(&change))
		return false;
	settle(p, m);
	return true;
}

void mutate(struct program *p, const struct program *other, struct random *r, const struct mutator *m)
{
	unsigned int rounds = ROUNDS, tries;

	settle(p, m);
	if (mutate_is_off(m))
		return;
	do {
		for (tries = TRIES; tries; tries--)
			if (mutate_by(pick_operator(r, m->off), p, other, r, m))
				break;
	} while (--rounds && random_below(r, 2));
}

size_t mutate_bytes(const struct mutate_input *in, const struct mutate_input *other, uint8_t *out, uint64_t seed,
		    const struct mutator *m)
{
	struct program p = {0}, theirs = {0};
	struct random r = {.state = seed};
	uint8_t *data;
	size_t size;

	program_decode(&p, in->data, in->size);
	if (other)
		program_decode(&theirs, other->data, other->size);
	mutate(&p, other ? &theirs : NULL, &r, m);
	data = program_encode(&p, &size);
	/* Where there is no room for a head, its beginning: what is missing counts as zeros. */
	size = size < m->max_bytes ? size : m->max_bytes;
	memcpy(out, data, size);
	free(data);
	program_free(&p);
	program_free(&theirs);
	return size;
}
