// SPDX-License-Identifier: GPL-2.0
/*
 * system.c - operations on the machine as a whole: per-CPU lists, CPUs, watermarks, compaction, time; see op.h for
 * their shape.
 */
#include "op/common.h"
#include "op/table.h"

static void act_drain(struct run *r)
{
	core_drain(r->call.value);
}

static void prepare_cpu(struct run *r, const uint8_t *arg)
{
	r->value_name = "CPU";
	r->call.value = reduced(r, "cpu", arg[0], 0, r->build->cpus);
}

static void act_cpu(struct run *r)
{
	core_set_cpu(r->call.value);
}

static void prepare_min_free(struct run *r, const uint8_t *arg)
{
	unsigned long memory_kb = (r->machine->end_pfn - r->machine->start_pfn) << (r->build->page_shift - 10);

	if (r->pcp_off) {
		r->skip = would_sleep;
		return;
	}
	r->value_name = "min_free_kbytes";
	r->call.value = memory_kb * arg[0] / 2048;
}

static void act_min_free(struct run *r)
{
	core_min_free_kb((int)r->call.value);
}

static void prepare_compact(struct run *r, const uint8_t *arg)
{
	if (!r->build->max_order) {
		r->skip = "no class may compact";
		return;
	}
	call_sleeper(r, arg[0]);
	r->call.order = 1 + reduced(r, "order", arg[1], 1, r->build->max_order);
}

static void act_compact(struct run *r)
{
	r->rec.ok = core_compact(r->call.gfp, r->call.order);
}

static void prepare_tick(struct run *r, const uint8_t *arg)
{
	r->call.value = 2 * (arg[0] + 1ul);
}

static void act_tick(struct run *r)
{
	core_tick(r->call.value);
}

/* Whose page is held or truncated: the nth of the page cache, now. */
static void prepare_inject(struct run *r, const uint8_t *arg)
{
	unsigned int slot = model_pick(r->model, OBJECT_CACHE, arg[2]);

	r->call.inject = (struct core_injection){.what = arg[0], .nth = arg[1] + 1u};
	if (slot == MODEL_NONE)
		return;
	reduced(r, "page", arg[2], 0, r->model->live_count[OBJECT_CACHE]);
	r->call.inject.file = r->model->object[slot].file;
	r->call.inject.index = r->model->object[slot].index;
}

static void act_inject(struct run *r)
{
	core_inject(&r->call.inject);
}

/* ---------------------------------------------------------------- threads */

static void prepare_thread(struct run *r, const uint8_t *arg)
{
	(void)arg;
	r->value_name = "order";
}

static void step(struct run *r, enum core_kthread thread)
{
	int order = core_kthread(thread);

	r->rec.ok = order >= 0;
	r->rec.err = order < 0 ? order : 0;
	r->call.value = order < 0 ? 0 : order;
}

static void act_kswapd(struct run *r)
{
	step(r, CORE_KTHREAD_KSWAPD);
}

static void act_kcompactd(struct run *r)
{
	step(r, CORE_KTHREAD_KCOMPACTD);
}

/* ---------------------------------------------------------------- the table */

static const struct op_action actions[] = {
	{OP_DRAIN, prepare_drained, act_drain, NULL, {"the per-CPU lists of {drained}", "are drained", NULL}},
	{OP_CPU, prepare_cpu, act_cpu, NULL, {"the program", "moves to CPU {value}", NULL}},
	{OP_MIN_FREE, prepare_min_free, act_min_free, NULL, {"vm.min_free_kbytes", "is set to {value}", NULL}},
	{OP_COMPACT,
	 prepare_compact,
	 act_compact,
	 NULL,
	 {"compaction for order {order}, class {gfp},", "helps", "does not help"}},
	{OP_INJECT, prepare_inject, act_inject, NULL, {"within the next operation", "{inject}", NULL}},
	{OP_KSWAPD,
	 prepare_thread,
	 act_kswapd,
	 NULL,
	 {"kswapd", "runs, as it was asked for order {value}, until it sleeps", "sleeps, as nobody asked it"}},
	{OP_KCOMPACTD,
	 prepare_thread,
	 act_kcompactd,
	 NULL,
	 {"kcompactd", "runs, asked for order {value} or for none, until it sleeps", "is not in this kernel"}},
	{OP_TICK, prepare_tick, act_tick, NULL, {"time", "moves on by {value} jiffies", NULL}},
};

const struct op_subject op_system = OP_SUBJECT(actions);
