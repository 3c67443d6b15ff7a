// SPDX-License-Identifier: GPL-2.0
/* race.c - schedules of operations that run at once, searched, see race.h. */
#include <string.h>

#include "lang/generate.h"
#include "lang/ops.h"
#include "run/race.h"
#include "run/step.h"

enum {
	FAR = 256, /* points that one OP_PREEMPT reaches */
	MOST = 256, /* operations of one OP_PARALLEL */
	POLICIES = 5,
	POLICIES_OF_ACCESSES = 2, /* besides */
};

static struct {
	struct race *race;
	struct outcome *out;
	struct child child;
	struct program trial, serial;
	struct run_conflicts *conflicts; /* shared with the child */
	struct run_conflict place[RACE_PLACES];
	bool failed; /* no process */
} search;

/* ---------------------------------------------------------------- programs */

unsigned int race_operations(const struct race *r, const struct op **list, unsigned int room)
{
	unsigned int i, n = 0, members = parallel_members(r->program, r->at);

	for (i = 1; i <= members && n < room; i++)
		if (!op_preempts(r->program->op[r->at + i].code))
			list[n++] = &r->program->op[r->at + i];
	return n;
}

/* One that is far away is reached in several steps, of which all but the last change nothing. */
static unsigned int put_steps(struct program *p, unsigned int at, enum op_code code, const struct race_preempt *preempt,
			      unsigned int left)
{
	bool last = code == OP_PREEMPT_ACCESS || !preempt->access;
	unsigned int put = 0, step;

	for (; left; left -= step, put++) {
		step = left < FAR ? left : FAR;
		program_insert(p, at, 1);
		p->op[at] =
			(struct op){.code = code,
				    .arg = {preempt->cpu, step - 1, left > FAR || !last ? preempt->cpu : preempt->to}};
		at++;
	}
	return put;
}

static unsigned int put(struct program *p, unsigned int at, const struct race_preempt *preempt)
{
	unsigned int points = put_steps(p, at, OP_PREEMPT, preempt, preempt->nth);

	return points + put_steps(p, at + points, OP_PREEMPT_ACCESS, preempt, preempt->access);
}

static unsigned int steps_of(const struct race_preempt *preempt)
{
	return (preempt->nth + FAR - 1) / FAR + (preempt->access + FAR - 1) / FAR;
}

static void place_interrupts(struct program *p, unsigned int from, unsigned int to,
			     const struct race_schedule *schedule)
{
	unsigned int n = 0;

	for (; from < to && n < RACE_INTERRUPTS; from++) {
		if (p->op[from].code != OP_INTERRUPT)
			continue;
		if (schedule->interrupt[n])
			p->op[from].arg[1] = schedule->interrupt[n] - 1;
		n++;
	}
}

void race_program(struct program *p, const struct race *r, const struct race_schedule *schedule)
{
	unsigned int members = parallel_members(r->program, r->at), at = r->at + 1, i;

	program_copy(p, r->program);
	for (i = 0; i < members; i++) {
		if (op_preempts(p->op[at].code))
			program_remove(p, at, 1);
		else
			at++;
	}
	place_interrupts(p, r->at + 1, at, schedule);
	/* What there is no room for any more is left out. */
	for (i = 0; i < schedule->preempts && at - r->at + steps_of(&schedule->preempt[i]) <= MOST; i++)
		at += put(p, at, &schedule->preempt[i]);
	p->op[r->at].arg[0] = at - r->at - 2;
}

/* ---------------------------------------------------------------- a run */

static bool run_one(const struct program *p)
{
	if (child_next(&search.child, p, &search.race->options, search.out) ||
	    child_run(p, &search.race->options, search.out, true))
		return true;
	search.failed = true;
	return false;
}

static bool run(const struct race_schedule *schedule)
{
	race_program(&search.trial, search.race, schedule);
	return run_one(&search.trial);
}

static void note_outcome(struct race *r, const struct run_parallel *result)
{
	struct race_outcome *o;

	for (o = r->outcome; o < r->outcome + r->outcomes; o++)
		if (o->ran == result->ran && o->ok == result->ok && o->skipped == result->skipped)
			break;
	if (o == r->outcome + RACE_OUTCOMES) {
		r->other_outcomes++;
		return;
	}
	if (o == r->outcome + r->outcomes)
		r->outcome[r->outcomes++] = (struct race_outcome){result->ran, result->ok, result->skipped, 0};
	o->times++;
}

static void note_finding(struct race *r, const struct finding *finding, const struct race_schedule *schedule)
{
	struct race_finding *f;

	for (f = r->finding; f < r->finding + r->findings; f++)
		if (!strcmp(f->finding.signature, finding->signature))
			break;
	if (f == r->finding + RACE_FINDINGS)
		return;
	if (f == r->finding + r->findings) {
		r->findings++;
		*f = (struct race_finding){*finding, 0, r->done, *schedule};
	}
	f->times++;
}

/* ---------------------------------------------------------------- failures without an excuse */

/* The operations one by one, in the order in which they ended, up to the nth: each is a block, as blocks have a result.
 */
static void make_serial(struct program *p, const struct run_parallel *ran, unsigned int nth)
{
	const struct race *r = search.race;
	struct program schedule = {0};
	unsigned int i;

	program_copy(&schedule, &search.trial);
	program_copy(p, &search.trial);
	program_remove(p, r->at, p->ops - r->at);
	for (i = 0; i < ran->ended; i++) {
		program_add(p, OP_PARALLEL);
		*program_add(p, OP_PARALLEL) = schedule.op[r->at + 1 + ran->order[i]];
		p->op[p->ops - 1].cpu = ran->cpu[ran->order[i]] + 1;
		if (ran->order[i] == nth)
			break;
	}
	program_free(&schedule);
}

static bool succeeds_alone(const struct run_parallel *ran, unsigned int nth)
{
	const struct run_parallel *alone = &search.out->result.parallel;

	make_serial(&search.serial, ran, nth);
	return run_one(&search.serial) && alone->ok & 1;
}

static bool has_interrupts(const struct race *r)
{
	unsigned int i, members = parallel_members(r->program, r->at);

	for (i = 1; i <= members; i++)
		if (r->program->op[r->at + i].code == OP_INTERRUPT)
			return true;
	return false;
}

/* An operation may fail because of another, not for no reason.  Programs with interrupts cannot be put in order. */
static void judge(struct race *r, const struct race_schedule *schedule)
{
	const struct run_parallel ran = search.out->result.parallel;
	struct finding f = {.at = 0};
	unsigned int nth;

	if (has_interrupts(r))
		return;
	for (nth = 0; nth < 64; nth++) {
		if (!(ran.unexcused >> nth & 1) || !succeeds_alone(&ran, nth))
			continue;
		f.at = (int)(r->at + 1 + nth);
		snprintf(f.op, sizeof(f.op), "%s", ops[search.trial.op[f.at].code].name);
		snprintf(f.signature, sizeof(f.signature), "linear:%s", f.op);
		snprintf(f.text, sizeof(f.text),
			 "it fails, though nothing that runs meanwhile touches what it asks for; one after the other, "
			 "in the order in which they end, it succeeds");
		note_finding(r, &f, schedule);
	}
	/* Whose points the search goes on with. */
	search.out->result.parallel = ran;
}

/* False where the search is to end. */
static bool try(const struct race_schedule *schedule)
{
	struct race *r = search.race;
	const struct verdict *v = &search.out->verdict;
	unsigned int i;

	if (r->stop || r->done == r->schedules || !run(schedule))
		return false;
	r->done++;
	note_outcome(r, &search.out->result.parallel);
	for (i = 0; i < v->findings; i++)
		note_finding(r, &v->finding[i], schedule);
	if (search.out->result.parallel.unexcused)
		judge(r, schedule);
	return true;
}

/* ---------------------------------------------------------------- all up to a bound */

/*
 * Behind a schedule those with one preemption more: of a CPU that is not before the last one's, since the order in
 * which preemptions of different CPUs are written says nothing.
 */
static bool go_on(const struct race_schedule *before)
{
	struct race *r = search.race;
	struct race_schedule next = *before;
	struct race_preempt *last = &next.preempt[next.preempts++], *previous = last - 1;
	unsigned int points[CORE_MAX_CPUS];

	memcpy(points, search.out->result.parallel.points, sizeof(points));
	for (last->cpu = before->preempts ? previous->cpu : 0; last->cpu < r->cpus; last->cpu++)
		for (last->nth = 1; last->nth <= points[last->cpu]; last->nth++)
			for (last->to = 0; last->to < r->cpus; last->to++) {
				if (last->to == last->cpu)
					continue;
				if (!try(&next))
					return false;
				r->bounded++;
				if (next.preempts < r->bound && !go_on(&next))
					return false;
			}
	return true;
}

static bool search_to_bound(const struct race_schedule *serial)
{
	/* Whose points are wanted, behind those with an interrupt elsewhere. */
	return run(serial) && go_on(serial);
}

/* Each interrupt at each point of its CPU, without a preemption. */
static bool interrupt_everywhere(void)
{
	struct race *r = search.race;
	unsigned int members = parallel_members(r->program, r->at), i, n = 0, points;
	struct race_schedule next = {0};
	const struct op *op;

	for (i = 1; i <= members && n < RACE_INTERRUPTS; i++) {
		op = &r->program->op[r->at + i];
		if (op->code != OP_INTERRUPT)
			continue;
		points = r->interruptible[op->arg[0] % r->cpus];
		for (next.interrupt[n] = 1; next.interrupt[n] <= points && next.interrupt[n] <= FAR;
		     next.interrupt[n]++) {
			if (!try(&next))
				return false;
			r->bounded++;
		}
		next.interrupt[n++] = 0;
	}
	return true;
}

/* ---------------------------------------------------------------- each access that another CPU can tell */

/* One after the other, that CPU first. */
static struct race_schedule begun_by(unsigned int first)
{
	return (struct race_schedule){.preempts = first ? 1 : 0, .preempt = {{.cpu = 0, .to = first, .access = 1}}};
}

/* The accesses of the CPU that is first; those of others are behind its end, where nobody is left to go on. */
static bool learn(unsigned int first)
{
	const struct race_schedule schedule = begun_by(first);
	struct race *r = search.race;
	unsigned int i;
	bool ran;

	search.conflicts->count = 0;
	r->options.learn = search.conflicts;
	ran = run(&schedule);
	r->options.learn = NULL;
	for (i = 0; i < search.conflicts->count && r->places < RACE_PLACES; i++)
		if (search.conflicts->conflict[i].cpu == first)
			search.place[r->places++] = search.conflicts->conflict[i];
	return ran;
}

static struct race_preempt at_place(const struct run_conflict *place, unsigned int to)
{
	return (struct race_preempt){place->cpu, to, place->point, place->access};
}

static bool search_place(const struct run_conflict *place)
{
	struct race *r = search.race;
	struct race_schedule next;
	unsigned int to;

	for (to = 0; to < r->cpus; to++) {
		if (to == place->cpu)
			continue;
		next = begun_by(place->cpu);
		next.preempt[next.preempts++] = at_place(place, to);
		if (!try(&next))
			return false;
		r->by_access++;
	}
	return true;
}

static bool search_places(void)
{
	struct race *r = search.race;
	unsigned int i;

	r->places = 0;
	if (!core_build()->accesses)
		return true;
	for (i = 0; search.conflicts && i < r->cpus; i++)
		if (!learn(i))
			return false;
	for (i = 0; i < r->places; i++)
		if (!search_place(&search.place[i]))
			return false;
	return true;
}

/* ---------------------------------------------------------------- random ones */

static void draw_cpus(struct race_preempt *p, struct random *random)
{
	unsigned int cpus = search.race->cpus;

	p->cpu = random_below(random, cpus);
	p->access = 0;
	p->to = cpus > 1 ? (p->cpu + 1 + random_below(random, cpus - 1)) % cpus : 0;
}

static void draw_often(struct race_schedule *s, struct random *random, unsigned int one_in)
{
	struct race_preempt *p;

	for (s->preempts = 0; s->preempts < RACE_PREEMPTS; s->preempts++) {
		p = &s->preempt[s->preempts];
		draw_cpus(p, random);
		for (p->nth = 1; random_below(random, one_in);)
			p->nth++;
	}
}

static void draw_few(struct race_schedule *s, struct random *random, unsigned int preempts)
{
	struct race *r = search.race;
	struct race_preempt *p;

	for (s->preempts = 0; s->preempts < preempts; s->preempts++) {
		p = &s->preempt[s->preempts];
		draw_cpus(p, random);
		p->nth = 1 + random_below(random, r->points[p->cpu] + 1);
	}
}

/* As many such accesses, of which the second counts from the first on where it is the same CPU's. */
static void draw_places(struct race_schedule *s, struct random *random, unsigned int preempts)
{
	struct race *r = search.race;
	struct race_preempt *p;

	for (s->preempts = 0; s->preempts < preempts; s->preempts++) {
		p = &s->preempt[s->preempts];
		*p = at_place(&search.place[random_below(random, r->places)], 0);
		p->to = (p->cpu + 1 + random_below(random, r->cpus - 1)) % r->cpus;
		if (s->preempts && p->cpu == p[-1].cpu && p->nth >= p[-1].nth)
			p->nth -= p[-1].nth;
	}
}

static void draw(struct race_schedule *s, uint64_t i)
{
	static const unsigned int rates[] = {2, 20, 100};
	struct random random = {.state = random_seed(search.race->seed, i)};
	unsigned int policy = i % (POLICIES + (search.race->places ? POLICIES_OF_ACCESSES : 0)), most = 0, n;

	for (n = 0; n < search.race->cpus; n++)
		most = most < search.race->interruptible[n] ? search.race->interruptible[n] : most;
	most = most < FAR ? most : FAR;

	for (n = 0; n < RACE_INTERRUPTS; n++)
		s->interrupt[n] = random_below(&random, most + 1);
	if (policy < 3)
		draw_often(s, &random, rates[policy]);
	else if (policy < POLICIES)
		draw_few(s, &random, policy - 2);
	else
		draw_places(s, &random, policy - POLICIES + 1);
}

static void search_at_random(void)
{
	struct race_schedule schedule;
	uint64_t i = 0;

	do
		draw(&schedule, i++);
	while (try(&schedule));
}

/* ---------------------------------------------------------------- the search */

static bool still_has(const char *signature)
{
	return verdict_has(&search.out->verdict, signature);
}

/* Without one, whose points the next one of that CPU has besides, or has not. */
static void leave_out(struct race_schedule *s, unsigned int i, bool keep_place)
{
	const struct race_preempt out = s->preempt[i];
	struct race_preempt *p;

	s->preempts--;
	memmove(s->preempt + i, s->preempt + i + 1, (s->preempts - i) * sizeof(s->preempt[0]));
	for (p = s->preempt + i; keep_place && p < s->preempt + s->preempts; p++)
		if (p->cpu == out.cpu) {
			p->nth += out.nth;
			break;
		}
}

/* One that it does not need is left out; false: it needs them all. */
static bool leave_one_out(struct race_finding *f)
{
	struct race_schedule *s = &f->schedule, less;
	unsigned int i, n;

	for (i = s->preempts; i-- && !search.failed;)
		for (n = 0; n < 2; n++) {
			less = *s;
			leave_out(&less, i, !n);
			if (!run(&less) || !still_has(f->finding.signature))
				continue;
			*s = less;
			return true;
		}
	return false;
}

static void shrink(struct race_finding *f)
{
	while (leave_one_out(f))
		;
}

bool race(struct race *r, struct outcome *out)
{
	const struct race_schedule serial = {0};
	unsigned int i;

	search.race = r;
	search.out = out;
	r->cpus = core_build()->cpus;
	if (core_build()->accesses && !search.conflicts)
		search.conflicts = child_memory(sizeof(*search.conflicts));
	if (try(&serial)) {
		memcpy(r->points, out->result.parallel.points, sizeof(r->points));
		memcpy(r->interruptible, out->result.parallel.interruptible, sizeof(r->interruptible));
		r->bounded++;
		r->bound_reached = interrupt_everywhere() && (!r->bound || search_to_bound(&serial));
		if (r->bound_reached && search_places() && !r->whole)
			search_at_random();
	}
	for (i = 0; i < r->findings; i++)
		if (!r->finding[i].finding.known)
			shrink(&r->finding[i]);
	child_end(&search.child);
	return !search.failed;
}
