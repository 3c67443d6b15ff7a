// SPDX-License-Identifier: GPL-2.0
/*
 * swap.c - anonymous memory in swap: what goes there and comes back, and the proofs of what is checked of it.
 *
 * Programs in text on a machine without areas; a test may meddle behind one of its operations.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "lang/text.h"
#include "props/suite/scene.h"
#include "run/run.h"

TestSuite(swap, .init = scene_start, .timeout = 60);

/* What happened in a program, without its end that gives everything back. */
struct course {
	unsigned int out, in; /* pages that went to swap, and came from there */
	unsigned int swapped; /* that are there after the last operation */
	void (*meddle)(const struct run *r);
	int at; /* behind which operation */
};

static void watch(void *arg, const struct run *r, int at, const struct op *op)
{
	struct course *c = arg;
	const struct core_move *move;
	unsigned int i, moves = core_moves(&move);

	if (at < 0 || !op)
		return;
	for (i = 0; i < moves; i++) {
		c->out += move[i].slot && move[i].from != CORE_NO_PFN;
		c->in += move[i].slot && move[i].to != CORE_NO_PFN;
	}
	c->swapped = r->model->live_count[OBJECT_SWAPPED];
	if (c->meddle && at == c->at)
		c->meddle(r);
}

static void run_text(struct course *c, const char *text)
{
	struct run_options options = {.walk_every = 1, .observe = watch, .observe_arg = c};
	static struct program p;
	struct run_result result;
	char error[256] = "";

	if (!core_build()->swap)
		cr_skip_test("this profile has no swap");
	/* get_swappiness() wants as many free slots as a long has bits, and CORE_SWAP_PAGES are no more. */
	if (core_build()->generations)
		cr_skip_test("with generations so small a swap is left alone");
	cr_assert(text_assemble(&p, "", text, strlen(text), error, sizeof(error)), "%s", error);
	run_program(&p, &options, &result);
	cr_assert(result.booted);
}

#define BEGIN "mmfuzz 2\nmachine flat\nswap_on pages=64\nprocess_write_many process=0 page=0 count=32\n"
/* What has been written goes when reclaim comes by. */
#define OUT                                                                                       \
	"process_pageout nth=0 page=0 count=64\nrepeat 8 {\nswap_written\n}\nlru_drain cpu=all\n" \
	"tick jiffies=500\nreclaim gfp=movable order=0\n"

Test(swap, out_and_in)
{
	struct course c = {0};

	run_text(&c, BEGIN OUT);
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_eq(c.out, 32);
	cr_expect_eq(c.swapped, 32);
	c = (struct course){0};
	run_text(&c, BEGIN OUT "process_write_many process=0 page=0 count=32\n");
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_eq(c.in, 32);
	cr_expect_eq(c.swapped, 0);
}

/* swapoff() brings all back, shared pages once. */
Test(swap, off)
{
	struct course c = {0};

	run_text(&c, BEGIN OUT "process_fork nth=0\nswap_off\n");
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_gt(c.out, 0);
	cr_expect_eq(c.in, c.out);
	cr_expect_eq(c.swapped, 0);
}

/* What finds no room stays; with none left, reclaim does not look for pages that could go there. */
Test(swap, full)
{
	struct course c = {0};

	run_text(&c, "mmfuzz 2\nmachine flat\nswap_on pages=8\nprocess_write_many process=0 page=0 count=32\n" OUT
		     "process_exit nth=0\n");
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_leq(c.out, 8);
	cr_expect_gt(c.out, 0);
}

/* A page whose write ends with an error stays, too; the next write of it is well. */
Test(swap, write_error)
{
	struct course c = {0};

	run_text(&c, "mmfuzz 2\nmachine flat\nswap_on pages=8\nprocess_fault process=0 page=3 write=yes\n"
		     "inject what=swap_write nth=1\n" OUT);
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_eq(c.out, 0, "%u pages went", c.out);
	c = (struct course){0};
	run_text(&c, "mmfuzz 2\nmachine flat\nswap_on pages=8\nprocess_fault process=0 page=3 write=yes\n"
		     "inject what=swap_write nth=1\n" OUT OUT);
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_eq(c.out, 1);
}

/* ---------------------------------------------------------------- proofs */

static void expect_after(const char *text, int at, void (*meddle)(const struct run *r), const char *signature)
{
	struct course c = {.meddle = meddle, .at = at};

	run_text(&c, text);
	cr_expect(verdict_has(verdict, signature), "found %s in place of %s", found(), signature);
	proven(signature);
}

static unsigned long first_slot(const struct run *r)
{
	cr_assert(r->model->live_count[OBJECT_SWAPPED]);
	return r->model->object[r->model->live[OBJECT_SWAPPED][0]].slot;
}

static void spoil(const struct run *r)
{
	core_damage(CORE_DAMAGE_SWAP, 0, first_slot(r));
}

static void count_more(const struct run *r)
{
	core_damage(CORE_DAMAGE_SWAP_USERS, 0, first_slot(r));
}

/* The model has it in a slot that nobody has, so that the one where it is is nobody's. */
static void misplace(const struct run *r)
{
	r->model->object[r->model->live[OBJECT_SWAPPED][0]].slot = CORE_SWAP_PAGES;
}

/* Behind the operations of BEGIN OUT, of which one is repeated. */
enum { AT_END = 13 };

Test(swap, contents_are_compared)
{
	expect_after(BEGIN OUT "process_write_many process=0 page=0 count=32\n", AT_END, spoil, "B12:swap");
}

Test(swap, users_are_counted)
{
	expect_after(BEGIN OUT "drain cpu=all\n", AT_END, count_more, "R3:slots");
}

Test(swap, places_are_compared)
{
	expect_after(BEGIN OUT "drain cpu=all\n", AT_END, misplace, "R3:swap");
	expect_after(BEGIN OUT "drain cpu=all\n", AT_END, misplace, "R3:swapped");
}

Test(swap, all_is_given_back)
{
	struct core_view *view;

	scene_begin("flat");
	view = view_copy();
	view->swap_free = 1;
	cr_expect(finds_view("B13:swap", NULL, COST_END, view), "found %s", found());
}
