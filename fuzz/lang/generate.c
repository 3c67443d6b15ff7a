// SPDX-License-Identifier: GPL-2.0
/*
 * generate.c - random programs, see generate.h.
 *
 * Arguments are small numbers half of the time, since most of what they name (objects, areas, orders) is few.
 */
#include <string.h>

#include "lang/generate.h"
#include "lang/ops.h"
#include "machine/facts.h"

enum {
	DRAWS = 3,
	DRAWN_FACTS = 12, /* fewer than so many */
	HABITS_STREAM = 13,
	SWAP_STREAM = 14,
	PARALLEL_STREAM = 15,
};

uint64_t random_next(struct random *r)
{
	uint64_t x = r->state += 0x9e3779b97f4a7c15ull;

	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
	return x ^ (x >> 31);
}

unsigned int random_below(struct random *r, unsigned int n)
{
	return (unsigned __int128)random_next(r) * n >> 64;
}

uint64_t random_seed(uint64_t series, uint64_t i)
{
	struct random r = {.state = series};

	r.state = random_next(&r) + i;
	return random_next(&r);
}

/* Of an operation among the others of a program. */
static unsigned int pick_weight(struct random *r)
{
	static const unsigned int choices[] = {0, 0, 1, 1, 2, 4, 8, 16};

	return choices[random_below(r, sizeof(choices) / sizeof(choices[0]))];
}

static unsigned int pick_weighted(struct random *r, const unsigned int *weights)
{
	unsigned int i, sum = 0, at;

	for (i = 0; i < OP_COUNT; i++)
		sum += weights[i];
	at = random_below(r, sum);
	for (i = 0; at >= weights[i]; i++)
		at -= weights[i];
	return i;
}

unsigned int random_code(struct random *r)
{
	unsigned int code;

	do
		code = random_below(r, OP_COUNT);
	while (ops[code].text_only);
	return code;
}

uint8_t random_argument(struct random *r, const struct param *param)
{
	unsigned int limit = param_limit(param);

	if (limit > 8 && random_below(r, 2))
		limit = 8;
	return random_below(r, limit);
}

void use_up(struct program *p, struct random *r)
{
	const struct op_info *many = &ops[OP_ALLOC_MANY];
	const struct op no_reserve = {.code = OP_MIN_FREE};
	struct op take = {.code = OP_ALLOC_MANY};
	unsigned int at = random_below(r, p->ops + 1), count = 3 + random_below(r, 8), i;

	program_insert(p, at, count);
	take.arg[0] = core_build()->max_order - random_below(r, 2);
	take.arg[1] = random_argument(r, &many->param[1]);
	take.arg[2] = param_limit(&many->param[2]) - 1;
	for (i = 0; i < count; i++)
		p->op[at + i] = i ? take : no_reserve;
}

void random_op(struct op *op, struct random *r)
{
	const struct param *param = ops[op->code].param;
	unsigned int i;

	/* One draw for each of the first three, be they there or not: what a seed means depends on it. */
	for (i = 0; i < PROGRAM_ARGS && (i < DRAWS || param[i].name); i++)
		op->arg[i] = random_argument(r, &param[i]);
}

void generate_weighted(struct program *p, struct random *r, const unsigned int *weights, unsigned int count)
{
	for (p->ops = 0; p->ops < count;)
		random_op(program_add(p, pick_weighted(r, weights)), r);
}

/* Mostly few bits are set, since most values are too large to fit anywhere. */
static void random_record(uint8_t *record, struct random *r)
{
	uint64_t word = random_next(r), mask = random_next(r);
	unsigned int k;

	memcpy(record, &word, FACT_BYTES);
	for (k = 1; k < FACT_BYTES; k++)
		if (mask >> 4 * k & 3)
			record[k] &= mask >> (8 + k) & 0x3f;
}

void random_fact(struct program *p, struct random *r)
{
	uint8_t record[FACT_BYTES];
	unsigned int kind;
	struct fact *fact;

	random_record(record, r);
	kind = record[0] % FACT_DRAWN;
	fact = program_add_fact(p, kind);
	if (!fact)
		return;
	fact_reduce(record, facts[kind].field);
	memcpy(fact->byte + 1, record + 1, FACT_BYTES - 1);
}

/* Most machines have RAM, a tree and no failure. */
void random_head(uint8_t *head, struct random *r)
{
	random_record(head, r);
	if (random_below(r, 8))
		head[0] &= (uint8_t)~HEAD_NO_RAM;
	if (random_below(r, 4)) {
		head[0] &= (uint8_t)~HEAD_HIGH;
		head[7] = 0;
	}
	if (random_below(r, 4))
		head[2] = 0;
	if (random_below(r, 4))
		head[6] &= 3;
	if (random_below(r, 4))
		head[4] = 0;
	fact_reduce(head, head_fields);
	head[0] |= HEAD_DESCRIBED;
}

/* Half of the programs have no habit; the choice is a separate stream, so that these are what they were before there
 * were any. */
static void add_habits(unsigned int *weights, uint64_t seed)
{
	struct random r = {.state = random_seed(seed, HABITS_STREAM)};
	unsigned int has = random_below(&r, 2) ? 1 + random_below(&r, (1u << (HABITS - 1)) - 1) : 0, i;

	for (i = 0; i < OP_COUNT; i++)
		if (ops[i].habit && has >> (ops[i].habit - 1) & 1)
			weights[i] = pick_weight(&r);
}

/* Half of the programs with anonymous memory begin with swap: one that comes late finds little to take. */
static void begin_with_swap(struct program *p, uint64_t seed, const unsigned int *weights)
{
	struct random r = {.state = random_seed(seed, SWAP_STREAM)};

	if (!weights[OP_SWAP_ON] || random_below(&r, 2))
		return;
	program_insert(p, 0, 1);
	p->op[0] = (struct op){.code = OP_SWAP_ON};
	random_op(&p->op[0], &r);
}

/* One that may run at once with others, on a CPU that it names. */
static void random_beside(struct op *op, struct random *r)
{
	do
		op->code = random_code(r);
	while (!ops[op->code].beside);
	random_op(op, r);
	op->cpu = 1 + random_below(r, CORE_MAX_CPUS);
}

void add_parallel(struct program *p, struct random *r)
{
	unsigned int at = random_below(r, p->ops + 1), members = 2 + random_below(r, 6), preempts = random_below(r, 6),
		     i;

	program_insert(p, at, 1 + members + preempts);
	p->op[at] = (struct op){.code = OP_PARALLEL, .arg = {members + preempts - 1}};
	for (i = 0; i < members + preempts; i++) {
		p->op[++at] = (struct op){.code = OP_PREEMPT};
		if (i < members)
			random_beside(&p->op[at], r);
		else
			random_op(&p->op[at], r);
	}
	if (random_below(r, 2))
		return;
	program_insert(p, at + 1 - preempts, 2);
	p->op[at + 1 - preempts] = (struct op){.code = OP_INTERRUPT};
	p->op[at + 2 - preempts] = (struct op){.code = random_below(r, 2) ? OP_ALLOC : OP_FREE};
	random_op(&p->op[at + 1 - preempts], r);
	random_op(&p->op[at + 2 - preempts], r);
	p->op[at - members - preempts].arg[0] += 2;
}

/* A quarter of the programs. */
static void add_parallels(struct program *p, uint64_t seed)
{
	struct random r = {.state = random_seed(seed, PARALLEL_STREAM)};
	unsigned int blocks = random_below(&r, 4) ? 0 : 1 + random_below(&r, 3);

	while (blocks--)
		add_parallel(p, &r);
}

void generate_described(struct program *p, uint64_t seed, unsigned int max_ops)
{
	static const uint8_t on_areas[] = {
		OP_CMA_ALLOC,	      OP_CMA_ALLOC_BLOCKS, OP_CMA_RELEASE, OP_CMA_RELEASE_PART, OP_DMA_ALLOC,
		OP_DMA_ALLOC_BLOCKS,  OP_DMA_ALLOC_FROM,   OP_DMA_FREE,	   OP_MOVABLE_MANY,	OP_CMA_ALLOC_FOLIO,
		OP_CMA_RELEASE_WRONG, OP_DMA_ALLOC_QUIET,  OP_FREE_MANY,   OP_DMA_RELEASE_FROM, OP_CONTIG_ALLOC_BLOCKS};
	struct random r = {.state = seed};
	unsigned int weights[PROGRAM_SLOTS] = {0}, i, count;

	for (i = 0; i < OP_COUNT; i++)
		weights[i] = !ops[i].text_only && !ops[i].habit;
	for (i = 0; i < sizeof(on_areas); i++)
		weights[on_areas[i]] += 2;
	add_habits(weights, seed);
	program_clear(p);
	p->machine = CORE_DESCRIBED;
	random_head(p->description.head, &r);
	for (count = random_below(&r, DRAWN_FACTS); count; count--)
		random_fact(p, &r);
	generate_weighted(p, &r, weights, random_below(&r, max_ops + 1));
	add_parallels(p, seed);
	begin_with_swap(p, seed, weights);
}

void generate(struct program *p, uint64_t seed, unsigned int max_ops)
{
	struct random r = {.state = seed};
	unsigned int weights[PROGRAM_SLOTS], i;

	program_clear(p);
	p->machine = random_below(&r, core_machines());
	for (i = 0; i < OP_COUNT; i++)
		weights[i] = ops[i].text_only || ops[i].habit ? 0 : pick_weight(&r);
	weights[OP_ALLOC]++;
	add_habits(weights, seed);
	generate_weighted(p, &r, weights, 1 + random_below(&r, max_ops));
	if (random_below(&r, 2))
		use_up(p, &r);
	add_parallels(p, seed);
	begin_with_swap(p, seed, weights);
}
