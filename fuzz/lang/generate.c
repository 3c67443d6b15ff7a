// SPDX-License-Identifier: GPL-2.0
/*
 * generate.c - random programs, see generate.h.
 *
 * Arguments are small numbers half of the time, since most of what they name (objects, areas, orders) is few.
 */
#include <string.h>

#include "lang/generate.h"
#include "lang/ops.h"
#include "mmcore/core.h"

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

static uint8_t random_argument(struct random *r, const struct param *param)
{
	unsigned int limit = param_limit(param);

	if (limit > 8 && random_below(r, 2))
		limit = 8;
	return random_below(r, limit);
}

/* Makes room for count operations at a place of the program; returns how many fit. */
static unsigned int insert(struct program *p, unsigned int at, unsigned int count)
{
	if (count > PROGRAM_MAX_OPS - p->ops)
		count = PROGRAM_MAX_OPS - p->ops;
	memmove(&p->op[at + count], &p->op[at], (p->ops - at) * sizeof(p->op[0]));
	p->ops += count;
	return count;
}

/*
 * Memory is used up: no reserve is kept, and one kind of block is taken until there is none.  A mix of operations
 * seldom gets below the watermarks, let alone stays there, and what a kernel does for the last pages is what it does
 * worst.
 */
static void use_up(struct program *p, struct random *r)
{
	const struct op_info *many = &ops[OP_ALLOC_MANY];
	const struct op no_reserve = {.code = OP_MIN_FREE};
	struct op take = {.code = OP_ALLOC_MANY};
	unsigned int at = random_below(r, p->ops + 1), count = insert(p, at, 3 + random_below(r, 8)), i;

	take.arg[0] = core_build()->max_order - random_below(r, 2);
	take.arg[1] = random_argument(r, &many->param[1]);
	take.arg[2] = param_limit(&many->param[2]) - 1;
	for (i = 0; i < count; i++)
		p->op[at + i] = i ? take : no_reserve;
}

void generate_weighted(struct program *p, struct random *r, const unsigned int *weights, unsigned int count)
{
	unsigned int i;

	for (p->ops = 0; p->ops < count && p->ops < PROGRAM_MAX_OPS; p->ops++) {
		struct op *op = &p->op[p->ops];

		op->code = pick_weighted(r, weights);
		for (i = 0; i < PROGRAM_ARGS; i++)
			op->arg[i] = random_argument(r, &ops[op->code].param[i]);
	}
}

void generate(struct program *p, uint64_t seed, unsigned int max_ops)
{
	static const unsigned int choices[] = {0, 0, 1, 1, 2, 4, 8, 16};
	struct random r = {.state = seed};
	unsigned int weights[PROGRAM_SLOTS], i;

	p->machine = random_below(&r, core_machines());
	for (i = 0; i < OP_COUNT; i++)
		weights[i] = ops[i].text_only ? 0 : choices[random_below(&r, sizeof(choices) / sizeof(choices[0]))];
	weights[OP_ALLOC]++;
	generate_weighted(p, &r, weights, 1 + random_below(&r, max_ops));
	if (random_below(&r, 2))
		use_up(p, &r);
}
