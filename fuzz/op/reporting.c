// SPDX-License-Identifier: GPL-2.0
/* reporting.c - operations of a balloon that reports free pages; see op.h for their shape. */
#include "op/common.h"
#include "op/table.h"

static void prepare_on(struct run *r, const uint8_t *arg)
{
	r->call.order = reduced(r, "order", arg[0], 0, r->build->max_order + 1);
	has_room(r, 1);
	if (r->model->live_count[OBJECT_REPORTING])
		r->skip = "it does so already";
}

static void act_on(struct run *r)
{
	r->rec.err = core_report_on(r->call.order);
	r->rec.ok = !r->rec.err;
}

static void apply_on(struct run *r)
{
	const struct object reporting = {.kind = OBJECT_REPORTING};

	if (r->rec.ok)
		model_add(r->model, &reporting);
}

static void prepare_off(struct run *r, const uint8_t *arg)
{
	(void)arg;
	r->value_name = "pages";
	pick(r, OBJECT_REPORTING, 0);
}

static void act_off(struct run *r)
{
	core_report_off();
	r->call.value = core_reported();
}

static void apply_off(struct run *r)
{
	model_remove(r->model, r->call.slot);
}

static const struct op_action actions[] = {
	{OP_REPORT_ON,
	 prepare_on,
	 act_on,
	 apply_on,
	 {"the host", "gets reports of free blocks from order {order} on", "cannot get reports{error}"}},
	{OP_REPORT_OFF,
	 prepare_off,
	 act_off,
	 apply_off,
	 {"the host", "gets no more reports; {value} pages were reported", NULL}},
};

static const struct op_owner op_owners[] = {
	{OBJECT_REPORTING, OP_REPORT_OFF, OP_FREE, NULL, false, NULL, NULL},
};

const struct op_subject op_reporting = OP_SUBJECT_OWNERS(actions, op_owners);
