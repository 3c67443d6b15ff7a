// SPDX-License-Identifier: GPL-2.0
/*
 * mutant.c - mmfuzz mutant: runs programs on a mutant of the kernel's files until one of them finds it.
 *
 * ci/mutants chooses the programs, of which this kernel's unmodified files pass all.  They run one after the other in a
 * child, which begins with the boot, as a mutant may be of that.  Behind a known finding that ends the child the next
 * one goes on. What a random program finds is a kill only if the unmodified kernel does not find the same.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "cmd/cmd.h"
#include "lang/generate.h"
#include "lang/made.h"
#include "machine/facts.h"
#include "run/child.h"

enum {
	PROGRAM_SECONDS = 10, /* of CPU time: beyond, a program on a mutant does not end */
	RANDOM_OPS = 32,
};

/* In memory that the children share; digests follow it. */
static struct mutants {
	struct outcome out;
	unsigned int number, files, next; /* next: of the files, and then of the random programs */
	uint64_t random;
	unsigned long seconds, seed;
	double used; /* seconds of CPU time, of random programs, in children that have ended */
	bool finished;
	unsigned int *hits;
	uint64_t digest[];
} *mutants;

static char **files;
static struct program program;
static struct cmd_run run;

/* ---------------------------------------------------------------- a program */

/* False after a message: it is no program for this build. */
static bool load(const char *path, struct run_options *options)
{
	struct made made;
	unsigned int walk;

	if (!cmd_load_stored(&program, &made, path, &run, WALK_DEFAULT, &walk))
		return false;
	*options = (struct run_options){.walk_every = walk, .ram_max = RUN_ENGINE_RAM, .may_not_boot = made.raw};
	return true;
}

static void draw(uint64_t i, struct run_options *options)
{
	bool described = i % 4 == 3 && machine_can_draw();
	uint64_t seed = random_seed(mutants->seed, i);

	*options = (struct run_options){.walk_every = described ? WALK_AT_END : WALK_DEFAULT};
	if (described)
		generate_described(&program, seed, RANDOM_OPS);
	else
		generate(&program, seed, RANDOM_OPS);
}

/* SIGVTALRM ends the child, which is a finding. */
static void run_limited(const struct run_options *options)
{
	static const struct itimerval limit = {.it_value = {.tv_sec = PROGRAM_SECONDS}};

	setitimer(ITIMER_VIRTUAL, &limit, NULL);
	run_program(&program, options, &mutants->out.result);
}

static bool is_killed(void)
{
	return mutants->out.verdict.unknown;
}

/* ---------------------------------------------------------------- until one finds it */

static void run_files(void)
{
	struct run_options options;

	for (; mutants->next < mutants->files && !is_killed(); mutants->next++) {
		if (!load(files[mutants->next], &options))
			exit(STATUS_CANNOT);
		run_limited(&options);
		mutants->digest[mutants->next] = mutants->out.result.digest;
		if (is_killed())
			return;
	}
}

static double cpu_seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static void run_random(void)
{
	double began = cpu_seconds(), before = mutants->used;
	struct run_options options;

	for (; mutants->used < mutants->seconds; mutants->random++) {
		draw(mutants->random, &options);
		run_limited(&options);
		mutants->used = before + cpu_seconds() - began;
		if (is_killed())
			return;
	}
}

static void run_series(void *unused)
{
	(void)unused;
	run_files();
	if (!is_killed())
		run_random();
	mutants->finished = true;
}

/* The program at hand, which the unmodified kernel runs. */
static void run_unmodified(void *options)
{
	core_mutant(0, NULL);
	run_limited(options);
}

/* Whether the last random program finds the same on the unmodified kernel. */
static bool is_everyones(void)
{
	struct run_options options;
	struct finding found;

	if (mutants->next < mutants->files)
		return false;
	found = *verdict_first(&mutants->out.verdict);
	draw(mutants->random, &options);
	child_do(run_unmodified, &options, &mutants->out, true);
	if (verdict_has(&mutants->out.verdict, found.signature))
		return true;
	mutants->out.verdict = (struct verdict){.findings = 1, .unknown = 1, .finding = {found}};
	return false;
}

/* What has ended the child was known, or is everyone's: the next one goes on behind it. */
static void step_over(void)
{
	if (mutants->next < mutants->files)
		mutants->next++;
	else
		mutants->random++;
}

static bool hunt(void)
{
	for (;;) {
		mutants->finished = false;
		if (!child_do(run_series, NULL, &mutants->out, true))
			return false;
		if (is_killed() ? !is_everyones() : mutants->finished)
			return true;
		step_over();
	}
}

static void print_digests(void)
{
	unsigned int i;

	printf(",\"digests\":[");
	for (i = 0; i < mutants->files; i++)
		printf("%s\"%016" PRIx64 "\"", i ? "," : "", mutants->digest[i]);
	printf("]");
}

static int hunt_mutant(void)
{
	bool stored;

	core_mutant(mutants->number, mutants->hits);
	if (!hunt())
		return cmd_error("cannot start a process: %s", strerror(errno));
	stored = mutants->next < mutants->files;
	printf("{\"mutant\":%u,\"killed\":%s,\"hits\":%u,\"random\":%" PRIu64 ",\"seconds\":%.3f", mutants->number,
	       is_killed() ? "true" : "false", mutants->hits[mutants->number], mutants->random, mutants->used);
	if (is_killed()) {
		printf(",\"file\":");
		json_string(stdout, stored ? files[mutants->next] : "");
		printf(",");
		json_finding(stdout, verdict_first(&mutants->out.verdict));
	} else {
		print_digests();
	}
	printf("}\n");
	return is_killed() ? STATUS_FINDING : STATUS_NOTHING;
}

/* ---------------------------------------------------------------- which places a program reaches */

static void run_loaded(void *options)
{
	run_limited(options);
}

static void print_reached(const char *path)
{
	const struct finding *f = verdict_first(&mutants->out.verdict);
	unsigned int n;
	bool some = false;

	printf("{\"file\":");
	json_string(stdout, path);
	printf(",\"verdict\":\"%s\",\"booted\":%s,\"steps\":%u,\"digest\":\"%016" PRIx64 "\",\"reached\":[",
	       !f	  ? "nothing"
	       : f->known ? "known"
			  : "finding",
	       mutants->out.result.booted ? "true" : "false", mutants->out.result.steps, mutants->out.result.digest);
	for (n = 1; n <= core_mutants(); n++) {
		if (!mutants->hits[n])
			continue;
		printf("%s[%u,%u]", some ? "," : "", n, mutants->hits[n]);
		some = true;
	}
	printf("]}\n");
	fflush(stdout);
}

static int print_reach(void)
{
	struct run_options options;
	unsigned int i;

	core_mutant(CORE_MUTANT_NONE, mutants->hits);
	for (i = 0; i < mutants->files; i++) {
		if (!load(files[i], &options))
			return STATUS_CANNOT;
		memset(mutants->hits, 0, (core_mutants() + 1) * sizeof(*mutants->hits));
		if (!child_do(run_loaded, &options, &mutants->out, true))
			return cmd_error("cannot start a process: %s", strerror(errno));
		print_reached(files[i]);
	}
	return STATUS_NOTHING;
}

/* ---------------------------------------------------------------- the command */

static const struct option options[] = {
	{"number", required_argument, NULL, 'N'},
	{"reach", no_argument, NULL, 'r'},
	{"seconds", required_argument, NULL, 'S'},
	{"seed", required_argument, NULL, 's'},
	CMD_RUN_OPTIONS,
	{0},
};

static bool prepare(unsigned int count)
{
	mutants = child_memory(sizeof(*mutants) + count * sizeof(mutants->digest[0]));
	if (!mutants)
		return false;
	mutants->files = count;
	mutants->hits = child_memory((core_mutants() + 1) * sizeof(*mutants->hits));
	return mutants->hits;
}

static bool parse(int c, unsigned long *number, unsigned long *seconds, unsigned long *seed)
{
	if (c == 'N')
		return cmd_number("--number", optarg, 0, core_mutants(), number);
	if (c == 'S')
		return cmd_number("--seconds", optarg, 0, 1000000, seconds);
	return c != 's' || cmd_number("--seed", optarg, 0, UINT64_MAX, seed);
}

int cmd_mutant(const struct command *command, int argc, char **argv)
{
	unsigned long number = 0, seconds = 0, seed = 1;
	bool reach = false;
	int c, status;

	while ((c = cmd_run_option(command, argc, argv, options, &run, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		reach |= c == 'r';
		if (!parse(c, &number, &seconds, &seed))
			return STATUS_CANNOT;
	}
	if (!core_mutants())
		return cmd_error("this build has no mutants: ci/mutants makes one that has");
	files = argv + optind;
	if (!prepare(argc - optind) || !cmd_known(&run))
		return STATUS_CANNOT;
	mutants->number = number;
	mutants->seconds = seconds;
	mutants->seed = seed;
	return reach ? print_reach() : hunt_mutant();
}
