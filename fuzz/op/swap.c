// SPDX-License-Identifier: GPL-2.0
/*
 * swap.c - operations on swap; see op.h for their shape.
 *
 * The swap file is an object, and so is a page that is nowhere but there: OBJECT_SWAPPED, which becomes an OBJECT_ANON
 * when the page comes back.
 */
#include <errno.h>

#include "op/common.h"
#include "op/table.h"

static const char has_swap[] = "there is swap already";
static const char no_swap[] = "this kernel has no swap";

static void prepare_on(struct run *r, const uint8_t *arg)
{
	r->call.value = arg[0] + 1ul;
	r->value_name = "pages";
	has_room(r, 1);
	r->lacking = !r->build->swap;
	if (r->lacking)
		r->skip = no_swap;
	else if (core_swap_pages())
		r->skip = has_swap;
}

static void act_on(struct run *r)
{
	r->rec.err = core_swap_on(r->call.value);
	r->rec.ok = !r->rec.err;
}

static void apply_on(struct run *r)
{
	const struct object file = {.kind = OBJECT_SWAP};

	if (r->rec.ok)
		model_add(r->model, &file);
}

static void prepare_off(struct run *r, const uint8_t *arg)
{
	(void)arg;
	pick(r, OBJECT_SWAP, 0);
}

static void act_off(struct run *r)
{
	r->rec.err = core_swap_off();
	r->rec.ok = !r->rec.err;
}

static void apply_off(struct run *r)
{
	if (r->rec.ok)
		model_remove(r->model, r->call.slot);
}

static void act_written(struct run *r)
{
	r->rec.err = core_swap_written();
	r->rec.ok = !r->rec.err;
}

static const struct op_action actions[] = {
	{OP_SWAP_ON, prepare_on, act_on, apply_on, {"swap of {value} pages", "is there", "cannot be had{error}"}},
	{OP_SWAP_OFF,
	 prepare_off,
	 act_off,
	 apply_off,
	 {"swap", "is no more, what was there is back", "cannot be given up{error}"}},
	{OP_SWAP_WRITTEN, NULL, act_written, NULL, {"the oldest write to swap", "ends", "is none"}},
};

static const struct op_owner op_owners[] = {
	{OBJECT_SWAP, OP_SWAP_OFF, OP_FREE, NULL, false, NULL, NULL},
	{OBJECT_SWAPPED, OP_PROCESS_EXIT, OP_FREE, NULL, false, NULL, NULL},
};

const struct op_subject op_swap = OP_SUBJECT_OWNERS(actions, op_owners);
