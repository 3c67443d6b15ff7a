// SPDX-License-Identifier: GPL-2.0
/*
 * algebra.c - laws that hold behind any program, up to who owns what (abstract_ownership()): what is done and undone
 * was not done, giving back in parts or in another order comes to the same, and a range is a range to whoever asks.
 *
 * Behind a generated program come a few operations, as text.  Seeds as in programs.c.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "lang/generate.h"
#include "lang/ops.h"
#include "lang/text.h"
#include "props/abstract.h"
#include "props/suite/scene.h"
#include "run/conditions.h"
#include "run/run.h"

enum {
	BEFORE = 16, /* operations of a generated program, at most */
	TAIL = 4,
	TEXT = 512,
};

static struct program program, tail;

static void start(void)
{
	char error[256];

	scene_start();
	if (!run_load_known(NULL, error, sizeof(error)))
		cr_log_warn("known findings: %s", error);
}

TestSuite(algebra, .init = start, .timeout = 600);

static unsigned int many(unsigned int programs)
{
	const char *times = getenv("MMFUZZ_PROGRAMS");

	if (core_build()->block_order > 8)
		programs /= 20;
	if (core_build()->block_order > 12)
		programs /= 10;
	return (programs ? programs : 1) * (times && *times ? strtoul(times, NULL, 0) : 1);
}

/* ---------------------------------------------------------------- a program and what comes behind it */

/* What came of it: the state in front of the tail and behind each of its operations. */
static struct ending {
	unsigned int before; /* operations in front of the tail */
	struct abstract state[TAIL + 1];
	bool ok[TAIL + 1], skipped[TAIL + 1], all_ok, places;
	bool retried[TAIL + 1]; /* windows were given up on the way; known after core_explain(1) */
	unsigned long pfn[TAIL + 1], count[TAIL + 1];
	unsigned int seen; /* how many of these */
} ending;

static bool gave_up_windows(void)
{
	const struct core_tried *tried;
	unsigned int i, count = core_tried(&tried);

	for (i = 0; i < count; i++)
		if (tried[i].what == CORE_TRIED_BUSY)
			return true;
	return false;
}

static void on_operation(void *arg, const struct run *r, int at, const struct op *op)
{
	struct ending *e = arg;
	unsigned int i = at + 1 - e->before;

	e->all_ok &= !op || r->skip || r->rec.ok;
	if (at + 1 < (int)e->before || verdict->over)
		return;
	abstract_ownership(r->model, e->places, &e->state[i]);
	e->ok[i] = op && r->rec.ok && !r->skip;
	e->skipped[i] = op && r->skip;
	e->retried[i] = gave_up_windows();
	e->pfn[i] = r->rec.pfn;
	e->count[i] = r->rec.count;
	e->seen = i + 1;
}

static void make(unsigned int i)
{
	const char *seed = getenv("MMFUZZ_SEED");
	unsigned int at;

	generate(&program, random_seed(seed && *seed ? strtoul(seed, NULL, 0) : 1, i), BEFORE);
	/* The laws are of operations one by one, and one at the end would take what is appended. */
	for (at = program.ops; at--;)
		if (program.op[at].code == OP_PARALLEL)
			program_remove(&program, at, 1);
}

/* Behind the program. */
static void append(const char *format, ...)
{
	char text[TEXT], error[256];
	int length = snprintf(text, sizeof(text), "mmfuzz %d\nmachine %s\n", PROGRAM_VERSION,
			      core_machine(program.machine)->name);
	unsigned int i, at = program.ops;
	va_list args;

	va_start(args, format);
	length += vsnprintf(text + length, sizeof(text) - length, format, args);
	va_end(args);
	cr_assert(text_assemble(&tail, "", text, length, error, sizeof(error)), "%s: %s", text, error);
	program_insert(&program, at, tail.ops);
	for (i = 0; i < tail.ops; i++)
		program.op[at + i] = tail.op[i];
}

/* Whether it came to its end, with no finding that makes the rest void; to be skipped else. */
static bool ends(unsigned int before, bool places)
{
	struct run_options options = {.walk_every = WALK_AT_END, .observe = on_operation, .observe_arg = &ending};
	struct run_result result;

	ending = (struct ending){.before = before, .all_ok = true, .places = places};
	run_program(&program, &options, &result);
	return ending.seen == program.ops - before + 1 && !verdict->findings;
}

/* A law that no program tried is not one that holds; where pageblocks are large there are few programs. */
static void expect_cases(unsigned int cases, const char *law)
{
	cr_expect(cases > 4 || core_build()->block_order > 8, "only %u programs came to: %s", cases, law);
}

/* ---------------------------------------------------------------- the laws */

static const struct undone {
	const char *done, *undone;
} undone[] = {
	{"alloc order=%u gfp=unmovable", "free nth=0"},
	{"alloc order=%u gfp=movable_compound", "free nth=0"},
	{"movable", "free_movable nth=0"},
	{"cma_alloc area=%u count=9 align=2", "cma_release nth=0"},
	{"cma_alloc_blocks area=%u blocks=2.5", "cma_release nth=0"},
	{"contig_alloc_blocks block=%u offset=3 blocks=1.5", "contig_free nth=0"},
	{"isolate block=%u blocks=2", "unisolate nth=0"},
};

/* Also what failed was not done. */
static bool check_undone(const struct undone *u, unsigned int i)
{
	unsigned int before;
	bool ok;

	make(i);
	before = program.ops;
	append(u->done, i % 5);
	if (!ends(before, true) || ending.skipped[1])
		return false;
	ok = ending.ok[1];
	if (ok) {
		append(u->undone);
		if (!ends(before, true))
			return false;
	}
	cr_expect(abstract_same(&ending.state[0], &ending.state[ok ? 2 : 1]), "program %u, then %s (%s): another state",
		  i, u->done, ok ? u->undone : "failed");
	return true;
}

Test(algebra, what_is_undone_was_not_done)
{
	const struct undone *u;
	unsigned int i, cases;

	for (u = undone; u < undone + sizeof(undone) / sizeof(undone[0]); u++) {
		for (cases = i = 0; i < many(150); i++)
			cases += check_undone(u, i);
		expect_cases(cases, u->done);
	}
}

/* Two ways to one end. */
static const struct ways {
	const char *first, *second;
} ways[] = {
	{"free nth=0\nfree nth=0", "free nth=1\nfree nth=0"},
	{"cma_release nth=0\ncma_release nth=0", "cma_release nth=1\ncma_release nth=0"},
	{"free nth=0\ncma_release nth=0", "cma_release nth=0\nfree nth=0"},
	{"contig_free nth=0\nfree_movable nth=0", "free_movable nth=0\ncontig_free nth=0"},
	{"cma_release nth=0", "cma_release_part nth=0 start=0 count=3\ncma_release nth=0"},
	{"contig_free nth=0", "contig_free_part nth=0 start=0 count=2\ncontig_free nth=0"},
	{"alloc order=2 gfp=unmovable\nsplit nth=0\nfree_many nth=0 count=4", "drain cpu=all"},
};

static bool all_done(void)
{
	unsigned int i;

	for (i = 1; i < ending.seen; i++)
		if (!ending.ok[i])
			return false;
	return true;
}

static bool check_ways(const struct ways *w, unsigned int i)
{
	struct abstract first;
	unsigned int before;

	make(i);
	append("alloc_many order=1 gfp=unmovable count=2\nmovable_many count=2\n");
	append("cma_alloc area=%u count=4\ncma_alloc area=%u count=8\n", i % 3, i % 2);
	append("contig_alloc_blocks block=%u blocks=0.5", 3 + i % 7);
	before = program.ops;
	append(w->first);
	if (!ends(before, true) || !all_done())
		return false;
	/* Else the part is all of it. */
	if (strstr(w->second, "_part") && ending.count[ending.seen - 1] < 4)
		return false;
	first = ending.state[ending.seen - 1];
	program_remove(&program, before, program.ops - before);
	append(w->second);
	if (!ends(before, true) || !all_done())
		return false;
	cr_expect(abstract_same(&first, &ending.state[ending.seen - 1]),
		  "program %u: another state after\n%s\nthan after\n%s", i, w->first, w->second);
	return true;
}

Test(algebra, two_ways_to_one_end)
{
	const struct ways *w;
	unsigned int i, cases;

	for (w = ways; w < ways + sizeof(ways) / sizeof(ways[0]); w++) {
		for (cases = i = 0; i < many(150); i++)
			cases += check_ways(w, i);
		expect_cases(cases, w->first);
	}
}

/*
 * What cma_alloc() gets, alloc_contig_range() gets as well, and as many pages are free then.  Where it gave windows up
 * before, they made room to migrate to.
 */
static bool check_range(unsigned int i)
{
	unsigned int before, shift = core_build()->block_order;
	unsigned long pfn, count, block, offset;
	struct abstract without;

	make(i);
	before = program.ops;
	append("cma_alloc area=%u count=%u align=%u\ncma_release nth=0", i % 2, 1 + i % 11, i % 4);
	if (!ends(before, false) || !all_done() || ending.retried[1])
		return false;
	pfn = ending.pfn[1];
	count = ending.count[1];
	without = ending.state[2];
	block = (pfn >> shift) - (core_machine(program.machine)->start_pfn >> shift);
	offset = pfn & ((1ul << shift) - 1);
	/* More an operation cannot say. */
	if (block > 255 || offset > 255)
		return false;
	program_remove(&program, before, program.ops - before);
	append("contig_alloc block=%lu offset=%lu count=%lu\ncontig_free nth=0", block, offset, count);
	if (!ends(before, false) || ending.skipped[1])
		return false;
	cr_expect(ending.ok[1] && ending.pfn[1] == pfn && ending.count[1] == count,
		  "program %u: [0x%lx, 0x%lx) is not to be had by alloc_contig_range()", i, pfn, pfn + count);
	cr_expect(abstract_same(&without, &ending.state[2]), "program %u: another state after a range", i);
	return true;
}

Test(algebra, a_range_is_a_range)
{
	unsigned int i, cases = 0;

	core_explain(1);
	for (i = 0; i < many(600); i++)
		cases += check_range(i);
	core_explain(0);
	expect_cases(cases, "a range");
}

/* Returns how often it went to a CPU. */
static unsigned int stay_on_one_cpu(void)
{
	unsigned int i, times = 0;

	for (i = program.ops; i--;) {
		times += program.op[i].cpu || program.op[i].code == OP_CPU;
		program.op[i].cpu = 0;
		if (program.op[i].code == OP_CPU)
			program_remove(&program, i, 1);
	}
	return times;
}

/* T2: on which CPU it runs is nobody's business, where nothing failed. */
Test(algebra, one_cpu_or_several)
{
	struct abstract several;
	unsigned int i, cases = 0;

	for (i = 0; i < many(600); i++) {
		make(i);
		append("cpu cpu=1\nalloc_many order=0 gfp=unmovable count=5\ncpu cpu=0\nmovable_many count=7\nfree nth=1");
		append("cpu cpu=1\nfree nth=0\nalloc order=1 gfp=movable\ndrain cpu=all");
		if (!ends(program.ops - 1, false) || !ending.all_ok)
			continue;
		several = ending.state[1];
		if (!stay_on_one_cpu() || !ends(program.ops - 1, false) || !ending.all_ok)
			continue;
		cases++;
		cr_expect(abstract_same(&several, &ending.state[1]), "program %u: another state on one CPU", i);
	}
	expect_cases(cases, "one CPU");
}
