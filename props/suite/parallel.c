// SPDX-License-Identifier: GPL-2.0
/* parallel.c - several CPUs at once: who waits for whom, what is left where one stops, and that alone they are as one.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "lang/generate.h"
#include "lang/ops.h"
#include "lang/text.h"
#include "props/abstract.h"
#include "props/suite/scene.h"
#include "run/run.h"

TestSuite(parallel, .init = scene_start, .timeout = 600);

/* ---------------------------------------------------------------- what two CPUs do to each other */

static void run_damage(void *arg, unsigned int cpu)
{
	core_damage(*(const enum core_damage *)arg, 0, cpu);
}

/* The other goes on at every point. */
static unsigned int take_turns(void *arg, unsigned int cpu, unsigned int ready, enum core_lane_point point)
{
	(void)arg;
	(void)point;
	return ready & ~(1u << cpu) ? (unsigned int)__builtin_ctz(ready & ~(1u << cpu)) : cpu;
}

static unsigned int stay(void *arg, unsigned int cpu, unsigned int ready, enum core_lane_point point)
{
	(void)arg;
	return point == CORE_LANE_MUST ? (unsigned int)__builtin_ctz(ready) : cpu;
}

/* False if the run ended within. */
static bool run_both(enum core_damage what,
		     unsigned int (*choose)(void *, unsigned int, unsigned int, enum core_lane_point))
{
	const struct core_lanes lanes = {.lanes = scene.build->cpus, .run = run_damage, .choose = choose, .arg = &what};
	bool whole = false;

	verdict_begin("flat");
	if (!setjmp(*host_enter())) {
		core_op_begin();
		cr_assert_eq(core_lanes(&lanes), 0);
		core_op_end();
		whole = true;
	}
	host_leave();
	return whole;
}

static void begin(void)
{
	scene_begin(NULL);
	if (scene.build->cpus < 2)
		cr_skip_test("one CPU");
}

/* Two locks in opposite order, each taken by one before either has both. */
Test(parallel, deadlock_names_its_cycle)
{
	unsigned int i, found_at = 0;

	begin();
	cr_expect(run_both(CORE_DAMAGE_TWO_LOCKS, stay), "one after the other");
	/* With lockdep the order alone is wrong. */
	cr_expect_eq(verdict->findings, core_build()->lockdep ? 1 : 0, "found %s", found());
	scene_begin(NULL);
	cr_expect(!run_both(CORE_DAMAGE_TWO_LOCKS, take_turns), "both went on");
	cr_assert(verdict_has(verdict, "lock:deadlock"), "found %s", found());
	for (i = 0; i < verdict->findings; i++)
		if (!strcmp(verdict->finding[i].signature, "lock:deadlock"))
			found_at = i;
	cr_expect(strstr(verdict->finding[found_at].text,
			 "CPU 0 waits for a lock of CPU 1, CPU 1 waits for a lock of CPU 0"),
		  "%s", verdict->finding[found_at].text);
}

/* Likewise of pages, for which who waits goes on now and then to look again. */
Test(parallel, pages_locked_crosswise_are_a_deadlock)
{
	begin();
	cr_expect(run_both(CORE_DAMAGE_TWO_PAGES, stay), "one after the other");
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect(!run_both(CORE_DAMAGE_TWO_PAGES, take_turns), "both went on");
	cr_expect(verdict_has(verdict, "lock:deadlock"), "found %s", found());
}

Test(parallel, locks_held_at_the_end)
{
	begin();
	run_both(CORE_DAMAGE_IRQ, stay);
	cr_expect(verdict_has(verdict, "lock:interrupts-off-at-the-end"), "found %s", found());
}

/* Stacks that were left anywhere: nothing of them is in the next program. */
Test(parallel, reset_after_a_thousand_bugs)
{
	unsigned int i;
	char where[128];

	begin();
	for (i = 0; i < 1000; i++) {
		cr_assert(!run_both(CORE_DAMAGE_BUG, i % 2 ? take_turns : stay), "no BUG");
		cr_assert(verdict_has(verdict, "bug:damage_context"), "found %s", found());
		scene_begin(NULL);
		if (i % 100 == 99)
			cr_assert_eq(core_verify_reset(where, sizeof(where)), 0, "after %u: %s", i, where);
	}
}

/* ---------------------------------------------------------------- one after the other */

static struct program program;
static struct abstract ending;

static void on_operation(void *arg, const struct run *r, int at, const struct op *op)
{
	(void)arg;
	(void)op;
	if (at >= 0)
		abstract_ownership(r->model, true, &ending);
}

/* Others leave work that is done at the end of an operation: of each, or of all that run at once. */
static bool keeps_order(enum op_code code)
{
	enum op_kind kind = ops[code].kind;

	return kind == OP_KIND_ALLOC || kind == OP_KIND_FREE || kind == OP_KIND_CMA_ALLOC ||
	       kind == OP_KIND_CMA_RELEASE;
}

/* Operations that run at once behind others, without a preemption; where they begin. */
static unsigned int make(unsigned int seed)
{
	static struct program block;
	struct random r = {seed};
	unsigned int i, at;

	generate(&program, random_seed(77, seed), 12);
	for (i = program.ops; i--;)
		if (program.op[i].code == OP_PARALLEL)
			program_remove(&program, i, 1);
	at = program.ops;
	program_clear(&block);
	add_parallel(&block, &r);
	for (i = 0; i < block.ops; i++) {
		/* With what its handler does. */
		if (block.op[i].code == OP_INTERRUPT)
			i++;
		else if (!i || keeps_order(block.op[i].code))
			*program_add(&program, OP_ALLOC) = block.op[i];
	}
	if (program.ops - at < 2)
		*program_add(&program, OP_ALLOC) = (struct op){.code = OP_ALLOC, .cpu = 1};
	program.op[at].arg[0] = program.ops - at - 2;
	return at;
}

/* The same, by CPU, none at once. */
static void put_in_order(unsigned int at)
{
	unsigned int cpus = core_build()->cpus, cpu, i, first = at + 1, count = program.ops - first;
	static struct op list[256];
	unsigned int n = 0;

	for (cpu = 0; cpu < cpus; cpu++)
		for (i = 0; i < count; i++)
			if ((program.op[first + i].cpu - 1u) % cpus == cpu)
				list[n++] = program.op[first + i];
	memcpy(program.op + first, list, n * sizeof(*list));
	program_remove(&program, at, 1);
}

/* Whoever is refused memory has woken kswapd, which runs at an operation's end: no case. */
static bool run_to_the_end(void)
{
	const struct run_options options = {.walk_every = WALK_AT_END, .observe = on_operation};
	const struct run_parallel *at_once;
	struct run_result result;

	run_program(&program, &options, &result);
	at_once = &result.parallel;
	return result.booted && !result.stopped && !verdict->findings &&
	       !(at_once->ran & ~at_once->ok & ~at_once->skipped);
}

static char described[4096];

static void describe(unsigned int at)
{
	FILE *f = fmemopen(described, sizeof(described), "w");

	cr_assert(f);
	text_ops(f, &program, 0, program.ops);
	fprintf(f, "(at once from %u on)\n", at);
	fclose(f);
}

/* Without a preemption the CPUs run one after the other, unless one waits. */
Test(parallel, alone_is_one_after_the_other)
{
	unsigned int i, at, cases = 0;
	struct abstract at_once;

	begin();
	for (i = 0; i < 400; i++) {
		at = make(i);
		if (!run_to_the_end())
			continue;
		at_once = ending;
		describe(at);
		put_in_order(at);
		if (!run_to_the_end())
			continue;
		cases++;
		cr_expect(abstract_same(&at_once, &ending), "program %u: another state, behind\n%s", i, described);
	}
	cr_expect_gt(cases, 100, "only %u programs", cases);
}
