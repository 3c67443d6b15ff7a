// SPDX-License-Identifier: GPL-2.0
/*
 * programs.c - properties over generated programs.
 *
 * The series of seeds comes from MMFUZZ_SEED, 1 without it; MMFUZZ_PROGRAMS scales the number of programs.  A failure
 * names its program as seed:index, which is the whole report: it is program `index` of `mmfuzz random --seed S --ops
 * 48`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "lang/mutate.h"
#include "lang/ops.h"
#include "lang/text.h"
#include "props/suite/scene.h"
#include "run/conditions.h"
#include "run/run.h"

enum {
	OPS = 48,
	TEXT = 1 << 17,
};

static struct program program, other;

static void start(void)
{
	char error[256];

	scene_start();
	if (!run_load_known(NULL, error, sizeof(error)))
		cr_log_warn("known findings: %s", error);
}

TestSuite(programs, .init = start, .timeout = 600);

static unsigned long from_env(const char *name, unsigned long otherwise)
{
	const char *text = getenv(name);

	return text && *text ? strtoul(text, NULL, 0) : otherwise;
}

/* Program i of the series, and its name for messages. */
static const char *make(struct program *p, unsigned int i)
{
	unsigned long seed = from_env("MMFUZZ_SEED", 1);
	static char name[64];

	generate(p, random_seed(seed, i), OPS);
	snprintf(name, sizeof(name), "%lu:%u", seed, i);
	return name;
}

static unsigned int many(unsigned int programs)
{
	/* A walk looks at every page: a twentieth where a pageblock has hundreds, a 200th where it has thousands. */
	if (core_build()->block_order > 8)
		programs /= 20;
	if (core_build()->block_order > 12)
		programs /= 10;
	return (programs ? programs : 1) * from_env("MMFUZZ_PROGRAMS", 1);
}

/* Runs without findings but known ones; says so itself if not. */
static bool runs_clean(const struct program *p, const char *name, unsigned int walk_every, struct run_result *result)
{
	struct run_options options = {.walk_every = walk_every};
	const struct finding *f;

	run_program(p, &options, result);
	f = verdict_first(verdict);
	if (!f || f->known)
		return true;
	cr_expect(false, "program %s: %s at operation %d (%s): %s", name, f->signature, f->at, f->op, f->text);
	return false;
}

Test(programs, no_finding_with_every_operation_walked)
{
	unsigned int i, count = many(1000), bad = 0;
	struct run_result result;
	const char *name;

	for (i = 0; i < count && bad < 5; i++) {
		name = make(&program, i);
		bad += !runs_clean(&program, name, 1, &result);
	}
}

/* T1, and nothing of one program reaches the next. */
Test(programs, same_trace_first_and_last)
{
	struct run_options options = {.walk_every = WALK_AT_END};
	struct run_result first, between, last;
	unsigned int i, k;

	for (i = 0; i < many(10); i++) {
		make(&other, i * 300);
		run_program(&other, &options, &first);
		for (k = 0; k < 300; k++) {
			make(&program, i * 300 + k);
			run_program(&program, &options, &between);
		}
		run_program(&other, &options, &last);
		cr_expect_eq(first.digest, last.digest, "program %s: another trace after 300 programs",
			     make(&other, i * 300));
	}
}

/* A described machine that lies where a machine with a name does: each finds its memory as if the other had not been.
 */
Test(programs, described_machine_in_between)
{
	static const char text[] = "mmfuzz 2\nmachine ram=0x60000000+16M cmdline=cma=4M\nmovable_many count=64\n"
				   "cma_alloc area=0 count=9\n";
	struct run_options options = {.walk_every = WALK_AT_END};
	struct run_result first, between, last;
	char where[128], error[256] = "";
	unsigned int i;

	if (core_build()->block_order > 4)
		cr_skip_test("needs pageblocks of 16 pages");
	for (i = 0; i < many(20); i++) {
		make(&program, i);
		run_program(&program, &options, &first);
		cr_assert(text_assemble(&other, "", text, strlen(text), error, sizeof(error)), "%s", error);
		run_program(&other, &options, &between);
		cr_assert(between.booted && !verdict->unknown, "%s", found());
		run_program(&program, &options, &last);
		cr_expect_eq(first.digest, last.digest, "program %u: another trace after a described machine", i);
		cr_assert_eq(core_reset(program.machine), 0);
		cr_assert_eq(core_verify_reset(where, sizeof(where)), 0, "program %u: %s", i, where);
	}
}

/* T1: how often the checks look changes nothing. */
Test(programs, looking_changes_nothing)
{
	struct run_options options = {.walk_every = 1}, blind = {.no_checks = true};
	struct run_result seen, unseen;
	unsigned int i, count = many(500);
	const char *name;

	for (i = 0; i < count; i++) {
		name = make(&program, i);
		run_program(&program, &options, &seen);
		if (verdict->unknown)
			continue; /* it ends there, which the blind run does not */
		run_program(&program, &blind, &unseen);
		if (verdict->unknown)
			continue;
		cr_assert_eq(seen.digest, unseen.digest, "program %s: the checks changed the trace", name);
	}
}

/* A machine each 100 programs, in turn, and all in the end: what is not put back stays, and is found when its turn
 * comes. */
Test(programs, reset_restores_every_byte)
{
	unsigned int i, m, count = many(2500);
	struct run_options options = {.walk_every = WALK_AT_END};
	struct run_result result;
	unsigned long differing;
	char where[128];

	for (i = 0; i < count; i++) {
		make(&program, i);
		run_program(&program, &options, &result);
		if (i % 100 && i + 1 < count)
			continue;
		for (m = 0; m < core_machines(); m++) {
			if (i + 1 < count && m != i / 100 % core_machines())
				continue;
			cr_assert_eq(core_reset(m), 0);
			differing = core_verify_reset(where, sizeof(where));
			cr_assert_eq(differing, 0, "after program %u: %lu bytes of machine %u differ, first %s", i,
				     differing, m, where);
		}
	}
}

/* The series has programs on machines of both kinds. */
static const char *make_any(struct program *p, unsigned int i)
{
	const char *name = make(p, i);

	if (i % 2)
		generate_described(p, random_seed(from_env("MMFUZZ_SEED", 1), i), OPS);
	return name;
}

/* As text, and back. */
static bool reads_again(const struct program *p)
{
	static char text[TEXT], error[256];
	FILE *f = fmemopen(text, sizeof(text), "w");

	cr_assert_neq(f, NULL);
	text_show(f, p);
	fclose(f);
	cr_assert(text_assemble(&other, "", text, strlen(text), error, sizeof(error)), "%s", error);
	return program_same(p, &other);
}

Test(programs, text_round_trip)
{
	unsigned int i, count = many(2000);
	const char *name;

	for (i = 0; i < count; i++) {
		name = make_any(&program, i);
		cr_assert(reads_again(&program), "program %s: text means another program", name);
	}
}

static bool decodes_again(const struct program *p)
{
	size_t size;
	uint8_t *bytes = program_encode(p, &size);

	program_decode(&other, bytes, size);
	free(bytes);
	return program_same(p, &other);
}

Test(programs, bytes_round_trip)
{
	unsigned int i, count = many(2000);
	const char *name;

	for (i = 0; i < count; i++) {
		name = make_any(&program, i);
		cr_assert(decodes_again(&program), "program %s: bytes mean another program", name);
	}
}

/* What does not fit into a line of text is no statement. */
Test(programs, statement_of_any_length)
{
	static uint8_t bytes[PROGRAM_RECORD * 3 + 256] = {0};
	uint8_t *op = bytes + PROGRAM_RECORD, *data = op + PROGRAM_RECORD, *text = data + PROGRAM_RECORD;
	unsigned int length;

	for (length = 0; length <= 256; length++) {
		op[0] = OP_EXPECT;
		op[PROGRAM_RECORD - 1] = RECORD_SEAL;
		data[0] = RECORD_DATA;
		data[1] = length;
		data[2] = length >> 8;
		memset(text, '#', length);
		memcpy(text, "log=", length < 4 ? length : 4);
		program_decode(&program, bytes, sizeof(bytes));
		cr_expect_eq(program.op[0].code, length >= 3 && length < TEXT_STATEMENT_MAX ? OP_EXPECT : OP_ALLOC,
			     "a statement of %u bytes", length);
		cr_assert(decodes_again(&program), "a statement of %u bytes", length);
		cr_assert(reads_again(&program), "a statement of %u bytes", length);
	}
}

/*
 * Total: any bytes are a program, and one that runs; not described machines, of which known findings end the process
 * (ci/checks/areas runs these in children).
 */
Test(programs, every_byte_string_is_a_program)
{
	struct random random = {from_env("MMFUZZ_SEED", 1)};
	unsigned int i, k, size, count = many(1000);
	struct run_result result;
	uint8_t bytes[512];
	char name[32];

	for (i = 0; i < count; i++) {
		size = random_below(&random, sizeof(bytes) + 1);
		for (k = 0; k < size; k++)
			bytes[k] = random_next(&random);
		program_decode(&program, bytes, size);
		snprintf(name, sizeof(name), "bytes %u", i);
		cr_assert(decodes_again(&program), "program %s: its own bytes mean another", name);
		cr_assert(reads_again(&program), "program %s: its text means another", name);
		if (program.machine != CORE_DESCRIBED && !runs_clean(&program, name, 0, &result))
			return;
	}
}

/* ---------------------------------------------------------------- mutations */

enum {
	MUTATED_MAX = 1024, /* bytes, as an engine's */
};

/* In place of an engine's mutator of bytes. */
static size_t shift_bytes(uint8_t *data, size_t size, size_t max)
{
	memmove(data + 1, data, size < max ? size : max - 1);
	data[0] ^= 0x55;
	return size < max ? size + 1 : max;
}

/* Mutation i of the series: a program of one kind of machine, parts of another of either. */
static size_t mutation(unsigned int i, uint8_t *out, struct mutator *m)
{
	static struct program parts;
	struct mutate_input in = {0}, theirs = {0};
	size_t size;

	*m = (struct mutator){
		.described = i / 2 % 2, .max_bytes = (MUTATED_MAX >> i % 7) - i % 8, .bytes = shift_bytes};
	make_any(&program, i);
	make_any(&parts, i / 3);
	in.data = program_encode(&program, &in.size);
	theirs.data = program_encode(&parts, &theirs.size);
	size = mutate_bytes(&in, i % 3 ? &theirs : NULL, out, random_seed(1, i), m);
	free((void *)in.data);
	free((void *)theirs.data);
	return size;
}

Test(programs, mutations_are_programs)
{
	static uint8_t bytes[MUTATED_MAX], again[MUTATED_MAX];
	unsigned int i, count = many(10000);
	struct mutator m;
	size_t size;

	for (i = 0; i < count; i++) {
		size = mutation(i, bytes, &m);
		cr_assert_leq(size, m.max_bytes, "mutation %u is too long", i);
		cr_assert_eq(mutation(i, again, &m), size, "mutation %u: another one the second time", i);
		cr_assert_arr_eq(bytes, again, size, "mutation %u: another one the second time", i);
		program_decode(&program, bytes, size);
		cr_assert_eq(program.machine == CORE_DESCRIBED, m.described, "mutation %u: of the other kind", i);
		cr_assert_eq(program_size(&program), size, "mutation %u: not canonical", i);
		cr_assert(decodes_again(&program), "mutation %u: its own bytes mean another program", i);
		cr_assert(reads_again(&program), "mutation %u: its text means another program", i);
	}
}

/* How many of a hundred programs an operator changes. */
static unsigned int changed_by(unsigned int operator, bool described)
{
	const struct mutator m = {.described = described, .max_bytes = MUTATED_MAX, .bytes = shift_bytes};
	static struct program before, parts;
	struct random r = {operator};
	unsigned int i, changed = 0;

	for (i = 0; i < 100; i++) {
		make_any(&program, 2 * i + described);
		make_any(&parts, 4 * i + described);
		program_copy(&before, &program);
		changed += mutate_by(operator, & program, &parts, &r, &m) && !program_same(&before, &program);
	}
	return changed;
}

Test(programs, each_operator_changes_something)
{
	unsigned int i, changed;

	for (i = 0; mutate_name(i); i++) {
		changed = changed_by(i, true);
		if (strncmp(mutate_name(i), "fact_", 5))
			changed = changed_by(i, false);
		cr_expect_geq(changed, 40, "operator %s changes %u of 100 programs", mutate_name(i), changed);
	}
}

Test(programs, switched_off_operators_do_nothing)
{
	struct mutator m = {.max_bytes = MUTATED_MAX};
	struct random r = {1};
	unsigned int i;

	cr_assert(!mutate_off("insert,nothing", &m.off));
	cr_assert(mutate_off("all", &m.off));
	cr_assert(mutate_is_off(&m));
	cr_assert(mutate_off("insert,duplicate,repeat,exhaust,parallel,splice,bytes", &m.off));
	for (i = 0; i < 100; i++) {
		program_clear(&program);
		mutate(&program, NULL, &r, &m);
		cr_assert_eq(program.ops, 0, "an operation came into an empty program");
	}
}
