// SPDX-License-Identifier: GPL-2.0
/*
 * props.c - runs the registry over the state after an operation, see props.h.
 */
#include <stddef.h>

#include "inv.h"

static const struct op_record no_op = {.slot = MODEL_NONE};

void props_program_begin(const struct model *model)
{
	state_program_begin(model);
}

void props_op_begin(const struct model *model)
{
	state_op_begin(model);
}

static void run_op_class(struct check *c)
{
	unsigned int i;

	for (i = 0; i < invariant_count; i++)
		if (invariants[i].op)
			invariants[i].op(c);
}

static void run_view_classes(struct check *c, unsigned int cost)
{
	static struct walk walk;
	unsigned int i;

	if (lists_broken(c->view)) {
		b5_walk(c);
		return;
	}
	walk_pages(c, &walk, NULL);
	c->walk = &walk;
	for (i = 0; i < invariant_count; i++) {
		if ((cost & COST_WALK) && invariants[i].walk)
			invariants[i].walk(c);
		if ((cost & COST_END) && invariants[i].end)
			invariants[i].end(c);
	}
	state_walk_end(c);
}

void props_run_view(const struct model *model, const struct op_record *op, unsigned int cost,
		    const struct core_view *view)
{
	struct check c = {
		.model = model,
		.op = op ? op : &no_op,
		.build = core_build(),
		.machine = core_machine(model->machine),
		.before = state_before(),
		.boot = state_boot(model->machine),
	};

	state_op_end(&c);
	if (cost & COST_OP)
		run_op_class(&c);
	if (!(cost & (COST_WALK | COST_END)))
		return;
	/* Taken only now: an o-class check may have taken one, and there is only one at a time. */
	c.view = view ? view : core_view();
	run_view_classes(&c, cost);
}

void props_run(const struct model *model, const struct op_record *op, unsigned int cost)
{
	props_run_view(model, op, cost, NULL);
}
