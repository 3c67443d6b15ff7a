// SPDX-License-Identifier: GPL-2.0
/* race.c - mmfuzz race: schedules of the operations that a program runs at once, see run/race.h. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/cmd.h"
#include "cmd/progress.h"
#include "lang/generate.h"
#include "lang/made.h"
#include "lang/ops.h"
#include "lang/text.h"
#include "run/race.h"

enum {
	SCHEDULES = 10000,
	PATH_BYTES = 4096,
	OPERATIONS = 64,
};

static struct race search;
static struct program program, found;

static struct {
	struct cmd_run run;
	unsigned long bound, schedules, seed;
	const char *save;
	bool pairs, json, save_failed;
} asked = {.bound = 1, .schedules = SCHEDULES, .seed = 1, .save = "findings"};

static int progress_line(char *text, size_t size)
{
	return snprintf(text, size, "%" PRIu64 " of %" PRIu64 " schedules, %u outcomes, %.0f/s, %u findings ",
			search.done, search.schedules, search.outcomes, progress_rate(search.done), search.findings);
}

/* ---------------------------------------------------------------- what was found */

static const char *path_of(const struct race_finding *f)
{
	static char path[PATH_BYTES];

	*path = 0;
	if (!f->finding.known)
		cmd_finding_path(path, sizeof(path), asked.save, f->finding.signature);
	return path;
}

static void save(const struct race_finding *f)
{
	const char *path = path_of(f);

	if (!*path)
		return;
	race_program(&found, &search, &f->schedule);
	if ((mkdir(asked.save, 0777) && errno != EEXIST) ||
	    !made_save(path, &found, &(struct made_finding){f->finding.signature, f->finding.text, NULL}))
		asked.save_failed = true;
}

static void print_finding(const struct race_finding *f)
{
	bool known = f->finding.known;
	const char *path = path_of(f);

	printf("%s%s %s%s: %" PRIu64 " times, first in schedule %" PRIu64 "\n  %s\n",
	       paint(known ? PAINT_KNOWN : PAINT_BAD), known ? "known" : "finding", f->finding.signature,
	       paint(PAINT_NONE), f->times, f->first, f->finding.text);
	if (known)
		printf("  known: %s\n", f->finding.known);
	else if (*path)
		printf("  with %u preemptions; saved as %s\n", f->schedule.preempts, path);
}

static const char *became(const struct race_outcome *o, unsigned int i)
{
	if (!(o->ran >> i & 1))
		return "not run";
	return o->skipped >> i & 1 ? "nothing" : o->ok >> i & 1 ? "done" : "failed";
}

static unsigned int operations(const struct op **list)
{
	return race_operations(&search, list, OPERATIONS);
}

static void print_outcomes(void)
{
	const struct op *op[OPERATIONS];
	unsigned int n = operations(op), i;
	const struct race_outcome *o;

	for (o = search.outcome; o < search.outcome + search.outcomes; o++) {
		printf("%10" PRIu64 " schedules:", o->times);
		for (i = 0; i < n; i++)
			printf("%s %s %s", i ? "," : "", ops[op[i]->code].name, became(o, i));
		printf("\n");
	}
	if (search.other_outcomes)
		printf("%10" PRIu64 " schedules: something else\n", search.other_outcomes);
}

static void print_text(const char *path, double seconds)
{
	unsigned int i;

	print_outcomes();
	for (i = 0; i < search.findings; i++)
		print_finding(&search.finding[i]);
	printf("%s: %" PRIu64 " schedules, %s %" PRIu64 " with up to %lu preemptions; points without one:", path,
	       search.done, search.bound_reached ? "all" : "not all", search.bounded, asked.bound);
	for (i = 0; i < search.cpus; i++)
		printf(" %u", search.points[i]);
	if (search.places)
		printf("; %u accesses that another CPU can tell, %" PRIu64 " schedules with a preemption at one",
		       search.places, search.by_access);
	printf("\n");
	fprintf(stderr, "%.1f s, %.0f schedules/s\n", seconds, seconds > 0 ? search.done / seconds : 0);
}

static void json_outcomes(void)
{
	const struct op *op[OPERATIONS];
	unsigned int n = operations(op), i;
	const struct race_outcome *o;

	for (o = search.outcome; o < search.outcome + search.outcomes; o++) {
		printf("%s{\"times\":%" PRIu64 ",\"operations\":[", o == search.outcome ? "" : ",", o->times);
		for (i = 0; i < n; i++)
			printf("%s{\"name\":\"%s\",\"became\":\"%s\"}", i ? "," : "", ops[op[i]->code].name,
			       became(o, i));
		printf("]}");
	}
}

static void json_findings(const struct race_finding *first, unsigned int findings)
{
	const struct race_finding *f;

	for (f = first; f < first + findings; f++) {
		printf("%s{", f == first ? "" : ",");
		json_finding(stdout, &f->finding);
		printf(",\"times\":%" PRIu64 ",\"first\":%" PRIu64 ",\"preemptions\":%u", f->times, f->first,
		       f->schedule.preempts);
		if (*path_of(f)) {
			printf(",\"path\":");
			json_string(stdout, path_of(f));
		}
		printf("}");
	}
}

static void print_json(double seconds)
{
	unsigned int i;

	printf("{\"schedules\":%" PRIu64 ",\"bound\":%lu,\"bounded\":%" PRIu64
	       ",\"whole\":%s,\"seconds\":%.3f,\"points\":[",
	       search.done, asked.bound, search.bounded, search.bound_reached ? "true" : "false", seconds);
	for (i = 0; i < search.cpus; i++)
		printf("%s%u", i ? "," : "", search.points[i]);
	printf("],\"accesses\":%u,\"by_access\":%" PRIu64 ",\"outcomes\":[", search.places, search.by_access);
	json_outcomes();
	printf("],\"findings\":[");
	json_findings(search.finding, search.findings);
	printf("]}\n");
}

/* ---------------------------------------------------------------- all pairs of operations */

static struct pairs {
	unsigned int pairs, several; /* and of these, how many may end in several ways */
	uint64_t schedules;
	unsigned int findings;
	struct race_finding finding[RACE_FINDINGS];
} all;

static int pairs_line(char *text, size_t size)
{
	return snprintf(text, size, "%u pairs, %" PRIu64 " schedules, %.0f/s, %u findings ", all.pairs,
			all.schedules + search.done, progress_rate(all.schedules + search.done), all.findings);
}

/* The first of each signature is kept, with its pair. */
static void keep_finding(const struct race_finding *f)
{
	unsigned int i;

	for (i = 0; i < all.findings; i++) {
		if (strcmp(all.finding[i].finding.signature, f->finding.signature) != 0)
			continue;
		all.finding[i].times += f->times;
		return;
	}
	if (all.findings == RACE_FINDINGS)
		return;
	all.finding[all.findings++] = *f;
	save(f);
}

/* Behind the file's operations. */
static void make_pair(unsigned int first, unsigned int second)
{
	struct random random = {.state = random_seed(asked.seed, first * OP_COUNT + second)};
	unsigned int i;
	struct op *op;

	program_remove(&program, search.at + 1, program.ops - search.at - 1);
	program.op[search.at].arg[0] = 1;
	for (i = 0; i < 2; i++) {
		op = program_add(&program, i ? second : first);
		random_op(op, &random);
		op->cpu = i + 1;
	}
}

static bool run_pair(unsigned int first, unsigned int second, struct outcome *out)
{
	const struct race *asked_for = &search;
	unsigned int i;

	make_pair(first, second);
	search = (struct race){.program = &program,
			       .at = asked_for->at,
			       .bound = asked.bound,
			       .schedules = asked.schedules,
			       .whole = true,
			       .stop = asked_for->stop,
			       .options = asked_for->options};
	if (!race(&search, out))
		return false;
	for (i = 0; i < search.findings; i++)
		keep_finding(&search.finding[i]);
	all.pairs++;
	all.several += search.outcomes > 1;
	all.schedules += search.done;
	search.done = 0;
	return true;
}

/* Operations of a habit want something to be there that the file's leave: one of them. */
static bool has_habit(enum habit habit)
{
	unsigned int i;

	for (i = 0; i < search.at; i++)
		if (ops[program.op[i].code].habit == habit)
			return true;
	return habit == HABIT_NONE;
}

static bool is_drawn(unsigned int code)
{
	return ops[code].beside && !ops[code].text_only && has_habit(ops[code].habit);
}

/* Stopped, if it was, within a pair. */
static bool run_pairs(struct outcome *out)
{
	unsigned int first, second;

	for (first = 0; first < OP_COUNT; first++)
		for (second = 0; second < OP_COUNT && !search.stop; second++)
			if (is_drawn(first) && is_drawn(second) && !run_pair(first, second, out))
				return false;
	return true;
}

static void print_pairs(const char *path, double seconds)
{
	unsigned int i;

	for (i = 0; i < all.findings; i++)
		print_finding(&all.finding[i]);
	printf("%s: %u ordered pairs of operations at once, of which %u end in several ways; %" PRIu64
	       " schedules of up to %lu preemptions%s\n",
	       path, all.pairs, all.several, all.schedules, asked.bound, search.stop ? "; stopped before the end" : "");
	fprintf(stderr, "%.1f s, %.0f schedules/s\n", seconds, seconds > 0 ? all.schedules / seconds : 0);
}

static void json_pairs(double seconds)
{
	printf("{\"pairs\":%u,\"several\":%u,\"schedules\":%" PRIu64
	       ",\"bound\":%lu,\"whole\":%s,\"seconds\":%.3f,\"findings\":[",
	       all.pairs, all.several, all.schedules, asked.bound, search.stop ? "false" : "true", seconds);
	json_findings(all.finding, all.findings);
	printf("]}\n");
}

static int search_pairs(const char *path, struct outcome *out)
{
	bool started, unknown = false;
	double seconds;
	unsigned int i;

	search.at = program.ops;
	program_add(&program, OP_PARALLEL);
	progress_start(pairs_line, &search.stop);
	started = run_pairs(out);
	seconds = progress_seconds();
	progress_stop();
	if (!started)
		return cmd_error("cannot start a process: %s", strerror(errno));
	for (i = 0; i < all.findings; i++)
		unknown |= !all.finding[i].finding.known;
	if (asked.json)
		json_pairs(seconds);
	else
		print_pairs(path, seconds);
	if (asked.save_failed)
		return cmd_error("cannot write to %s", asked.save);
	return unknown ? STATUS_FINDING : STATUS_NOTHING;
}

/* ---------------------------------------------------------------- the command */

static const struct option options[] = {
	{"bound", required_argument, NULL, 'b'},
	{"schedules", required_argument, NULL, 'c'},
	{"seed", required_argument, NULL, 'S'},
	{"save", required_argument, NULL, 's'},
	{"pairs", no_argument, NULL, 'p'},
	{"json", no_argument, NULL, 'j'},
	CMD_RUN_OPTIONS,
	CMD_ANYWAY_OPTION,
	{0},
};

static bool take_option(int c)
{
	asked.save = c == 's' ? optarg : asked.save;
	asked.json |= c == 'j';
	asked.pairs |= c == 'p';
	if (c == 'b')
		return cmd_number("--bound", optarg, 0, 4, &asked.bound);
	if (c == 'c')
		return cmd_number("--schedules", optarg, 1, 1000000000, &asked.schedules);
	if (c == 'S')
		return cmd_number("--seed", optarg, 0, -1ul, &asked.seed);
	return true;
}

/* The last of its operations that have others run at once. */
static bool find_parallel(const char *path)
{
	for (search.at = program.ops; search.at--;)
		if (program.op[search.at].code == OP_PARALLEL)
			return true;
	cmd_error("%s: no operations run at once: 'parallel count=N' stands before N of them (see 'mmfuzz ops')", path);
	return false;
}

static int run_search(const char *path, struct outcome *out)
{
	bool started, unknown = false;
	double seconds;
	unsigned int i;

	progress_start(progress_line, &search.stop);
	started = race(&search, out);
	seconds = progress_seconds();
	progress_stop();
	if (!started)
		return cmd_error("cannot start a process: %s", strerror(errno));
	for (i = 0; i < search.findings; i++) {
		unknown |= !search.finding[i].finding.known;
		save(&search.finding[i]);
	}
	if (asked.json)
		print_json(seconds);
	else
		print_text(path, seconds);
	if (asked.save_failed)
		return cmd_error("cannot write to %s", asked.save);
	return unknown ? STATUS_FINDING : STATUS_NOTHING;
}

int cmd_race(const struct command *command, int argc, char **argv)
{
	static struct made made;
	struct outcome *out;
	const char *path;
	int c, status;

	while ((c = cmd_run_option(command, argc, argv, options, &asked.run, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		if (!take_option(c))
			return STATUS_CANNOT;
	}
	path = cmd_file(command, argc, argv);
	if (!path || !cmd_load_stored(&program, &made, path, &asked.run, WALK_AT_END, &search.options.walk_every) ||
	    !(asked.pairs || find_parallel(path)) || !cmd_known(&asked.run))
		return STATUS_CANNOT;
	out = child_memory(sizeof(*out));
	if (!out)
		return STATUS_CANNOT;
	if (asked.pairs)
		return search_pairs(path, out);
	search.program = &program;
	search.bound = asked.bound;
	search.schedules = asked.schedules;
	search.seed = asked.seed;
	return run_search(path, out);
}
