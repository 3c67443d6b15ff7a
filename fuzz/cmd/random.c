// SPDX-License-Identifier: GPL-2.0
/*
 * random.c - mmfuzz random: runs random programs, with no fuzzing engine.
 *
 * One child runs program after program; when a sanitizer or a crash ends it, the next child goes on behind the program
 * that did it.  All figures lie in memory that the children share.  A campaign is a function of its seed.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/cmd.h"
#include "cmd/progress.h"
#include "lang/generate.h"
#include "lang/made.h"
#include "machine/facts.h"
#include "run/child.h"

enum {
	ENTRIES = 128, /* different findings; more are dropped */
	OPS_MAX = 1 << 20, /* of a program */
	PATH_BYTES = 512,
};

struct entry {
	struct finding finding;
	uint64_t times, first;
	char path[PATH_BYTES]; /* where its program was saved */
};

static struct campaign {
	struct outcome out;
	uint64_t seed, count, next;
	unsigned long max_ops;
	bool drawn; /* machines are drawn, too */
	uint64_t booted;
	struct run_options options;
	const char *save;
	bool save_failed;
	volatile sig_atomic_t stop;
	bool finished; /* the child came to its end */
	unsigned int entries;
	struct entry entry[ENTRIES];
	uint64_t unknown_programs;
	struct run_longest longest;
	uint64_t digest; /* of all traces, so that two builds or computers are compared by one number */
} *campaign;

static struct program program;

/* ---------------------------------------------------------------- findings */

static struct entry *find_entry(const struct finding *f)
{
	struct entry *e;
	unsigned int i;

	for (i = 0; i < campaign->entries; i++)
		if (!strcmp(campaign->entry[i].finding.signature, f->signature))
			return &campaign->entry[i];
	if (campaign->entries == ENTRIES)
		return NULL;
	e = &campaign->entry[campaign->entries++];
	*e = (struct entry){.finding = *f, .first = campaign->next};
	return e;
}

static void save_entry(struct entry *e)
{
	const struct finding *f = &e->finding;
	char random[128];

	snprintf(random, sizeof(random), "%s--seed %" PRIu64 " --ops %lu, program %" PRIu64,
		 campaign->drawn ? "--machines " : "", campaign->seed, campaign->max_ops, e->first);
	cmd_finding_path(e->path, sizeof(e->path), campaign->save, f->signature);
	if (mkdir(campaign->save, 0777) && errno != EEXIST)
		campaign->save_failed = true;
	if (made_save(e->path, &program, &(struct made_finding){f->signature, f->text, random}))
		return;
	campaign->save_failed = true;
	e->path[0] = 0;
}

/* Takes what program campaign->next has found into the list. */
static void note_findings(void)
{
	const struct verdict *v = &campaign->out.verdict;
	struct entry *e;
	unsigned int i;

	for (i = 0; i < v->findings; i++) {
		e = find_entry(&v->finding[i]);
		if (e && !e->times++ && !e->finding.known)
			save_entry(e);
	}
	campaign->unknown_programs += !!v->unknown;
	run_keep_longest(&campaign->longest, &campaign->out.result.longest);
}

static void make_program(void)
{
	uint64_t seed = random_seed(campaign->seed, campaign->next);

	if (campaign->drawn)
		generate_described(&program, seed, campaign->max_ops);
	else
		generate(&program, seed, campaign->max_ops);
}

static bool more(void)
{
	return !campaign->stop && (!campaign->count || campaign->next < campaign->count);
}

static void run_series(void *arg)
{
	(void)arg;
	for (; more(); campaign->next++) {
		make_program();
		run_program(&program, &campaign->options, &campaign->out.result);
		campaign->digest = (campaign->digest ^ campaign->out.result.digest) * 0x100000001b3ull;
		campaign->booted += campaign->out.result.booted;
		note_findings();
	}
	campaign->finished = true;
}

/* ---------------------------------------------------------------- progress */

static int progress_line(char *text, size_t size)
{
	return snprintf(text, size, "%" PRIu64 " programs, %.0f/s, %u findings ", campaign->next,
			progress_rate(campaign->next), campaign->entries);
}

/* ---------------------------------------------------------------- summary */

static void print_entry(const struct entry *e)
{
	const struct finding *f = &e->finding;

	printf("%s%s %s%s: %" PRIu64 " times, first in program %" PRIu64 " ", paint(f->known ? PAINT_KNOWN : PAINT_BAD),
	       f->known ? "known" : "finding", f->signature, paint(PAINT_NONE), e->times, e->first);
	print_place(stdout, f);
	printf("\n  %s\n", f->text);
	if (f->known)
		printf("  known: %s\n", f->known);
	else if (e->path[0])
		printf("  saved as %s\n", e->path);
}

static void print_text(double seconds)
{
	unsigned int i;

	for (i = 0; i < campaign->entries; i++)
		print_entry(&campaign->entry[i]);
	printf("%" PRIu64 " programs from seed %" PRIu64 ", %" PRIu64 " with a finding, digest %016" PRIx64 "\n",
	       campaign->next, campaign->seed, campaign->unknown_programs, campaign->digest);
	if (campaign->drawn)
		printf("%" PRIu64 " machines booted\n", campaign->booted);
	print_longest(stdout, &campaign->longest);
	fprintf(stderr, "%.1f s, %.0f programs/s\n", seconds, seconds > 0 ? campaign->next / seconds : 0);
}

static void print_json(double seconds)
{
	unsigned int i;

	printf("{\"seed\":%" PRIu64 ",\"programs\":%" PRIu64 ",\"seconds\":%.3f,\"with_finding\":%" PRIu64
	       ",\"digest\":\"%016" PRIx64 "\",",
	       campaign->seed, campaign->next, seconds, campaign->unknown_programs, campaign->digest);
	if (campaign->drawn)
		printf("\"booted\":%" PRIu64 ",", campaign->booted);
	json_longest(stdout, &campaign->longest);
	printf(",\"findings\":[");
	for (i = 0; i < campaign->entries; i++) {
		const struct entry *e = &campaign->entry[i];

		printf("%s{", i ? "," : "");
		json_finding(stdout, &e->finding);
		printf(",\"times\":%" PRIu64 ",\"first\":%" PRIu64, e->times, e->first);
		if (e->path[0]) {
			printf(",\"path\":");
			json_string(stdout, e->path);
		}
		printf("}");
	}
	printf("]}\n");
}

/* ---------------------------------------------------------------- the command */

/* Writes the programs that would run, over what has their names. */
static int draw_programs(const char *directory)
{
	char path[PATH_BYTES];

	if (!campaign->count)
		return cmd_error("random --draw wants an end: --count N");
	if (mkdir(directory, 0777) && errno != EEXIST)
		return cmd_error("%s: %s", directory, strerror(errno));
	for (; campaign->next < campaign->count; campaign->next++) {
		make_program();
		snprintf(path, sizeof(path), "%s/%06" PRIu64 ".mm", directory, campaign->next);
		if (!made_save(path, &program, &(struct made_finding){0}))
			return cmd_error("%s: %s", path, strerror(errno));
	}
	return STATUS_NOTHING;
}

static int run_campaign(bool json)
{
	double seconds;

	progress_start(progress_line, &campaign->stop);
	while (more()) {
		campaign->finished = false;
		if (!child_do(run_series, NULL, &campaign->out, true))
			return cmd_error("cannot start a process: %s", strerror(errno));
		if (campaign->finished)
			break;
		/* Killed together with us. */
		if (campaign->stop)
			break;
		make_program();
		note_findings();
		campaign->next++;
	}
	seconds = progress_seconds();
	progress_stop();
	if (json)
		print_json(seconds);
	else
		print_text(seconds);
	if (campaign->save_failed)
		return cmd_error("cannot write to %s", campaign->save);
	return campaign->unknown_programs ? STATUS_FINDING : STATUS_NOTHING;
}

static const struct option options[] = {
	{"machines", no_argument, NULL, 'a'},
	{"seed", required_argument, NULL, 's'},
	{"count", required_argument, NULL, 'c'},
	{"ops", required_argument, NULL, 'm'},
	{"save", required_argument, NULL, 'd'},
	{"json", no_argument, NULL, 'j'},
	{"draw", required_argument, NULL, 'D'},
	CMD_RUN_OPTIONS,
	{0},
};

static bool take_number(int c)
{
	unsigned long n;

	if (c == 's') {
		if (!cmd_number("--seed", optarg, 0, UINT64_MAX, &n))
			return false;
		campaign->seed = n;
	} else if (c == 'c') {
		if (!cmd_number("--count", optarg, 0, UINT64_MAX, &n))
			return false;
		campaign->count = n;
	} else if (c == 'm') {
		return cmd_number("--ops", optarg, 1, OPS_MAX, &campaign->max_ops);
	}
	return true;
}

int cmd_random(const struct command *command, int argc, char **argv)
{
	struct cmd_run run = {0};
	bool json = false;
	const char *draw = NULL;
	int c, status;

	campaign = child_memory(sizeof(*campaign));
	if (!campaign)
		return STATUS_CANNOT;
	campaign->seed = 1;
	campaign->count = 10000;
	campaign->max_ops = 32;
	campaign->save = "findings";
	while ((c = cmd_run_option(command, argc, argv, options, &run, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		json |= c == 'j';
		campaign->drawn |= c == 'a';
		draw = c == 'D' ? optarg : draw;
		campaign->save = c == 'd' ? optarg : campaign->save;
		if (!take_number(c))
			return STATUS_CANNOT;
	}
	if (!cmd_no_file(command, argc, argv) || !cmd_known(&run))
		return STATUS_CANNOT;
	if (campaign->drawn && !machine_can_draw()) {
		fprintf(stderr, "mmfuzz: " MACHINE_CANNOT_DRAW " (%s)\n", core_build()->profile);
		return STATUS_CANNOT;
	}
	campaign->options.walk_every = run.walk;
	if (campaign->drawn && !campaign->options.walk_every)
		campaign->options.walk_every = WALK_AT_END;
	return draw ? draw_programs(draw) : run_campaign(json);
}
