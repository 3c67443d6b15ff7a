// SPDX-License-Identifier: GPL-2.0
/*
 * exhaust.c - small scopes, exhausted: see exhaust.h.
 *
 * A program is a node: the node that it goes on from, and a letter.  The programs of a level run in batches, in as many
 * processes as there are jobs; this process alone keeps nodes and states, and takes the results in their order.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "props/abstract.h"
#include "run/child.h"
#include "run/exhaust.h"

enum {
	BATCH = 1 << 16, /* programs */
	JOBS = 64,
	STATES_FIRST = 1 << 16,
};

struct node {
	uint32_t parent;
	uint8_t letter;
};

static struct search {
	struct exhaust *e;
	const struct program *alphabet;
	struct node *node; /* the empty program, then level by level */
	size_t nodes, room;
	size_t first, end; /* of the level before */
	struct abstract *seen; /* open addressing; both halves 0: free */
	size_t seens, places; /* a power of 2 */
} search;

/* A batch, in memory that all processes share. */
static struct batch {
	uint64_t first; /* of the level's programs */
	unsigned int count, next;
	struct batch_result {
		struct abstract state; /* none: nothing comes behind it */
	} result[BATCH];
	struct worker {
		struct outcome out;
		unsigned int at;
		bool finished, failed;
		unsigned int findings;
		struct worker_finding {
			struct finding finding;
			uint64_t times;
			unsigned int at; /* in the batch */
		} finding[EXHAUST_FINDINGS];
	} worker[JOBS];
} *batch;

static struct program program;

/* ---------------------------------------------------------------- programs */

void exhaust_program(struct program *p, const struct program *alphabet, const uint8_t *letter, unsigned int length)
{
	unsigned int i;

	program_copy(p, alphabet);
	program_remove(p, 0, p->ops);
	program_insert(p, 0, length);
	for (i = 0; i < length; i++)
		p->op[i] = alphabet->op[letter[i]];
}

/* The letters of the batch's nth program; returns how many. */
static unsigned int letters_of(unsigned int n, uint8_t letter[EXHAUST_LENGTH])
{
	uint64_t at = batch->first + n;
	size_t node = search.first + at / search.alphabet->ops;
	unsigned int length = search.e->levels - 1, i = length;

	letter[--i] = at % search.alphabet->ops;
	for (; i; node = search.node[node].parent)
		letter[--i] = search.node[node].letter;
	return length;
}

/* ---------------------------------------------------------------- in the processes */

static void on_operation(void *arg, const struct run *r, int at, const struct op *op)
{
	struct worker *w = arg;

	(void)op;
	if (at == (int)r->program->ops - 1 && !verdict->over)
		abstract_state(r->model, &batch->result[w->at].state);
}

static void note_findings(struct worker *w)
{
	const struct verdict *v = &w->out.verdict;
	struct worker_finding *f;
	unsigned int i;

	for (i = 0; i < v->findings; i++) {
		for (f = w->finding; f < w->finding + w->findings; f++)
			if (!strcmp(f->finding.signature, v->finding[i].signature))
				break;
		if (f == w->finding + EXHAUST_FINDINGS)
			continue;
		if (f == w->finding + w->findings) {
			w->findings++;
			*f = (struct worker_finding){.finding = v->finding[i], .at = w->at};
		}
		f->times++;
	}
	/* What follows from a violated state is no news. */
	if (v->unknown)
		batch->result[w->at].state = (struct abstract){0};
}

static bool take(struct worker *w)
{
	w->at = __atomic_fetch_add(&batch->next, 1, __ATOMIC_RELAXED);
	return w->at < batch->count && !search.e->stop;
}

static void run_programs(void *arg)
{
	struct worker *w = arg;
	struct run_options options = search.e->options;
	uint8_t letter[EXHAUST_LENGTH];

	options.observe = on_operation;
	options.observe_arg = w;
	while (take(w)) {
		exhaust_program(&program, search.alphabet, letter, letters_of(w->at, letter));
		/* Each of its beginnings was walked when it was a program itself. */
		options.walk_every = program.ops;
		run_program(&program, &options, &w->out.result);
		note_findings(w);
	}
	w->finished = true;
}

/* A program that ends its process ends there alone. */
static void work(struct worker *w)
{
	while (!w->finished && !search.e->stop) {
		if (!child_do(run_programs, w, &w->out, true)) {
			w->failed = true;
			return;
		}
		if (!w->finished && w->at < batch->count)
			note_findings(w);
	}
}

static bool run_batch(void)
{
	unsigned int jobs = search.e->jobs, i;
	bool started = true;
	pid_t pid[JOBS];

	memset(batch->result, 0, batch->count * sizeof(batch->result[0]));
	memset(batch->worker, 0, jobs * sizeof(batch->worker[0]));
	batch->next = 0;
	for (i = 0; i < jobs && started; i++) {
		pid[i] = host_fork();
		if (!pid[i]) {
			work(&batch->worker[i]);
			_exit(0);
		}
		started = pid[i] > 0;
	}
	jobs = started ? jobs : i - 1;
	for (i = 0; i < jobs; i++) {
		while (waitpid(pid[i], NULL, 0) < 0 && errno == EINTR)
			;
		started &= !batch->worker[i].failed;
	}
	return started;
}

/* ---------------------------------------------------------------- what came of a batch */

static struct exhaust_finding *finding_of(const struct finding *f)
{
	struct exhaust *e = search.e;
	unsigned int i;

	for (i = 0; i < e->findings; i++)
		if (!strcmp(e->finding[i].finding.signature, f->signature))
			return &e->finding[i];
	return e->findings < EXHAUST_FINDINGS ? &e->finding[e->findings++] : NULL;
}

/* The first of a batch is that of the worker who met it first. */
static void keep_finding(const struct worker_finding *from, unsigned int *first)
{
	struct exhaust_finding *f = finding_of(&from->finding);

	if (!f)
		return;
	if (!f->times || from->at < first[f - search.e->finding]) {
		f->finding = from->finding;
		f->length = letters_of(from->at, f->letter);
		first[f - search.e->finding] = from->at;
	}
	f->times += from->times;
}

static void keep_findings(void)
{
	unsigned int first[EXHAUST_FINDINGS] = {0}, w, i;

	for (w = 0; w < search.e->jobs; w++)
		for (i = 0; i < batch->worker[w].findings; i++)
			keep_finding(&batch->worker[w].finding[i], first);
}

static bool is_state(const struct abstract *s)
{
	return s->half[0] || s->half[1];
}

static struct abstract *place_of(const struct abstract *s)
{
	size_t i = s->half[0] & (search.places - 1);

	while (is_state(&search.seen[i]) && !abstract_same(&search.seen[i], s))
		i = (i + 1) & (search.places - 1);
	return &search.seen[i];
}

static bool grow_seen(void)
{
	struct abstract *old = search.seen;
	size_t places = search.places, i;

	search.places = places ? 2 * places : STATES_FIRST;
	search.seen = calloc(search.places, sizeof(*search.seen));
	if (!search.seen) {
		search.seen = old;
		search.places = places;
		return false;
	}
	for (i = 0; i < places; i++)
		if (is_state(&old[i]))
			*place_of(&old[i]) = old[i];
	free(old);
	return true;
}

/* Whether it was not there. */
static bool is_new(const struct abstract *s)
{
	struct abstract *place = place_of(s);

	if (is_state(place))
		return false;
	*place = *s;
	search.seens++;
	return true;
}

static bool add_node(uint32_t parent, uint8_t letter)
{
	struct node *more;

	if (search.nodes == search.room) {
		search.room = search.room ? 2 * search.room : STATES_FIRST;
		more = search.nodes < UINT32_MAX / 2 ? realloc(search.node, search.room * sizeof(*more)) : NULL;
		if (!more)
			return false;
		search.node = more;
	}
	search.node[search.nodes++] = (struct node){parent, letter};
	return true;
}

static bool keep_state(struct exhaust_level *level, unsigned int n)
{
	const struct abstract *state = &batch->result[n].state;
	uint64_t at = batch->first + n;
	bool fresh;

	if (!is_state(state)) {
		level->ended++;
		return true;
	}
	if (2 * search.seens >= search.places && !grow_seen())
		return false;
	fresh = is_new(state);
	level->states += fresh;
	return !(fresh || search.e->all) ||
	       add_node(search.first + at / search.alphabet->ops, at % search.alphabet->ops);
}

/* ---------------------------------------------------------------- levels */

static bool run_level(struct exhaust_level *level)
{
	unsigned int n;

	for (batch->first = 0; batch->first < level->wanted && !search.e->stop; batch->first += batch->count) {
		batch->count = level->wanted - batch->first < BATCH ? level->wanted - batch->first : BATCH;
		if (!run_batch())
			return false;
		keep_findings();
		level->programs += batch->next < batch->count ? batch->next : batch->count;
		for (n = 0; n < batch->count && !search.e->stop && !search.e->no_memory; n++)
			search.e->no_memory = !keep_state(level, n);
		search.e->stop |= search.e->no_memory;
	}
	return true;
}

static void begin(struct exhaust *e, const struct program *alphabet)
{
	memset(&search, 0, sizeof(search));
	search.e = e;
	search.alphabet = alphabet;
	e->jobs = e->jobs < JOBS ? e->jobs : JOBS;
	e->level[0] = (struct exhaust_level){.wanted = 1, .programs = 1, .states = 1};
	e->levels = 1;
	e->no_memory = !grow_seen() || !add_node(0, 0);
	e->stop |= e->no_memory;
}

bool exhaust(struct exhaust *e, const struct program *alphabet)
{
	struct exhaust_level *level;
	bool started = true;

	batch = child_memory(sizeof(*batch));
	if (!batch)
		return false;
	begin(e, alphabet);
	while (started && e->levels <= e->length && !e->stop && search.end < search.nodes) {
		search.first = search.end;
		search.end = search.nodes;
		level = &e->level[e->levels];
		*level = (struct exhaust_level){.length = e->levels++};
		level->wanted = (search.end - search.first) * alphabet->ops;
		started = run_level(level);
	}
	free(search.node);
	free(search.seen);
	child_forget(batch, sizeof(*batch));
	return started;
}
