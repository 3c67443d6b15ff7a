// SPDX-License-Identifier: GPL-2.0
/*
 * cmd_bench.c - mmfuzz bench: programs a second, and where the time goes.
 *
 * The load is fixed: 64 programs of 32 operations on the first machine, drawn from the weights below with one seed.
 * Absolute figures depend on the computer, so the rows of one run, which take turns, are to be compared with each
 * other.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd.h"
#include "generate.h"
#include "host.h"
#include "interp.h"
#include "ops.h"

enum {
	PROGRAMS = 64,
	OPS = 32,
	SEED = 1,
};

static const struct {
	const char *op;
	unsigned int weight;
} mix[] = {
	{"alloc", 30},	     {"free", 20},	 {"movable", 10},    {"free_movable", 5},
	{"split", 2},	     {"cma_alloc", 8},	 {"cma_release", 6}, {"cma_release_part", 2},
	{"contig_alloc", 3}, {"contig_free", 3}, {"isolate", 3},     {"unisolate", 3},
	{"drain", 2},	     {"cpu", 2},	 {"tick", 1},
};

static struct row {
	const char *name, *about;
	struct run_options options;
	unsigned long programs;
	double seconds, kernel, reset;
} rows[] = {
	{.name = "bare", .about = "no checks", .options = {.no_checks = true}},
	{.name = "op", .about = "o-class checks", .options = {.walk_every = WALK_AT_END}},
	{.name = "walk8", .about = "and a walk every 8 operations", .options = {.walk_every = 8}},
	{.name = "walk1", .about = "and a walk after every operation", .options = {.walk_every = 1}},
	{.name = "clocked",
	 .about = "o-class checks, with the clock",
	 .options = {.walk_every = WALK_AT_END, .clock = true}},
};

enum {
	ROWS = sizeof(rows) / sizeof(rows[0]),
	ROW_OP = 1,
	ROW_CLOCKED = 4,
};

static struct program programs[PROGRAMS];

static void make_programs(void)
{
	unsigned int weights[PROGRAM_SLOTS] = {0}, i;
	struct random r = {.state = SEED};

	for (i = 0; i < sizeof(mix) / sizeof(mix[0]); i++)
		weights[op_code(mix[i].op)] = mix[i].weight;
	for (i = 0; i < PROGRAMS; i++)
		generate_weighted(&programs[i], &r, weights, OPS);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

/* All programs once; false after a finding, which would make the figures meaningless. */
static bool run_round(struct row *row)
{
	double began = now();
	struct run_result result;
	unsigned int i;

	for (i = 0; i < PROGRAMS; i++) {
		interp_run(&programs[i], &row->options, &result);
		if (verdict->unknown)
			return false;
		row->kernel += result.kernel_ns / 1e9;
		row->reset += result.reset_ns / 1e9;
	}
	row->programs += PROGRAMS;
	row->seconds += now() - began;
	return true;
}

static bool run_rows(double seconds)
{
	double end = now() + seconds;
	unsigned int i;

	for (i = 0; i < ROWS; i++) {
		if (!run_round(&rows[i]))
			return false;
		/* The first round warms up. */
		rows[i].programs = 0;
		rows[i].seconds = rows[i].kernel = rows[i].reset = 0;
	}
	do {
		for (i = 0; i < ROWS; i++)
			if (!run_round(&rows[i]))
				return false;
	} while (now() < end);
	return true;
}

static double microseconds(const struct row *row)
{
	return row->seconds / row->programs * 1e6;
}

static void print_text(void)
{
	const struct row *clocked = &rows[ROW_CLOCKED];
	unsigned long restored, total;
	unsigned int i;

	printf("%u programs of %u operations on machine %s; kernel %s %s %s\n\n", PROGRAMS, OPS, core_machine(0)->name,
	       core_build()->kernel, core_build()->profile, core_build()->variant);
	for (i = 0; i < ROWS; i++)
		printf("%-8s %9.0f programs/s %9.1f us/program  x%.2f  %s\n", rows[i].name,
		       rows[i].programs / rows[i].seconds, microseconds(&rows[i]),
		       microseconds(&rows[i]) / microseconds(&rows[ROW_OP]), rows[i].about);
	core_reset_cost(&restored, &total);
	printf("\nof the time with the clock: %.1f %% operations of the kernel, %.1f %% reset, %.1f %% harness\n",
	       clocked->kernel / clocked->seconds * 100, clocked->reset / clocked->seconds * 100,
	       (clocked->seconds - clocked->kernel - clocked->reset) / clocked->seconds * 100);
	printf("a reset takes %.2f us; the last one restored %lu of %lu bytes\n",
	       clocked->reset / clocked->programs * 1e6, restored, total);
}

static void print_json(void)
{
	const struct row *clocked = &rows[ROW_CLOCKED];
	unsigned long restored, total;
	unsigned int i;

	core_reset_cost(&restored, &total);
	printf("{\"operations\":%u,\"machine\":", OPS);
	json_string(stdout, core_machine(0)->name);
	printf(",\"kernel\":");
	json_string(stdout, core_build()->kernel);
	printf(",\"profile\":");
	json_string(stdout, core_build()->profile);
	printf(",\"variant\":");
	json_string(stdout, core_build()->variant);
	printf(",\"programs_per_second\":{");
	for (i = 0; i < ROWS; i++)
		printf("%s\"%s\":%.1f", i ? "," : "", rows[i].name, rows[i].programs / rows[i].seconds);
	printf("},\"kernel_share\":%.4f,\"reset_share\":%.4f,\"reset_us\":%.3f,\"reset_bytes\":%lu,\"snapshot_bytes\":%lu}\n",
	       clocked->kernel / clocked->seconds, clocked->reset / clocked->seconds,
	       clocked->reset / clocked->programs * 1e6, restored, total);
}

int cmd_bench(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{"seconds", required_argument, NULL, 's'},
		{"json", no_argument, NULL, 'j'},
		{0},
	};
	unsigned long seconds = 5;
	bool json = false;
	int c, status;

	while ((c = cmd_option(command, argc, argv, options, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		json |= c == 'j';
		if (c == 's' && !cmd_number("--seconds", optarg, 1, 3600, &seconds))
			return STATUS_CANNOT;
	}
	if (!cmd_no_file(command, argc, argv) || !cmd_known(NULL, false))
		return STATUS_CANNOT;
	make_programs();
	host_start();
	if (!run_rows(seconds)) {
		cmd_error("bench: finding %s: %s", verdict_first(verdict)->signature, verdict_first(verdict)->text);
		return STATUS_FINDING;
	}
	if (json)
		print_json();
	else
		print_text();
	return STATUS_NOTHING;
}
