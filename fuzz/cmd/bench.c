// SPDX-License-Identifier: GPL-2.0
/*
 * bench.c - mmfuzz bench: programs a second, and where the time goes.
 *
 * The load is fixed: 64 programs of 32 operations on the first machine, drawn from the weights below with one seed.
 * Absolute figures depend on the computer, so the rows of one run, which take turns, are to be compared with each
 * other.  A row's figure is the median over its rounds, which what else runs on the computer moves least.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd/cmd.h"
#include "host/host.h"
#include "lang/generate.h"
#include "lang/ops.h"
#include "run/run.h"

enum {
	PROGRAMS = 64,
	OPS = 32,
	SEED = 1,
	ROUNDS = 1 << 14,
	OWNERS_WEIGHT = 4, /* of each such operation; those of the mix have 100 in all */
};

struct round {
	double seconds, cpu, kernel, reset;
};

static const struct {
	enum op_code op;
	unsigned int weight;
} mix[] = {
	{OP_ALLOC, 30},	      {OP_FREE, 20},	   {OP_MOVABLE, 10},	{OP_FREE_MOVABLE, 5},
	{OP_SPLIT, 2},	      {OP_CMA_ALLOC, 8},   {OP_CMA_RELEASE, 6}, {OP_CMA_RELEASE_PART, 2},
	{OP_CONTIG_ALLOC, 3}, {OP_CONTIG_FREE, 3}, {OP_ISOLATE, 3},	{OP_UNISOLATE, 3},
	{OP_DRAIN, 2},	      {OP_CPU, 2},	   {OP_TICK, 1},
};

static struct row {
	const char *name, *about;
	struct run_options options;
	bool owners; /* its programs have files and processes, too */
	unsigned int rounds;
	struct round *round;
	struct round median;
} rows[] = {
	{.name = "bare", .about = "no checks", .options = {.no_checks = true}},
	{.name = "op", .about = "o-class checks", .options = {.walk_every = WALK_AT_END}},
	{.name = "walk8", .about = "and a walk every 8 operations", .options = {.walk_every = 8}},
	{.name = "walk1", .about = "and a walk after every operation", .options = {.walk_every = 1}},
	{.name = "clocked",
	 .about = "o-class checks, with the clock",
	 .options = {.walk_every = WALK_AT_END, .clock = true}},
	{.name = "owners",
	 .about = "o-class checks, half of the operations on files and processes",
	 .options = {.walk_every = WALK_AT_END},
	 .owners = true},
};

enum {
	ROWS = sizeof(rows) / sizeof(rows[0]),
	ROW_OP = 1,
	ROW_CLOCKED = 4,
};

static struct program programs[2][PROGRAMS]; /* by struct row's owners */

static void make_programs(void)
{
	unsigned int weights[PROGRAM_SLOTS] = {0}, i;
	struct random r = {.state = SEED};

	for (i = 0; i < sizeof(mix) / sizeof(mix[0]); i++)
		weights[mix[i].op] = mix[i].weight;
	for (i = 0; i < PROGRAMS; i++)
		generate_weighted(&programs[0][i], &r, weights, OPS);
	for (i = 0; i < OP_COUNT; i++)
		if (ops[i].habit == HABIT_CACHE || ops[i].habit == HABIT_PROCESS)
			weights[i] = OWNERS_WEIGHT;
	for (i = 0; i < PROGRAMS; i++)
		generate_weighted(&programs[1][i], &r, weights, OPS);
}

static double now_by(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

static double now(void)
{
	return now_by(CLOCK_MONOTONIC);
}

/* All programs once; false after a finding, which would make the figures meaningless. */
static bool run_round(struct row *row)
{
	struct round round = {0};
	double began = now(), cpu = now_by(CLOCK_PROCESS_CPUTIME_ID);
	struct run_result result;
	unsigned int i;

	for (i = 0; i < PROGRAMS; i++) {
		run_program(&programs[row->owners][i], &row->options, &result);
		if (verdict->unknown)
			return false;
		round.kernel += result.kernel_ns / 1e9;
		round.reset += result.reset_ns / 1e9;
	}
	round.seconds = now() - began;
	round.cpu = now_by(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	row->round[row->rounds++ % ROUNDS] = round;
	return true;
}

static int by_seconds(const void *a, const void *b)
{
	double x = ((const struct round *)a)->seconds, y = ((const struct round *)b)->seconds;

	return (x > y) - (x < y);
}

static void take_median(struct row *row)
{
	unsigned int rounds = row->rounds < ROUNDS ? row->rounds : ROUNDS;

	qsort(row->round, rounds, sizeof(*row->round), by_seconds);
	row->median = row->round[rounds / 2];
}

/* The rows take turns; `only` runs alone, for a profiler. */
static bool run_rows(double seconds, const char *only)
{
	double end;
	unsigned int i;

	for (i = 0; i < ROWS; i++) {
		rows[i].round = calloc(ROUNDS, sizeof(*rows[i].round));
		if (!rows[i].round)
			abort();
		if (!run_round(&rows[i]))
			return false;
		/* The first round warms up. */
		rows[i].rounds = 0;
	}
	end = now() + seconds;
	do {
		for (i = 0; i < ROWS; i++)
			if ((!only || !strcmp(rows[i].name, only)) && !run_round(&rows[i]))
				return false;
	} while (now() < end);
	for (i = 0; i < ROWS; i++)
		take_median(&rows[i]);
	return true;
}

static bool find_row(const char *name)
{
	unsigned int i;

	for (i = 0; i < ROWS; i++)
		if (!strcmp(rows[i].name, name))
			return true;
	return false;
}

static double per_second(const struct row *row)
{
	return PROGRAMS / row->median.seconds;
}

static double microseconds(const struct row *row)
{
	return row->median.seconds / PROGRAMS * 1e6;
}

static void print_text(void)
{
	const struct round *clocked = &rows[ROW_CLOCKED].median;
	unsigned long restored, total;
	unsigned int i;

	printf("%u programs of %u operations on machine %s; kernel %s %s %s\n\n", PROGRAMS, OPS, core_machine(0)->name,
	       core_build()->kernel, core_build()->profile, core_build()->variant);
	for (i = 0; i < ROWS; i++)
		if (rows[i].rounds)
			printf("%-8s %9.0f programs/s %9.1f us/program  x%.2f  %s\n", rows[i].name,
			       per_second(&rows[i]), microseconds(&rows[i]),
			       microseconds(&rows[i]) / microseconds(&rows[ROW_OP]), rows[i].about);
	if (!rows[ROW_CLOCKED].rounds)
		return;
	core_reset_cost(&restored, &total);
	printf("\nof the time with the clock: %.1f %% operations of the kernel, %.1f %% reset, %.1f %% harness\n",
	       clocked->kernel / clocked->seconds * 100, clocked->reset / clocked->seconds * 100,
	       (clocked->seconds - clocked->kernel - clocked->reset) / clocked->seconds * 100);
	printf("a reset takes %.2f us; the last one restored %lu of %lu bytes\n", clocked->reset / PROGRAMS * 1e6,
	       restored, total);
}

static void print_json(void)
{
	const struct round *clocked = &rows[ROW_CLOCKED].median;
	unsigned long restored, total;
	const char *comma = "";
	unsigned int i;

	printf("{\"operations\":%u,\"machine\":", OPS);
	json_string(stdout, core_machine(0)->name);
	printf(",\"kernel\":");
	json_string(stdout, core_build()->kernel);
	printf(",\"profile\":");
	json_string(stdout, core_build()->profile);
	printf(",\"variant\":");
	json_string(stdout, core_build()->variant);
	printf(",\"programs_per_second\":{");
	for (i = 0; i < ROWS; i++) {
		if (!rows[i].rounds)
			continue;
		printf("%s\"%s\":%.1f", comma, rows[i].name, per_second(&rows[i]));
		comma = ",";
	}
	printf("},\"cpu_us\":{");
	for (i = 0, comma = ""; i < ROWS; i++) {
		if (!rows[i].rounds)
			continue;
		printf("%s\"%s\":%.3f", comma, rows[i].name, rows[i].median.cpu / PROGRAMS * 1e6);
		comma = ",";
	}
	printf("}");
	core_reset_cost(&restored, &total);
	if (rows[ROW_CLOCKED].rounds)
		printf(",\"kernel_share\":%.4f,\"reset_share\":%.4f,\"reset_us\":%.3f,\"reset_bytes\":%lu,\"snapshot_bytes\":%lu",
		       clocked->kernel / clocked->seconds, clocked->reset / clocked->seconds,
		       clocked->reset / PROGRAMS * 1e6, restored, total);
	printf("}\n");
}

int cmd_bench(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{"seconds", required_argument, NULL, 's'},
		{"only", required_argument, NULL, 'o'},
		{"json", no_argument, NULL, 'j'},
		{0},
	};
	const char *only = NULL;
	unsigned long seconds = 5;
	bool json = false;
	int c, status;

	while ((c = cmd_option(command, argc, argv, options, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		json |= c == 'j';
		if (c == 's' && !cmd_number("--seconds", optarg, 1, 3600, &seconds))
			return STATUS_CANNOT;
		if (c == 'o')
			only = optarg;
		if (only && !find_row(only))
			return cmd_error("bench: no row %s; they are bare, op, walk8, walk1, clocked, owners", only);
	}
	if (!cmd_no_file(command, argc, argv) || !cmd_known(&(struct cmd_run){.no_known = false}))
		return STATUS_CANNOT;
	make_programs();
	host_start();
	if (!run_rows(seconds, only)) {
		cmd_error("bench: finding %s: %s", verdict_first(verdict)->signature, verdict_first(verdict)->text);
		return STATUS_FINDING;
	}
	if (json)
		print_json();
	else
		print_text();
	return STATUS_NOTHING;
}
