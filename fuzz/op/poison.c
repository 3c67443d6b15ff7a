// SPDX-License-Identifier: GPL-2.0
/* poison.c - operations on pages that begin to fail; see op.h for their shape. */
#include <errno.h>

#include "op/common.h"
#include "op/ranges.h"
#include "op/table.h"

/* Where per-CPU lists are disabled, older kernels would wait to disable them, too. */
static void call_page_at(struct run *r, unsigned long pfn)
{
	unsigned int slot = model_owner(r->model, pfn);

	r->call.pfn = pfn;
	r->call.count = 1;
	r->call.gfp = CORE_GFP_MOVABLE;
	if (!has_room(r, 1))
		return;
	if (r->pcp_off)
		r->skip = would_sleep;
	else if (slot != MODEL_NONE && r->model->object[slot].kind == OBJECT_POISONED)
		r->skip = "it is out of use already";
}

static void prepare_offline(struct run *r, const uint8_t *arg)
{
	struct range range = ranges_one_type(r, arg[0], arg[1], 1);

	if (range.count)
		call_page_at(r, range.pfn);
	else
		r->skip = "nothing fits";
}

static void prepare_offline_owned(struct run *r, const uint8_t *arg)
{
	const struct object *object = pick(r, OBJECT_ANON, arg[0]);

	if (object)
		call_page_at(r, object->pfn);
	r->call.slot = MODEL_NONE;
}

static void act_offline(struct run *r)
{
	r->rec.err = core_soft_offline(r->call.pfn);
	r->rec.ok = !r->rec.err;
}

static void apply_offline(struct run *r)
{
	add_object(r, (struct object){.kind = OBJECT_POISONED});
}

static void prepare_unpoison(struct run *r, const uint8_t *arg)
{
	pick(r, OBJECT_POISONED, arg[0]);
	if (r->pcp_off)
		r->skip = would_sleep;
}

/* An LRU batch may still have a reference to what moved away. */
static void act_unpoison(struct run *r)
{
	r->rec.err = core_unpoison(r->call.pfn);
	if (r->rec.err == -EBUSY) {
		core_lru_drain(CORE_MAX_CPUS);
		r->rec.err = core_unpoison(r->call.pfn);
	}
	r->rec.ok = !r->rec.err;
}

/* ---------------------------------------------------------------- the table */

/* Of several rows. */
#define WORDS_OFFLINE {"the page at {pages}", "is taken out of use", "cannot be taken out of use{error}"}

static const struct op_action actions[] = {
	{OP_SOFT_OFFLINE, prepare_offline, act_offline, apply_offline, WORDS_OFFLINE},
	{OP_SOFT_OFFLINE_OWNED, prepare_offline_owned, act_offline, apply_offline, WORDS_OFFLINE},
	{OP_UNPOISON,
	 prepare_unpoison,
	 act_unpoison,
	 apply_free,
	 {"the page at {pages}", "is used again", "stays out of use{error}"}},
};

static const struct op_owner op_owners[] = {
	{OBJECT_POISONED, OP_UNPOISON, OP_FREE, "out of use, as it fails", false, "x", "out of use"},
};

const struct op_subject op_poison = OP_SUBJECT_OWNERS(actions, op_owners);
