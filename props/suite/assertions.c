// SPDX-License-Identifier: GPL-2.0
/*
 * assertions.c - the harness notices when it contradicts itself: each assert() of the host side that guards a shape
 * ends a test here, in the builds with sanitizers; elsewhere they are not compiled.
 */
#include <signal.h>
#include <string.h>

#include <criterion/criterion.h>

#include "lang/ops.h"
#include "op/op.h"
#include "props/suite/scene.h"
#include "run/run.h"

TestSuite(assertions, .init = scene_start);

static struct program program;

/* A model by hand, of eight pages and no machine. */
static struct model model;
static uint32_t owner[8];

static void begin(void)
{
	memset(owner, 0xff, sizeof(owner));
	memset(&model, 0, sizeof(model));
	model.end_pfn = 8;
	model.owner = owner;
	model.unuseds = MODEL_OBJECTS;
}

/* An object of four pages in slot 0. */
static void add(void)
{
	unsigned int i;

	model.object[0] = (struct object){.kind = OBJECT_PAGES, .pfn = 1, .count = 4};
	model.live_count[OBJECT_PAGES] = 1;
	model.unuseds--;
	for (i = 1; i < 5; i++)
		owner[i] = 0;
}

Test(assertions, a_consistent_model_is_one)
{
	begin();
	cr_expect(model_is_consistent(&model));
	add();
	cr_expect(model_is_consistent(&model));
}

Test(assertions, a_page_of_nobody_alive)
{
	begin();
	add();
	owner[5] = 1;
	cr_expect_not(model_is_consistent(&model));
}

Test(assertions, a_page_that_its_owner_does_not_have)
{
	begin();
	add();
	owner[5] = 0;
	cr_expect_not(model_is_consistent(&model));
}

Test(assertions, an_object_in_another_list)
{
	begin();
	add();
	model.object[0].kind = OBJECT_CMA;
	cr_expect_not(model_is_consistent(&model));
}

Test(assertions, a_slot_that_is_lost)
{
	begin();
	model.unuseds--;
	cr_expect_not(model_is_consistent(&model));
}

Test(assertions, a_canonical_program_is_one)
{
	program_clear(&program);
	cr_expect(program_is_canonical(&program));
	program_add(&program, OP_ALLOC)->arg[0] = CORE_MAX_ORDERS - 1;
	cr_expect(program_is_canonical(&program));
	program.op[0].arg[0]++;
	cr_expect_not(program_is_canonical(&program));
	program.op[0] = (struct op){.code = OP_COUNT};
	cr_expect_not(program_is_canonical(&program));
	program.op[0] = (struct op){.code = OP_ALLOC, .cpu = CORE_MAX_CPUS + 1};
	cr_expect_not(program_is_canonical(&program));
	program.op[0] = (struct op){.code = OP_EXPECT, .data_bytes = 1};
	cr_expect_not(program_is_canonical(&program));
	program_clear(&program);
	program.machine = CORE_DESCRIBED - 1;
	cr_expect_not(program_is_canonical(&program));
}

Test(assertions, every_operation_has_an_action)
{
	unsigned int code;

	for (code = 0; code < OP_COUNT; code++)
		cr_expect_neq(op_action(code), NULL, "%s", ops[code].name);
}

#ifndef NDEBUG

Test(assertions, a_program_beyond_its_limits_does_not_run, .signal = SIGABRT)
{
	const struct run_options options = {0};
	struct run_result result;

	program_clear(&program);
	program_add(&program, OP_ALLOC)->arg[0] = CORE_MAX_ORDERS;
	run_program(&program, &options, &result);
}

Test(assertions, more_operations_go_than_there_are, .signal = SIGABRT)
{
	program_clear(&program);
	program_add(&program, OP_ALLOC);
	program_remove(&program, 0, 2);
}

Test(assertions, an_operation_goes_in_behind_the_end, .signal = SIGABRT)
{
	program_clear(&program);
	program_insert(&program, 1, 1);
}

Test(assertions, an_object_ends_that_is_none, .signal = SIGABRT)
{
	begin();
	model_remove(&model, 0);
}

Test(assertions, more_is_cut_than_there_is, .signal = SIGABRT)
{
	begin();
	add();
	model_cut(&model, 0, 3, 3);
}

Test(assertions, an_object_of_no_kind_is_picked, .signal = SIGABRT)
{
	begin();
	model_pick(&model, OBJECT_NONE, 0);
}

/* Somebody meddles with the model while a program runs. */
static void lose_a_slot(void *arg, const struct run *r, int at, const struct op *op)
{
	(void)arg;
	(void)op;
	if (at == 0)
		r->model->unuseds--;
}

Test(assertions, a_run_leaves_a_consistent_model, .signal = SIGABRT)
{
	const struct run_options options = {.observe = lose_a_slot};
	struct run_result result;

	program_clear(&program);
	program_add(&program, OP_ALLOC);
	run_program(&program, &options, &result);
}

#endif
