// SPDX-License-Identifier: GPL-2.0
/*
 * areas.c - mmfuzz areas: machines' descriptions as fuzz_areas makes them: run, shown, made smaller, made at
 * random.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "run/areas_run.h"
#include "run/child.h"

enum {
	RANDOM_RECORDS = 12,
	BATCH = 2000,
	SIGNATURES = 256, /* told apart in the summary */
};

static struct areas_command {
	struct areas machine;
	struct run_options options;
	struct outcome *out;
	uint8_t bytes[AREAS_MAX_BYTES], best[AREAS_MAX_BYTES];
	size_t size;
	bool json, trace, log, dts, show, no_known, no_fork;
	const char *known, *output, *dtb, *save;
	unsigned long random, seed;
	char signature[VERDICT_SIGNATURE]; /* that is kept, */
	bool unknown; /* and not under another explanation */
} cmd = {.options = {.walk_every = 1}, .seed = 1};

static void work(void *arg)
{
	(void)arg;
	areas_run(&cmd.machine, &cmd.options, &cmd.out->result);
}

static bool run_bytes(const uint8_t *bytes, size_t size, bool quiet)
{
	areas_decode(&cmd.machine, bytes, size);
	return child_do(work, NULL, cmd.out, quiet);
}

/* ---------------------------------------------------------------- replay */

static void trace_line(void *arg, const char *line)
{
	(void)arg;
	puts(line);
}

static const char *state_of(const struct outcome *out)
{
	if (cmd.machine.known)
		return cmd.machine.known;
	return out->result.booted ? "booted" : out->result.stopped ? "stopped while booting" : "does not boot";
}

static int print_verdict(const char *path)
{
	const struct finding *f = verdict_first(&cmd.out->verdict);

	if (cmd.json) {
		printf("{\"file\":");
		json_string(stdout, path);
		printf(",\"booted\":%s,\"areas\":true", cmd.out->result.booted ? "true" : "false");
		if (f) {
			printf(",");
			json_finding(stdout, f);
		}
		printf("}\n");
	} else if (f) {
		printf("%s: %s%s %s%s ", path, paint(f->known ? PAINT_KNOWN : PAINT_BAD),
		       f->known ? "known" : "finding", f->signature, paint(PAINT_NONE));
		print_place(stdout, f);
		printf("\n  %s\n", f->text);
		if (f->known)
			printf("  known: %s\n", f->known);
	} else {
		printf("%s: %snothing found%s, %s, %u steps, digest %016llx\n", path, paint(PAINT_GOOD),
		       paint(PAINT_NONE), state_of(cmd.out), cmd.out->result.steps,
		       (unsigned long long)cmd.out->result.digest);
	}
	return f && !f->known ? STATUS_FINDING : STATUS_NOTHING;
}

static bool load(const char *path)
{
	char error[256];

	if (areas_load(path, cmd.bytes, &cmd.size, error, sizeof(error)))
		return true;
	cmd_error("%s: %s", path, error);
	return false;
}

static int replay(const char *path)
{
	int status;

	if (!load(path))
		return STATUS_CANNOT;
	if (cmd.no_fork) {
		areas_decode(&cmd.machine, cmd.bytes, cmd.size);
		child_attach(cmd.out);
		work(NULL);
	} else if (!run_bytes(cmd.bytes, cmd.size, false)) {
		return cmd_error("cannot start a process: %s", strerror(errno));
	}
	status = print_verdict(path);
	if (cmd.log) {
		host_log_use(&cmd.out->log);
		host_log_print(stdout, HOST_LOG);
		host_log_use(NULL);
	}
	return status;
}

/* ---------------------------------------------------------------- show */

static int write_tree(const char *path)
{
	FILE *f = fopen(path, "wb");

	if (!f)
		return cmd_error("%s: %s", path, strerror(errno));
	fwrite(cmd.machine.spec.dtb, 1, cmd.machine.spec.dtb ? cmd.machine.spec.dtb_bytes : 0, f);
	return fclose(f) ? cmd_error("%s: %s", path, strerror(errno)) : STATUS_NOTHING;
}

static int print_source(void)
{
	FILE *dtc;

	fflush(stdout);
	dtc = popen("dtc -q -f -I dtb -O dts -", "w");
	if (!dtc)
		return cmd_error("dtc cannot be run: %s", strerror(errno));
	fwrite(cmd.machine.spec.dtb, 1, cmd.machine.spec.dtb_bytes, dtc);
	if (pclose(dtc))
		return cmd_error(
			"dtc cannot read this tree (or is not installed: device-tree-compiler); --dtb writes its bytes");
	return STATUS_NOTHING;
}

static int show(const char *path)
{
	if (!load(path))
		return STATUS_CANNOT;
	areas_decode(&cmd.machine, cmd.bytes, cmd.size);
	if (cmd.show)
		areas_show(stdout, &cmd.machine);
	if (cmd.dtb)
		return write_tree(cmd.dtb);
	return cmd.dts && cmd.machine.spec.dtb ? print_source() : STATUS_NOTHING;
}

/* ---------------------------------------------------------------- minimize */

static bool keeps(const uint8_t *bytes, size_t size)
{
	const struct verdict *v = &cmd.out->verdict;
	unsigned int i;

	if (!run_bytes(bytes, size, true))
		return false;
	for (i = 0; i < v->findings; i++)
		if (!strcmp(v->finding[i].signature, cmd.signature) && !v->finding[i].known == cmd.unknown)
			return true;
	return false;
}

static bool cut(size_t unit)
{
	size_t at, size = cmd.size;

	for (at = cmd.size; at >= unit + AREAS_RECORD; at -= unit) {
		memcpy(cmd.best, cmd.bytes, at - unit);
		memcpy(cmd.best + at - unit, cmd.bytes + at, cmd.size - at);
		if (!keeps(cmd.best, cmd.size - unit))
			continue;
		cmd.size -= unit;
		memcpy(cmd.bytes, cmd.best, cmd.size);
	}
	return cmd.size < size;
}

static bool lower(void)
{
	bool better = false;
	size_t at;

	for (at = 0; at < cmd.size; at++) {
		uint8_t value = cmd.bytes[at], smaller;

		/* A record's kind stays. */
		if (at % AREAS_RECORD == 0 && at)
			continue;
		for (smaller = 0; smaller < value; smaller = smaller + (value - smaller + 1) / 2) {
			memcpy(cmd.best, cmd.bytes, cmd.size);
			cmd.best[at] = smaller;
			if (!keeps(cmd.best, cmd.size))
				continue;
			cmd.bytes[at] = smaller;
			better = true;
			break;
		}
	}
	return better;
}

static int minimize(const char *path)
{
	const struct finding *f;
	size_t before;
	bool better;

	if (!load(path))
		return STATUS_CANNOT;
	before = cmd.size;
	if (!run_bytes(cmd.bytes, cmd.size, true))
		return cmd_error("cannot start a process: %s", strerror(errno));
	f = verdict_first(&cmd.out->verdict);
	if (!f) {
		cmd_error("%s: nothing found, so nothing to keep", path);
		return STATUS_NOTHING;
	}
	snprintf(cmd.signature, sizeof(cmd.signature), "%s", f->signature);
	cmd.unknown = !f->known;
	do {
		better = cut(4 * AREAS_RECORD);
		better |= cut(AREAS_RECORD);
		better |= lower();
	} while (better);
	fprintf(stderr, "%s: %zu bytes instead of %zu\n", cmd.signature, cmd.size, before);
	if (!areas_save(cmd.output, cmd.bytes, cmd.size))
		return cmd_error("%s: cannot write: %s", cmd.output, strerror(errno));
	return STATUS_FINDING;
}

/* ---------------------------------------------------------------- random */

static uint64_t next(uint64_t *state)
{
	uint64_t x = *state += 0x9e3779b97f4a7c15ull;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ull;
	x = (x ^ x >> 27) * 0x94d049bb133111ebull;
	return x ^ x >> 31;
}

/* Mostly records with few bits set, since most values are too large to fit anywhere. */
static size_t make(uint64_t seed, uint8_t *bytes)
{
	uint64_t state = seed * 0x2545f4914f6cdd1dull + 1;
	size_t size = AREAS_RECORD * (1 + next(&state) % RANDOM_RECORDS), at, k;

	for (at = 0; at < size; at += AREAS_RECORD) {
		uint64_t word = next(&state), mask = next(&state);

		memcpy(bytes + at, &word, AREAS_RECORD);
		for (k = 1; k < AREAS_RECORD; k++)
			if (mask >> 4 * k & 3)
				bytes[at + k] &= mask >> (8 + k) & 0x3f;
	}
	if (next(&state) % 8)
		bytes[0] &= (uint8_t)~(1 | 16);
	if (next(&state) % 4)
		bytes[0] &= 0x3f;
	if (next(&state) % 4)
		bytes[2] = 0;
	if (next(&state) % 4)
		bytes[6] &= 3;
	if (next(&state) % 4)
		bytes[4] = 0;
	return size;
}

/* Shared with the child that runs a batch. */
struct batch {
	struct outcome out;
	unsigned long at, booted;
	struct run_longest longest;
	double seconds;
};

static void run_batch(void *arg)
{
	struct batch *b = arg;
	struct timespec start, end;
	unsigned long last = b->at + BATCH;

	clock_gettime(CLOCK_MONOTONIC, &start);
	for (; b->at < last && b->at < cmd.random; b->at++) {
		cmd.size = make(cmd.seed + b->at, cmd.bytes);
		areas_decode(&cmd.machine, cmd.bytes, cmd.size);
		areas_run(&cmd.machine, &cmd.options, &b->out.result);
		b->booted += b->out.result.booted;
		run_keep_longest(&b->longest, &b->out.result.longest);
		if (verdict->unknown)
			break;
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	b->seconds += end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9;
}

/* The first of each signature is told, and kept where that was asked for. */
static void note_finding(const struct batch *b, const struct finding *f)
{
	static char seen[SIGNATURES][VERDICT_SIGNATURE];
	static unsigned int count;
	char path[512];
	unsigned int i;

	for (i = 0; i < count; i++)
		if (!strcmp(seen[i], f->signature))
			return;
	if (count < SIGNATURES)
		strcpy(seen[count++], f->signature);

	fprintf(cmd.json ? stderr : stdout, "%sfinding %s%s at seed %lu: %s\n", paint(PAINT_BAD), f->signature,
		paint(PAINT_NONE), cmd.seed + b->at, f->text);
	if (!cmd.save)
		return;
	cmd.size = make(cmd.seed + b->at, cmd.bytes);
	snprintf(path, sizeof(path), "%s/%s.areas", cmd.save, f->signature);
	if (!areas_save(path, cmd.bytes, cmd.size))
		cmd_error("%s: cannot write: %s", path, strerror(errno));
}

static void print_summary(const struct batch *b, unsigned long findings)
{
	if (cmd.json) {
		printf("{\"machines\":%lu,\"booted\":%lu,\"findings\":%lu,", cmd.random, b->booted, findings);
		json_longest(stdout, &b->longest);
		printf("}\n");
		return;
	}
	printf("%lu machines, %lu booted, %.0f a second, %lu findings\n", cmd.random, b->booted,
	       b->seconds > 0 ? cmd.random / b->seconds : 0, findings);
	print_longest(stdout, &b->longest);
}

static int run_random(void)
{
	struct batch *b = child_memory(sizeof(*b));
	const struct finding *f;
	unsigned long findings = 0, last;

	cmd.options.walk_every = WALK_AT_END;
	if (!b)
		return STATUS_CANNOT;
	while (b->at < cmd.random) {
		last = b->at + BATCH;
		if (!child_do(run_batch, b, &b->out, true))
			return cmd_error("cannot start a process: %s", strerror(errno));
		f = verdict_first(&b->out.verdict);
		if (f && !f->known) {
			note_finding(b, f);
			findings++;
		}
		/* It ended early: with a finding, or with the process, as a known one may. */
		if (b->at < last && b->at < cmd.random)
			b->at++;
	}
	print_summary(b, findings);
	return findings ? STATUS_FINDING : STATUS_NOTHING;
}

/* ---------------------------------------------------------------- the command */

static bool parse_option(int c)
{
	switch (c) {
	case 'k':
		cmd.known = optarg;
		break;
	case 'm':
		cmd.output = optarg;
		break;
	case 'b':
		cmd.dtb = optarg;
		break;
	case 'v':
		cmd.save = optarg;
		break;
	case 'r':
		return cmd_number("--random", optarg, 1, 1ul << 40, &cmd.random);
	case 'e':
		return cmd_number("--seed", optarg, 0, 1ul << 60, &cmd.seed);
	}
	cmd.json |= c == 'j';
	cmd.trace |= c == 't';
	cmd.log |= c == 'l';
	cmd.dts |= c == 'd';
	cmd.show |= c == 's';
	cmd.no_known |= c == 'n';
	cmd.no_fork |= c == 'f';
	return true;
}

static const struct option options[] = {
	{"trace", no_argument, NULL, 't'},	  {"log", no_argument, NULL, 'l'},
	{"show", no_argument, NULL, 's'},	  {"dts", no_argument, NULL, 'd'},
	{"dtb", required_argument, NULL, 'b'},	  {"minimize", required_argument, NULL, 'm'},
	{"random", required_argument, NULL, 'r'}, {"seed", required_argument, NULL, 'e'},
	{"save", required_argument, NULL, 'v'},	  {"json", no_argument, NULL, 'j'},
	{"no-fork", no_argument, NULL, 'f'},	  {"known", required_argument, NULL, 'k'},
	{"no-known", no_argument, NULL, 'n'},	  {0},
};

static int each_file(int argc, char **argv)
{
	int status = STATUS_NOTHING, one;

	for (; optind < argc; optind++) {
		one = cmd.show || cmd.dts || cmd.dtb ? show(argv[optind])
		      : cmd.output		     ? minimize(argv[optind])
						     : replay(argv[optind]);
		status = one > status ? one : status;
		fflush(stdout);
	}
	return status;
}

int cmd_areas(const struct command *command, int argc, char **argv)
{
	int c, status;

	while ((c = cmd_option(command, argc, argv, options, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		if (!parse_option(c))
			return STATUS_CANNOT;
	}
	cmd.out = child_memory(sizeof(*cmd.out));
	if (!cmd.out || !cmd_known(cmd.known, cmd.no_known))
		return STATUS_CANNOT;
	if (cmd.trace)
		cmd.options.trace = trace_line;
	if (cmd.random)
		return cmd_no_file(command, argc, argv) ? run_random() : STATUS_CANNOT;
	if (optind == argc)
		return cmd_error("areas takes files, or --random N (see 'mmfuzz areas --help')");
	return each_file(argc, argv);
}
