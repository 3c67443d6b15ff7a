// SPDX-License-Identifier: GPL-2.0
/*
 * generate.c - random programs, see generate.h.
 *
 * Arguments are small numbers half of the time, since most of what they name (objects, areas, orders) is few.
 */
#include "core.h"
#include "generate.h"
#include "ops.h"

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

	for (i = 0; i < op_count; i++)
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
	for (i = 0; i < op_count; i++)
		weights[i] = ops[i].text_only ? 0 : choices[random_below(&r, sizeof(choices) / sizeof(choices[0]))];
	weights[OP_CODE_ALLOC]++;
	generate_weighted(p, &r, weights, 1 + random_below(&r, max_ops));
}
