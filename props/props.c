// SPDX-License-Identifier: GPL-2.0
/*
 * props.c - runs the registry over the state after an operation, see props.h.
 */
#include <stddef.h>

#include "props/inv.h"

static const struct op_record no_op = {.slot = MODEL_NONE};

void props_program_begin(const struct model *model)
{
	state_program_begin(model);
}

void props_op_begin(const struct model *model, enum op_kind kind)
{
	state_op_begin(model, kind);
}

/* ---------------------------------------------------------------- o-class */

enum {
	OP_CHECKS = 32,
};

/* The registry's o-class predicates by operation, without and with migrations: most have nothing to say about most. */
static struct {
	void (*run[OP_CHECKS])(struct check *c);
	unsigned int runs;
} op_checks[2][OP_KINDS];

static void sort_op_checks(void)
{
	unsigned int i, kind, moved, after;
	const struct invariant *row;

	for (i = 0; (row = props_invariant(i)); i++) {
		after = row->op ? row->after : 0;
		for (kind = 0; kind < OP_KINDS; kind++)
			for (moved = 0; moved < 2; moved++)
				if ((after >> kind & 1) || (moved && (after & AFTER_MOVES)))
					op_checks[moved][kind].run[op_checks[moved][kind].runs++] = row->op;
	}
}

static void run_op_class(struct check *c)
{
	unsigned int kind = c->op->kind, moved = c->moves != 0, i;

	if (!op_checks[1][0].runs)
		sort_op_checks();
	for (i = 0; i < op_checks[moved][kind].runs; i++)
		op_checks[moved][kind].run[i](c);
}

static unsigned long op_pages(const struct op_record *op)
{
	return op->kind == OP_KIND_ALLOC ? 1ul << op->order : op->count;
}

static bool has_words(const struct op_record *op)
{
	return op->ok && (op->kind == OP_KIND_ALLOC || op->kind == OP_KIND_OWN || op->kind == OP_KIND_CMA_ALLOC ||
			  op->kind == OP_KIND_CONTIG_ALLOC || op->kind == OP_KIND_CMA_RELEASE);
}

static void read_words(struct check *c)
{
	unsigned long pfn = c->op->pfn, pages = op_pages(c->op), i;
	unsigned int *word = state_words();

	c->word = word;
	c->words = 0;
	if (!has_words(c->op) || zone_of(c->machine, pfn) == NO_ZONE)
		return;
	c->words = pages < c->machine->end_pfn - pfn ? pages : c->machine->end_pfn - pfn;
	for (i = 0; i < c->words; i++)
		word[i] = core_view_page(pfn + i);
}

/* Area of a CMA operation, read afresh; NULL if it has none. */
static const struct core_view_area *read_area(const struct check *c)
{
	static struct core_view_area areas[CORE_MAX_AREAS];
	const struct op_record *op = c->op;

	if ((op->kind != OP_KIND_CMA_ALLOC && op->kind != OP_KIND_CMA_RELEASE) || op->area >= c->machine->areas)
		return NULL;
	areas[op->area].count = 0;
	core_view_areas(areas, op->area + 1);
	return areas[op->area].count ? &areas[op->area] : NULL;
}

/* Types of the pageblocks of what an allocation returned. */
static unsigned int read_types(const struct check *c)
{
	unsigned long step = 1ul << c->build->block_order, i;
	unsigned int types = 0;

	if (c->op->kind == OP_KIND_ALLOC || c->op->kind == OP_KIND_OWN)
		for (i = 0; i < c->words; i += step)
			types |= 1u << core_view_block(c->op->pfn + i);
	return types;
}

/* ---------------------------------------------------------------- w- and e-class */

static void run_boot_class(struct check *c)
{
	const struct invariant *row;
	unsigned int i;

	for (i = 0; (row = props_invariant(i)); i++)
		if (row->boot)
			row->boot(c);
}

static void run_view_classes(struct check *c, unsigned int cost)
{
	static struct walk walk;
	const struct invariant *row;
	unsigned int i;

	if (lists_broken(c->view)) {
		report_broken_lists(c);
		return;
	}
	walk_pages(c, &walk, NULL);
	c->walk = &walk;
	if (cost & COST_BOOT)
		run_boot_class(c);
	for (i = 0; (row = props_invariant(i)); i++) {
		if ((cost & COST_WALK) && row->walk)
			row->walk(c);
		if ((cost & COST_END) && row->end)
			row->end(c);
	}
	state_walk_end(c);
}

/* Static and filled field by field, since to clear it costs more than most checks. */
static struct check *begin(const struct model *model, const struct op_record *op)
{
	static struct check c;

	c.model = model;
	c.op = op ? op : &no_op;
	c.view = NULL;
	c.build = core_build();
	c.machine = core_machine(model->machine);
	c.before = state_before();
	c.boot = state_boot(model->machine);
	c.walk = NULL;
	c.reservations = NULL;
	c.moves = core_moves(&c.move);
	read_words(&c);
	c.area = read_area(&c);
	c.types = read_types(&c);
	state_op_end(&c);
	return &c;
}

static void run(const struct model *model, const struct op_record *op, unsigned int cost,
		const struct reservations *reservations, const struct core_view *view)
{
	struct check *c = begin(model, op);

	c->reservations = reservations;
	if (cost & COST_OP)
		run_op_class(c);
	if (!(cost & (COST_WALK | COST_END | COST_BOOT)))
		return;
	/* Taken only now: an o-class check may have taken one, and there is only one at a time. */
	c->view = view ? view : core_view();
	run_view_classes(c, cost);
}

void props_run_result(const struct model *model, const struct op_record *op)
{
	struct check *c = begin(model, op);
	const struct invariant *row;
	unsigned int i;

	for (i = 0; (row = props_invariant(i)); i++)
		if (row->result && (row->after >> op->kind & 1))
			row->result(c);
}

void props_run_view(const struct model *model, const struct op_record *op, unsigned int cost,
		    const struct core_view *view)
{
	run(model, op, cost, NULL, view);
}

void props_run_boot_view(const struct model *model, const struct reservations *reservations,
			 const struct core_view *view)
{
	run(model, NULL, COST_BOOT | COST_WALK, reservations, view);
}

void props_run_boot(const struct model *model, const struct reservations *reservations)
{
	props_run_boot_view(model, reservations, NULL);
}

void props_run(const struct model *model, const struct op_record *op, unsigned int cost)
{
	props_run_view(model, op, cost, NULL);
}
