// SPDX-License-Identifier: GPL-2.0
/*
 * run.c - runs one program from reset to the last check, see run.h.
 *
 * One operation is: props look at what is before, the kernel side begins, the operation runs (fuzz/op), migrations are
 * applied to the model, the checkers look.  At the end everything that lives is given back by the same operations, so
 * that these steps are checked, counted and traced like those of the program.
 */
#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "lang/ops.h"
#include "lang/text.h"
#include "op/common.h"
#include "op/owner.h"
#include "run/run.h"
#include "run/step.h"

enum {
	TRACE_LINE = TEXT_OP_MAX + 128,
};

static struct model model;
static struct run run;
static struct machine described;

const struct program *run_current(void)
{
	return run.program;
}

const struct machine *run_machine(void)
{
	return run.program && run.program->machine == CORE_DESCRIBED ? &described : NULL;
}

/* ---------------------------------------------------------------- digest and clock */

static void digest(struct run *r, uint64_t word)
{
	r->result->digest = (r->result->digest ^ word) * 0x100000001b3ull;
	r->result->digest ^= r->result->digest >> 29;
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

void step_clock_in(struct run *r)
{
	if (r->options->clock)
		r->entered_ns = now_ns();
}

void step_clock_out(struct run *r)
{
	if (r->options->clock)
		r->result->kernel_ns += now_ns() - r->entered_ns;
}

/* ---------------------------------------------------------------- migrations and stamps */

/* Who leaves its owner, who refused to let it migrate. */
static void forget_pins(struct run *r, const struct core_move *move)
{
	unsigned int slot = model_owner(r->model, move->from);
	struct object *object;

	if (move->to != CORE_NO_PFN || move->slot || move->written || slot == MODEL_NONE)
		return;
	object = &r->model->object[slot];
	if (!owners[object->kind].driver)
		return;
	r->pins[object->kind] -= object->pins;
	object->pins = 0;
}

void step_moves(struct run *r)
{
	const struct core_move *move;
	unsigned int i, moves = core_moves(&move);

	for (i = 0; i < moves; i++, move++) {
		digest(r, move->from << 32 ^ move->to ^ move->slot << 52);
		forget_pins(r, move);
	}
	follow_moves(r->model);
}

/* An object that is about to be given back or rewritten (B12). */
static void check_stamp(const struct run *r)
{
	unsigned long pfn;

	if (r->options->no_checks || !r->call.stamped)
		return;
	pfn = model_check_stamp(r->model, r->call.slot);
	if (pfn != CORE_NO_PFN)
		check_fail_page(pfn, "B12", "stamp", "pfn 0x%lx does not hold what its owner wrote", pfn);
}

/* ---------------------------------------------------------------- trace */

static void result_text(const struct run *r, char *text, size_t size)
{
	const struct op_record *rec = &r->rec;

	if (r->skip)
		snprintf(text, size, "nothing: %s", r->skip);
	else if (rec->slot != MODEL_NONE)
		snprintf(text, size, "obj %u pfn 0x%lx count %lu", r->model->object[rec->slot].serial, rec->pfn,
			 rec->count);
	else if (rec->misuse)
		snprintf(text, size, "%s pfn 0x%lx count %lu", rec->ok ? "accepted" : "refused", rec->pfn, rec->count);
	else if (!rec->ok && rec->err && rec->pfn == CORE_NO_PFN)
		snprintf(text, size, "failed (%d)", rec->err);
	else if (!rec->ok && rec->err)
		snprintf(text, size, "failed (%d) pfn 0x%lx count %lu", rec->err, rec->pfn, rec->count);
	else if (!rec->ok)
		snprintf(text, size, "failed");
	else if (rec->count)
		snprintf(text, size, "pfn 0x%lx count %lu", rec->pfn, rec->count);
	else if (r->value_name)
		snprintf(text, size, "%s %lu", r->value_name, r->call.value);
	else
		snprintf(text, size, "done");
}

void run_result_text(const struct run *r, char *text, size_t size)
{
	size_t length;

	result_text(r, text, size);
	length = strlen(text);
	if (r->remark)
		snprintf(text + length, size - length, ": %s", r->remark);
}

void step_trace_findings(struct run *r)
{
	const struct finding *f;
	char line[TRACE_LINE + VERDICT_TEXT];

	for (; r->findings < verdict->findings; r->findings++) {
		f = &verdict->finding[r->findings];
		snprintf(line, sizeof(line), "   finding %s: %s", f->signature, f->text);
		r->options->trace(r->options->trace_arg, line);
	}
}

static void move_text(char *line, size_t size, const struct core_move *move)
{
	if (move->written)
		snprintf(line, size, "   pfn 0x%lx was written back", move->from);
	else if (move->slot && move->to != CORE_NO_PFN)
		snprintf(line, size, "   swapped in slot %lu to pfn 0x%lx", move->slot, move->to);
	else if (move->slot && move->from != CORE_NO_PFN)
		snprintf(line, size, "   swapped out pfn 0x%lx to slot %lu", move->from, move->slot);
	else if (move->slot)
		snprintf(line, size, "   slot %lu of swap was given up", move->slot);
	else if (move->to == CORE_NO_PFN)
		snprintf(line, size, "   pfn 0x%lx was given up", move->from);
	else
		snprintf(line, size, "   moved pfn 0x%lx to 0x%lx", move->from, move->to);
}

void step_trace(struct run *r, const char *where)
{
	const struct core_move *move;
	unsigned int i, moves;
	char line[TRACE_LINE];
	size_t length;

	length = snprintf(line, sizeof(line), "%s: ", where);
	length += text_op(line + length, TEXT_OP_MAX, r->program, r->op);
	length += snprintf(line + length, sizeof(line) - length, " -> ");
	run_result_text(r, line + length, sizeof(line) - length);
	r->options->trace(r->options->trace_arg, line);
	moves = core_moves(&move);
	for (i = 0; i < moves; i++, move++) {
		move_text(line, sizeof(line), move);
		r->options->trace(r->options->trace_arg, line);
	}
}

static void trace_step(struct run *r, int at)
{
	char where[16] = "end";

	if (at >= 0)
		snprintf(where, sizeof(where), "%d", at);
	step_trace(r, where);
}

/* ---------------------------------------------------------------- steps */

enum {
	FILL_WALKED = 1 << 21, /* pages, in all the walks of an operation's repetitions */
};

/*
 * Whether it is time for a walk.  What fills a large memory, or empties it, would take time in the square of its size:
 * from some repetitions on there is a walk whenever they have doubled.
 */
static bool walk_due(const struct run *r)
{
	unsigned int every = r->options->walk_every ? r->options->walk_every : WALK_DEFAULT;

	if (r->repeated * (r->machine->end_pfn - r->machine->start_pfn) < FILL_WALKED)
		return r->result->steps % every == 0;
	return every != WALK_AT_END && (r->repeated & (r->repeated - 1)) == 0;
}

static void check_step(struct run *r)
{
	bool at_once = r->op->code == OP_PARALLEL;
	unsigned int cost = r->skip || at_once ? 0 : COST_OP;

	/* Of several operations, each was looked at alone. */
	if (at_once || walk_due(r))
		cost |= COST_WALK;
	if (cost && !r->options->no_checks)
		props_run(r->model, &r->rec, cost);
}

void step_done(struct run *r)
{
	r->result->steps++;
	digest(r, r->op->code | (uint64_t)!!r->skip << 8 | (uint64_t)r->rec.ok << 9 |
			  (uint64_t)(uint32_t)r->rec.err << 32);
	digest(r, r->rec.pfn << 32 ^ r->rec.count);
}

void run_keep_longest(struct run_longest *longest, const struct run_longest *other)
{
	if (!other->op)
		return;
	if (!longest->op || (double)other->steps * longest->budget > (double)longest->steps * other->budget)
		*longest = *other;
}

/* After an operation, or the boot. */
static void note_steps(struct run *r, const char *name)
{
	struct run_longest now = {.op = name};

	now.steps = core_steps(&now.budget);
	r->steps = now.steps;
	run_keep_longest(&r->result->longest, &now);
}

static void observe(const struct run *r, int at, const struct op *op)
{
	if (r->options->observe)
		r->options->observe(r->options->observe_arg, r, at, op);
}

/* What was asked, before it is known what came of it. */
static void record_call(struct run *r)
{
	const struct op_call *call = &r->call;

	r->rec.ok = true;
	r->rec.misuse = call->misuse;
	r->rec.others = call->others;
	r->rec.gfp = call->gfp;
	r->rec.order = call->order;
	r->rec.area = call->area;
	r->rec.align = call->align;
	r->rec.pfn = call->pfn;
	r->rec.count = call->count;
}

/* What prepare() reduced is legal on this machine, whatever the arguments were. */
static void assert_call(const struct run *r)
{
	const struct op_call *call __attribute__((unused)) = &r->call;

	assert(call->slot == MODEL_NONE || model_is_live(r->model, call->slot));
	assert(!call->stamped || call->slot != MODEL_NONE);
	assert(call->gfp < core_gfps());
	assert(!call->area || call->area < r->machine->areas || call->area == CORE_MAX_AREAS);
	assert(!call->device || call->device < r->machine->devices);
}

void step_prepare(struct run *r)
{
	const struct op_action *action = op_action(r->op->code);

	if (action->prepare)
		action->prepare(r, r->op->arg);
	if (r->odd[0])
		r->skip = r->odd;
	if (r->skip)
		return;
	assert_call(r);
	record_call(r);
	check_stamp(r);
}

/* The operation itself: what is due on the kernel side at its end happens also if it did nothing. */
static void run_op(struct run *r, int at, const struct op *op)
{
	const struct op_action *action = op_action(op->code);

	core_op_begin();
	if (op->cpu)
		core_set_cpu(reduced(r, "on", op->cpu - 1u, 0, r->build->cpus));
	step_prepare(r);
	if (r->options->before)
		r->options->before(r->options->observe_arg, r, at, op);
	step_clock_in(r);
	if (op->code == OP_PARALLEL)
		parallel_run(r, at);
	else if (!r->skip && action->act)
		action->act(r);
	core_op_end();
	step_clock_out(r);
	r->rec.injected = core_injected();
	step_moves(r);
	if (!r->skip && action->apply)
		action->apply(r);
	assert(r->rec.slot == MODEL_NONE || model_is_live(r->model, r->rec.slot));
}

void step_new(struct run *r, int at, const struct op *op)
{
	const struct op_info *info = &ops[op->code];

	r->op = op;
	r->rec = (struct op_record){.kind = info->kind, .slot = MODEL_NONE};
	r->call = (struct op_call){.slot = MODEL_NONE};
	r->skip = r->remark = r->value_name = NULL;
	r->lacking = false;
	r->odd[0] = 0;
	verdict_at(at, info->name);
}

static void step(struct run *r, int at, const struct op *op)
{
	const struct op_info *info = &ops[op->code];

	step_new(r, at, op);
	if (!r->options->no_checks)
		props_op_begin(r->model, info->kind);
	run_op(r, at, op);
	if (r->skip || op->code == OP_PARALLEL)
		r->rec.kind = OP_KIND_NONE;
	if (r->odd[0])
		verdict_add(VERDICT_PLAIN, "expect:number", "%s", r->odd);
	note_steps(r, info->name);
	step_done(r);
	if (r->options->trace)
		trace_step(r, at);
	check_step(r);
	if (r->options->trace)
		step_trace_findings(r);
	observe(r, at, op);
}

static void note_fill(struct run *r, unsigned int at, unsigned long done)
{
	struct run_result *result = r->result;

	if (result->fills < RUN_FILLS)
		result->fill[result->fills++] = (struct run_fill){.op = at, .done = done, .why = r->skip};
}

/* An operation with its repetitions. */
static void run_repeated(struct run *r, const struct program *p, unsigned int i)
{
	const struct op_info *info = &ops[p->op[i].code];
	bool fills = info->repeat == OP_REPEAT;
	unsigned int n, times = 1;

	if (info->repeat)
		times = fills ? UINT_MAX : p->op[i].arg[info->repeat - 1] + 1u;
	r->scan = 0;
	for (n = 0; n < times && !verdict->over; n++) {
		r->repeated = n;
		step(r, i, &p->op[i]);
		if (r->skip || (fills && !r->rec.ok))
			break;
	}
	r->repeated = 0;
	if (fills && !verdict->over)
		note_fill(r, i, n);
}

static void run_ops(struct run *r, const struct program *p)
{
	unsigned int i;

	for (i = 0; i < p->ops; i++) {
		run_repeated(r, p, i);
		if (p->op[i].code != OP_EXPECT)
			r->last = (struct run_last){r->rec.ok, r->skip, r->rec.pfn};
		if (p->op[i].code == OP_PARALLEL)
			i += parallel_members(p, i);
	}
}

/* ---------------------------------------------------------------- the end */

/* The same operation until nothing is left; what the kernel refuses to take back is a finding of the checks. */
static void repeat(struct run *r, enum op_code code, const unsigned int *left)
{
	const struct op op = {.code = code};
	unsigned int before = 0;

	for (r->repeated = 0; *left != before && *left && !verdict->over; r->repeated++) {
		before = *left;
		step(r, VERDICT_AT_END, &op);
	}
	r->repeated = 0;
}

static void unpin_all(struct run *r)
{
	enum object_kind kind;

	for (kind = OBJECT_KINDS - 1; kind > OBJECT_NONE; kind--)
		if (r->pins[kind])
			repeat(r, op_owner(kind)->unpin, &r->pins[kind]);
}

/* A range that is held isolated and a page that is pinned would be in the way of the rest. */
static void give_back(struct run *r)
{
	static const struct op drain = {.code = OP_DRAIN};
	enum object_kind kind;

	for (kind = OBJECT_KINDS - 1; kind > OBJECT_NONE; kind--) {
		if (owners[kind].owns)
			unpin_all(r);
		repeat(r, op_owner(kind)->give_back, &r->model->live_count[kind]);
	}
	if (!verdict->over)
		step(r, VERDICT_AT_END, &drain);
}

static void finish(struct run *r)
{
	const struct op_record none = {.kind = OP_KIND_NONE, .ok = true, .slot = MODEL_NONE};

	assert(model_is_consistent(r->model));
	give_back(r);
	assert(model_is_consistent(r->model));
	verdict_at(VERDICT_AT_END, "end");
	if (!verdict->over && !r->options->no_checks)
		props_run(r->model, &none, COST_WALK | COST_END);
	if (r->options->trace)
		step_trace_findings(r);
}

/* ---------------------------------------------------------------- the run */

/* Anew, or from the snapshot of a machine with a name. */
static int boot(struct run *r, const struct program *p)
{
	if (p->machine != CORE_DESCRIBED)
		return core_reset(p->machine);
	if (!described.drawn && r->options->ram_max)
		described.description.ram_max = r->options->ram_max;
	described.description.hold_page_0 = 1;
	return core_boot(&described.description, &r->machine);
}

/* A machine that was drawn, or that an engine changed, may be one that does not boot. */
static void does_not_boot(const struct run *r, const struct program *p, int err)
{
	char signature[VERDICT_SIGNATURE];
	const char *name = core_machine(p->machine)->name;

	if (p->machine == CORE_DESCRIBED && (described.drawn || r->options->may_not_boot))
		return;
	verdict_signature(signature, "boot", name);
	verdict_add(VERDICT_PLAIN, signature, "machine %s does not boot (%d)", name, err);
}

/* What the described machine had to reserve; NULL if nobody knows. */
static const struct reservations *asked_for(void)
{
	if (!described.drawn)
		described.knows_reservations = machine_asked(&described, &described.reservations);
	return described.knows_reservations ? &described.reservations : NULL;
}

static bool begin(struct run *r, const struct program *p)
{
	int err;

	step_clock_in(r);
	err = boot(r, p);
	if (r->options->clock)
		r->result->reset_ns = now_ns() - r->entered_ns;
	r->machine = core_machine(p->machine);
	if (err) {
		does_not_boot(r, p, err);
		return false;
	}
	r->result->booted = true;
	/* Else nothing booted, a snapshot was put back. */
	if (p->machine == CORE_DESCRIBED)
		note_steps(r, "boot");
	model_reset(r->model, p->machine);
	if (r->options->no_checks)
		return true;
	props_program_begin(r->model);
	if (p->machine == CORE_DESCRIBED)
		props_run_boot(r->model, asked_for());
	return true;
}

/* A program that was left anywhere may have left the model half changed. */
static void forget_model(void)
{
	free(model.owner);
	free(model.isolated);
	memset(&model, 0, sizeof(model));
}

static const char *machine_name(const struct program *p)
{
	if (p->machine != CORE_DESCRIBED)
		return core_machine(p->machine)->name;
	machine_build(&described, &p->description, p->data);
	return described.description.name;
}

/* Somebody wrote it, who expects something; no random program does. */
static bool is_scenario(const struct program *p)
{
	unsigned int i;

	for (i = 0; p->data_bytes && i < p->ops; i++)
		if (p->op[i].code == OP_EXPECT)
			return true;
	return false;
}

void run_program(const struct program *p, const struct run_options *options, struct run_result *result)
{
	assert(program_is_canonical(p));
	*result = (struct run_result){.digest = 0xcbf29ce484222325ull};
	run = (struct run){.build = core_build(), .program = p, .model = &model, .options = options, .result = result};
	run.literal = is_scenario(p);
	verdict_begin(machine_name(p));
	core_steps_divide(options->divide_steps ? options->divide_steps : 1);
	if (p->machine == CORE_DESCRIBED && described.known) {
		result->not_run = described.known;
		return;
	}
	if (!setjmp(*host_enter())) {
		if (begin(&run, p)) {
			observe(&run, VERDICT_AT_BOOT, NULL);
			run_ops(&run, p);
			finish(&run);
		}
	} else {
		result->stopped = true;
		digest(&run, 1);
		if (options->trace)
			step_trace_findings(&run);
		forget_model();
	}
	host_leave();
}
