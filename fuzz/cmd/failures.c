// SPDX-License-Identifier: GPL-2.0
/*
 * failures.c - see failures.h.
 *
 * A first run counts the points that each operation passes.  Then, for each of them, the program runs with an operation
 * `inject` in front of that one.  Those that it has, and its statements, are left out.  Points one behind the other
 * with the same outcome are one line of the table.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/failures.h"
#include "lang/ops.h"
#include "run/child.h"

enum {
	OPS = 4096, /* of a program that are looked at */
	RESULT = 160,
};

/* What the child has seen, in memory that both share. */
struct probe {
	unsigned int points[OPS][CORE_POINTS]; /* of the first turn of a repeated operation */
	unsigned int watched; /* operation whose result is wanted */
	char result[RESULT];
	bool met; /* what was to go wrong did */
};

/* Points with one outcome. */
struct span {
	unsigned int op, what, first, last; /* first: 0: there is none yet */
	char result[RESULT], signature[VERDICT_SIGNATURE];
	bool known;
};

static struct failures {
	struct probe *probe;
	struct outcome *out;
	struct child child;
	struct run_options options;
	struct program program; /* what is left of it */
	unsigned int number[OPS]; /* of each operation, as the file has it */
	const char *path;
	bool json;
	unsigned int runs, findings;
	struct span span;
} f;

static const struct param *what_param(void)
{
	return &ops[OP_INJECT].param[0];
}

bool failures_known(const char *what)
{
	unsigned int i;

	for (i = 0; i < CORE_INJECTS; i++)
		if (!strcmp(what, param_word(what_param(), i)))
			return true;
	return !strcmp(what, "all");
}

/* ---------------------------------------------------------------- a run */

static void observe(void *arg, const struct run *r, int at, const struct op *op)
{
	struct probe *probe = arg;
	unsigned int point;

	if (at < 0 || at >= OPS || !op || r->repeated)
		return;
	for (point = 0; point < CORE_POINTS; point++)
		probe->points[at][point] = core_points(point);
	if ((unsigned int)at != probe->watched)
		return;
	run_result_text(r, probe->result, sizeof(probe->result));
	probe->met = r->rec.injected;
}

static bool run(const struct program *p, unsigned int watched)
{
	f.probe->watched = watched;
	f.probe->met = false;
	snprintf(f.probe->result, sizeof(f.probe->result), "the run ends within it");
	f.runs++;
	return child_next(&f.child, p, &f.options, f.out);
}

/* ---------------------------------------------------------------- the table */

static const char *name_of(unsigned int op)
{
	return ops[f.program.op[op].code].name;
}

static void print_span_json(const struct span *s)
{
	printf("{\"file\":");
	json_string(stdout, f.path);
	printf(",\"operation\":%u,\"name\":\"%s\",\"what\":\"%s\",\"first\":%u,\"last\":%u,\"result\":",
	       f.number[s->op], name_of(s->op), param_word(what_param(), s->what), s->first, s->last);
	json_string(stdout, s->result);
	printf(",\"verdict\":\"%s\"", !*s->signature ? "nothing" : s->known ? "known" : "finding");
	if (*s->signature) {
		printf(",\"signature\":");
		json_string(stdout, s->signature);
	}
	printf("}\n");
}

static void print_span(const struct span *s)
{
	char points[48];

	snprintf(points, sizeof(points), s->first == s->last ? "%u" : "%u to %u", s->first, s->last);
	printf("  %3u %-18s %-14s %-12s %s", f.number[s->op], name_of(s->op), param_word(what_param(), s->what), points,
	       s->result);
	if (*s->signature)
		printf("; %s%s %s%s", paint(s->known ? PAINT_KNOWN : PAINT_BAD), s->known ? "known" : "finding",
		       s->signature, paint(PAINT_NONE));
	printf("\n");
}

static void end_span(void)
{
	if (f.span.first && f.json)
		print_span_json(&f.span);
	else if (f.span.first)
		print_span(&f.span);
	f.span.first = 0;
}

static void add_point(unsigned int op, unsigned int what, unsigned int nth)
{
	const struct finding *found = verdict_first(&f.out->verdict);
	struct span now = {.op = op, .what = what, .first = nth, .last = nth};

	snprintf(now.result, sizeof(now.result), "%s", f.probe->result);
	if (found) {
		snprintf(now.signature, sizeof(now.signature), "%s", found->signature);
		now.known = found->known;
		f.findings += !found->known;
	}
	if (f.span.first && f.span.op == op && f.span.what == what && f.span.last + 1 == nth &&
	    !strcmp(f.span.result, now.result) && !strcmp(f.span.signature, now.signature)) {
		f.span.last = nth;
		return;
	}
	end_span();
	f.span = now;
}

/* ---------------------------------------------------------------- all points */

static bool try_point(unsigned int op, unsigned int what, unsigned int nth)
{
	static struct program p;

	program_copy(&p, &f.program);
	program_insert(&p, op, 1);
	p.op[op] = (struct op){.code = OP_INJECT, .arg = {what, nth - 1}};
	if (!run(&p, op + 1))
		return false;
	if (f.probe->met || verdict_first(&f.out->verdict))
		add_point(op, what, nth);
	return true;
}

static bool try_operation(unsigned int op, const unsigned int *points, const char *wanted)
{
	unsigned int what, nth, most = param_limit(&ops[OP_INJECT].param[1]);

	for (what = 0; what < CORE_INJECTS; what++) {
		if (strcmp(wanted, "all") != 0 && strcmp(wanted, param_word(what_param(), what)) != 0)
			continue;
		for (nth = 1; nth <= points[core_point_of(what)] && nth <= most; nth++)
			if (!try_point(op, what, nth))
				return false;
		end_span();
	}
	return true;
}

static bool try_all(const char *wanted)
{
	static unsigned int points[OPS][CORE_POINTS];
	unsigned int op;

	if (!run(&f.program, OPS))
		return false;
	memcpy(points, f.probe->points, sizeof(points));
	if (!f.json)
		printf("%s:\n  %3s %-18s %-14s %-12s %s\n", f.path, "", "operation", "what", "at point", "its result");
	for (op = 0; op < f.program.ops && op < OPS; op++)
		if (!try_operation(op, points[op], wanted))
			return false;
	return true;
}

static void leave_out(const struct program *p)
{
	unsigned int i, op = 0;

	program_copy(&f.program, p);
	for (i = 0; i < p->ops; i++) {
		if (p->op[i].code == OP_INJECT || p->op[i].code == OP_EXPECT)
			program_remove(&f.program, op, 1);
		else if (op < OPS)
			f.number[op++] = i;
	}
}

int failures_replay(const struct program *p, const char *path, unsigned int walk, const char *what, bool json)
{
	bool done;

	program_free(&f.program);
	memset(&f, 0, sizeof(f));
	f.path = path;
	f.json = json;
	leave_out(p);
	f.probe = child_memory(sizeof(*f.probe));
	f.out = child_memory(sizeof(*f.out));
	if (!f.probe || !f.out)
		return STATUS_CANNOT;
	f.options = (struct run_options){.walk_every = walk, .observe = observe, .observe_arg = f.probe};
	core_points_count(1);
	done = try_all(what);
	core_points_count(0);
	child_end(&f.child);
	child_forget(f.probe, sizeof(*f.probe));
	child_forget(f.out, sizeof(*f.out));
	if (!done)
		return cmd_error("%s: cannot start a process", path);
	if (!json)
		printf("%s: %u runs, %u with a finding\n", path, f.runs, f.findings);
	return f.findings ? STATUS_FINDING : STATUS_NOTHING;
}
