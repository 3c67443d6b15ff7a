// SPDX-License-Identifier: GPL-2.0
/*
 * parallel.c - operations that run at once, each on its CPU (OP_PARALLEL).
 *
 * The kernel side has a stack for each CPU and asks at each point who goes on (core_lanes()).  Here that is what the
 * program says: a CPU goes on until it is done or waits, but for each OP_PREEMPT.
 *
 * Ownership is an interval: it begins when a call that takes has returned, and ends when one that gives back is made.
 * What an operation returned is checked at once; before and after say nothing of it, as others ran between.  The whole
 * state is looked at when all are done.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "finding/verdict.h"
#include "lang/ops.h"
#include "run/conflicts.h"
#include "run/excuse.h"
#include "run/step.h"

enum {
	MEMBERS = 256, /* of parallel's count */
	ROOM = 4 * CORE_MAX_CPUS, /* objects that those that run may add meanwhile */
};

/* What struct run says of one operation, while another one runs. */
struct said {
	const struct op *op;
	struct op_call call;
	struct op_record rec;
	const char *skip, *remark, *value_name;
	bool lacking;
	char odd[sizeof(((struct run *)NULL)->odd)];
};

/* A CPU: its operations, where it lets another go on, and where it is. */
struct lane {
	unsigned int member[MEMBERS], members;
	const struct op *preempt[MEMBERS];
	unsigned int preempts, next, points, accesses;
	struct run_conflict place; /* points and accesses, with none forgotten */
	bool within; /* a call */
	const struct op *interrupt[MEMBERS]; /* what its handler does stands behind it */
	unsigned int interrupts, handled, interruptible, since;
	unsigned int slot, interrupted; /* of the object that it is at, and was when an interrupt came, or MODEL_NONE */
	bool in_handler;
	int at;
	struct said said;
};

static struct {
	struct run *run;
	unsigned int lanes;
	int first; /* of the operations, in the program */
	struct lane lane[CORE_MAX_CPUS + 1]; /* and who waits for all of them */
} block;

/* ---------------------------------------------------------------- whose turn it is */

static void keep(struct said *said, const struct run *r)
{
	said->op = r->op;
	said->call = r->call;
	said->rec = r->rec;
	said->skip = r->skip == r->odd ? said->odd : r->skip;
	said->remark = r->remark;
	said->value_name = r->value_name;
	said->lacking = r->lacking;
	memcpy(said->odd, r->odd, sizeof(said->odd));
}

static void bring_back(struct run *r, const struct said *said)
{
	r->op = said->op;
	r->call = said->call;
	r->rec = said->rec;
	r->skip = said->skip == said->odd ? r->odd : said->skip;
	r->remark = said->remark;
	r->value_name = said->value_name;
	r->lacking = said->lacking;
	memcpy(r->odd, said->odd, sizeof(r->odd));
}

/* One that has not begun yet has nothing to bring back. */
static void on_switch(void *arg, unsigned int from, unsigned int to)
{
	struct lane *next = &block.lane[to];

	(void)arg;
	keep(&block.lane[from].said, block.run);
	if (!next->said.op)
		return;
	bring_back(block.run, &next->said);
	block.run->beside = to < block.lanes ? to + 1 : 0;
	verdict_at(next->at, ops[block.run->op->code].name);
}

static void told(struct run *r, int at, bool done)
{
	const struct run_options *options = r->options;

	if (!options->members)
		return;
	if (!done && options->before)
		options->before(options->observe_arg, r, at, r->op);
	if (done && options->observe)
		options->observe(options->observe_arg, r, at, r->op);
}

/* A line of the trace, and who watches. */
static void say(struct run *r, unsigned int cpu, int at)
{
	char where[32];

	snprintf(where, sizeof(where), "   CPU %u, %d", cpu, at);
	if (r->options->trace)
		step_trace(r, where);
}

/* In the midst of an operation of that CPU. */
static void say_within(unsigned int cpu, const struct op *op, const char *remark)
{
	struct run *r = block.run;
	int at = (int)(op - r->program->op);
	struct said own;

	if (!r->options->trace && !r->options->members)
		return;
	keep(&own, r);
	step_new(r, at, op);
	r->call.value = cpu;
	r->rec.pfn = CORE_NO_PFN;
	r->rec.ok = true;
	r->remark = remark;
	told(r, at, false);
	say(r, cpu, at);
	told(r, at, true);
	bring_back(r, &own);
	verdict_at(block.lane[cpu].at, ops[r->op->code].name);
}

static void handle(struct lane *l, unsigned int cpu, const struct op *op);

/* One comes, if it is due and can. */
static void interrupt(struct lane *l, unsigned int cpu)
{
	const struct op *op;

	if (l->in_handler || !core_interruptible())
		return;
	l->interruptible++;
	if (l->handled == l->interrupts || ++l->since <= l->interrupt[l->handled]->arg[1])
		return;
	op = l->interrupt[l->handled++];
	l->since = 0;
	core_interrupt_begin();
	handle(l, cpu, op);
	core_interrupt_end();
}

/* The next one behind the CPU, in turn. */
static unsigned int in_turn(unsigned int cpu, unsigned int ready)
{
	unsigned int i, next;

	for (i = 1; i <= block.lanes; i++) {
		next = (cpu + i) % block.lanes;
		if (cpu < block.lanes && (ready >> next & 1))
			return next;
	}
	return __builtin_ctz(ready);
}

/* Who goes on at the nth such place of the CPU since it was last preempted. */
static unsigned int preempt(struct lane *l, unsigned int cpu, unsigned int ready, enum op_code kind, unsigned int nth)
{
	const struct op *op;
	unsigned int to;

	if (l->next == l->preempts || l->preempt[l->next]->code != kind || nth <= l->preempt[l->next]->arg[1])
		return cpu;
	op = l->preempt[l->next++];
	to = op->arg[2] % block.lanes;
	to = ready >> to & 1 ? to : cpu;
	l->points = l->accesses = 0;
	say_within(cpu, op, to == cpu ? "it goes on" : NULL);
	return to;
}

static unsigned int choose(void *arg, unsigned int cpu, unsigned int ready, enum core_lane_point point)
{
	struct lane *l = &block.lane[cpu];

	(void)arg;
	if (point == CORE_LANE_MUST)
		return in_turn(cpu, ready);
	if (point == CORE_LANE_OPEN) {
		interrupt(l, cpu);
		return cpu;
	}
	l->points++;
	l->place.point++;
	l->place.access = 0;
	return preempt(l, cpu, ready, OP_PREEMPT, l->points);
}

static unsigned int on_access(void *arg, unsigned int cpu, unsigned int ready, const struct core_access *access)
{
	struct lane *l = &block.lane[cpu];

	(void)arg;
	if (!l->within || l->in_handler || ops[block.run->op->code].habit != HABIT_NONE)
		return cpu;
	l->accesses++;
	l->place.access++;
	if (block.run->options->learn)
		conflicts_note(&l->place, access);
	return preempt(l, cpu, ready, OP_PREEMPT_ACCESS, l->accesses);
}

/* ---------------------------------------------------------------- an operation */

static bool is_with_another(const struct run *r, const struct lane *own)
{
	const struct lane *l;

	for (l = block.lane; r->call.slot != MODEL_NONE && l < block.lane + block.lanes; l++)
		if ((l != own && l->slot == r->call.slot) || l->interrupted == r->call.slot)
			return true;
	return false;
}

static bool gives_back(enum op_kind kind)
{
	return kind == OP_KIND_FREE || kind == OP_KIND_CMA_RELEASE || kind == OP_KIND_CONTIG_FREE;
}

static void prepare(struct run *r, struct lane *l)
{
	if (l->in_handler ? !ops[r->op->code].atomic : !ops[r->op->code].beside)
		r->skip = l->in_handler ? "no handler of an interrupt does it" : "it does not run at once with others";
	else
		step_prepare(r);
	if (l->in_handler && r->rec.kind == OP_KIND_ALLOC)
		r->call.gfp = r->rec.gfp = CORE_GFP_ATOMIC;
	if (!r->skip && is_with_another(r, l))
		r->skip = "another CPU is at it";
}

static void moved(struct run *r)
{
	step_moves(r);
	core_moves_forget();
}

/* What it was about is no object any more: the kernel has given it up meanwhile, as another CPU asked for memory. */
static bool is_gone(const struct run *r, unsigned int serial)
{
	return r->call.slot != MODEL_NONE &&
	       (!model_is_live(r->model, r->call.slot) || r->model->object[r->call.slot].serial != serial);
}

static void call(struct run *r, struct lane *l)
{
	const struct op_action *action = op_action(r->op->code);
	unsigned int serial = r->call.slot == MODEL_NONE ? 0 : r->model->object[r->call.slot].serial;
	bool gives = gives_back(r->rec.kind);

	l->slot = r->call.slot;
	core_op_within();
	if (gives && action->apply)
		action->apply(r);
	step_clock_in(r);
	l->within = true;
	if (action->act)
		action->act(r);
	l->within = false;
	step_clock_out(r);
	moved(r);
	if (!gives && action->apply && !is_gone(r, serial))
		action->apply(r);
	l->slot = MODEL_NONE;
	if (gives && !r->rec.ok)
		check_fail_page(r->call.pfn, "C3", "refused", "[0x%lx, 0x%lx) was not taken back", r->call.pfn,
				r->call.pfn + r->call.count);
}

/* How the operation at that place of the program ended. */
static void note(const struct run *r, int at, bool ok, bool skipped)
{
	struct run_parallel *result = &r->result->parallel;
	int nth = at - block.first;

	if (nth >= 64)
		return;
	result->ran |= 1ull << nth;
	result->ok |= (uint64_t)ok << nth;
	result->skipped |= (uint64_t)skipped << nth;
}

/* And when, and where. */
static void note_end(const struct run *r, int at, unsigned int cpu)
{
	struct run_parallel *result = &r->result->parallel;
	int nth = at - block.first;
	bool excused = excuse_leave(r, cpu);

	if (nth >= 64)
		return;
	result->unexcused |= (uint64_t)!excused << nth;
	result->cpu[nth] = cpu;
	result->order[result->ended++] = nth;
}

static void run_member(struct run *r, struct lane *l, unsigned int cpu)
{
	step_new(r, l->at, &r->program->op[l->at]);
	moved(r);
	prepare(r, l);
	told(r, l->at, false);
	if (!l->in_handler)
		excuse_enter(r, cpu);
	if (r->skip)
		r->rec.kind = OP_KIND_NONE;
	else
		call(r, l);
	step_done(r);
	note(r, l->at, !r->skip && r->rec.ok, r->skip);
	if (!l->in_handler)
		note_end(r, l->at, cpu);
	say(r, cpu, l->at);
	if (!r->skip && !r->options->no_checks)
		props_run_result(r->model, &r->rec);
	if (r->options->trace)
		step_trace_findings(r);
	told(r, l->at, true);
}

/* In the midst of an operation of that CPU. */
static void handle(struct lane *l, unsigned int cpu, const struct op *op)
{
	struct run *r = block.run;
	int at = l->at;
	struct said own;

	say_within(cpu, op, NULL);
	keep(&own, r);
	l->interrupted = l->slot;
	l->in_handler = true;
	l->at = (int)(op - r->program->op) + 1;
	note(r, l->at - 1, true, false);
	run_member(r, l, cpu);
	l->in_handler = false;
	l->slot = l->interrupted;
	l->interrupted = MODEL_NONE;
	l->at = at;
	bring_back(r, &own);
	verdict_at(at, ops[r->op->code].name);
}

static void run_lane(void *arg, unsigned int cpu)
{
	struct lane *l = &block.lane[cpu];
	unsigned int i;

	(void)arg;
	for (i = 0; i < l->members && !verdict->over; i++) {
		l->at = l->member[i];
		block.run->beside = cpu + 1;
		run_member(block.run, l, cpu);
	}
}

/* ---------------------------------------------------------------- the block */

/* The operation behind it is its handler's. */
static bool add_interrupt(const struct op *op)
{
	struct lane *l = &block.lane[op->arg[0] % block.lanes];

	if (op->code != OP_INTERRUPT)
		return false;
	l->interrupt[l->interrupts++] = op;
	return true;
}

static void add(const struct op *op, unsigned int at, unsigned int *turn)
{
	struct lane *l;

	if (op_preempts(op->code)) {
		l = &block.lane[op->arg[0] % block.lanes];
		l->preempt[l->preempts++] = op;
		return;
	}
	l = &block.lane[(op->cpu ? op->cpu - 1u : (*turn)++) % block.lanes];
	l->member[l->members++] = at;
}

unsigned int parallel_members(const struct program *p, unsigned int at)
{
	unsigned int count = p->op[at].arg[0] + 1u, left = p->ops - at - 1;

	return count < left ? count : left;
}

static void note_points(struct run_parallel *result)
{
	unsigned int i;

	for (i = 0; i < block.lanes; i++) {
		result->points[i] = block.lane[i].points;
		result->interruptible[i] = block.lane[i].interruptible;
	}
}

void parallel_run(struct run *r, unsigned int at)
{
	const struct core_lanes lanes = {.lanes = r->build->cpus,
					 .run = run_lane,
					 .choose = choose,
					 .switched = on_switch,
					 .access = r->build->accesses ? on_access : NULL};
	unsigned int i, turn = 0, members = parallel_members(r->program, at);
	struct said own;
	int err;

	assert(members <= MEMBERS);
	if (r->model->unuseds < ROOM) {
		r->skip = "no room for more objects";
		return;
	}
	memset(&block, 0, sizeof(block));
	block.run = r;
	block.first = at + 1;
	block.lanes = lanes.lanes;
	for (i = 0; i <= CORE_MAX_CPUS; i++) {
		block.lane[i].slot = block.lane[i].interrupted = MODEL_NONE;
		block.lane[i].place.cpu = i;
	}
	for (i = 1; i <= members; i++) {
		if (i < members && add_interrupt(&r->program->op[at + i]))
			i++;
		else
			add(&r->program->op[at + i], at + i, &turn);
	}
	keep(&own, r);
	r->result->parallel = (struct run_parallel){0};
	excuses_begin();
	if (r->options->learn)
		conflicts_begin();
	err = core_lanes(&lanes);
	if (r->options->learn)
		conflicts_end(r->options->learn);
	note_points(&r->result->parallel);
	/* More than one has run since the last walk. */
	props_op_begin(r->model, OP_KIND_NONE);
	r->beside = 0;
	bring_back(r, &own);
	if (err)
		r->skip = "there is no memory for the stacks of CPUs";
	verdict_at(at, ops[r->op->code].name);
}
