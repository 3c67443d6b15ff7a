// SPDX-License-Identifier: GPL-2.0
/*
 * replay.c - mmfuzz replay: runs stored programs and gives the verdict on each.
 *
 * Every file runs in a new child, so that one which a sanitizer ends does not keep the others from running.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "host/sanitizer.h"
#include "lang/made.h"
#include "run/child.h"
#include "watch/explain.h"
#include "watch/map.h"

static struct replay {
	bool trace, log, json, no_fork, no_known, explain, map;
	const char *known;
	const char *path; /* the file at hand */
	struct program program;
	struct made made; /* what the file says of its build */
	char elsewhere[MADE_LINE]; /* where that is another one than this */
	bool raw_said;
	struct outcome *out;
} replay;

static void print_line(void *arg, const char *line)
{
	fprintf(arg, "%s\n", line);
}

static void json_made(void)
{
	unsigned int i;

	printf(",\"made_on\":{");
	for (i = 0; i < MADE_FIELDS; i++) {
		printf("%s\"%s\":", i ? "," : "", made_names[i]);
		json_string(stdout, replay.made.value[i]);
	}
	printf("},\"elsewhere\":");
	json_string(stdout, replay.elsewhere);
}

static void print_json(const struct finding *f)
{
	printf("{\"file\":");
	json_string(stdout, replay.path);
	printf(",\"verdict\":\"%s\",", !f ? "nothing" : f->known ? "known" : "finding");
	if (f) {
		json_finding(stdout, f);
		printf(",");
	}
	printf("\"booted\":%s,\"operations\":%u,\"steps\":%u,\"digest\":\"%016" PRIx64 "\"",
	       replay.out->result.booted ? "true" : "false", replay.program.ops, replay.out->result.steps,
	       replay.out->result.digest);
	if (replay.made.known)
		json_made();
	printf("}\n");
}

/* What the file says of itself, where it matters. */
static void print_made(void)
{
	if (*replay.elsewhere)
		printf("  made on %s\n", replay.elsewhere);
	if (replay.made.raw && !replay.raw_said)
		printf("  raw bytes, which name neither a version nor a build: read as version %u\n", PROGRAM_VERSION);
}

static void print_nothing(void)
{
	const struct run_result *r = &replay.out->result;

	printf("%snothing found%s (", paint(PAINT_GOOD), paint(PAINT_NONE));
	if (r->not_run)
		printf("not run: %s", r->not_run);
	else if (!r->booted)
		printf("the machine does not boot");
	else
		printf("%u operations, digest %016" PRIx64, replay.program.ops, r->digest);
	printf(")\n");
}

static void print_text(const struct finding *f)
{
	printf("%s: ", replay.path);
	if (!f) {
		print_nothing();
		return;
	}
	printf("%s%s %s%s ", paint(f->known ? PAINT_KNOWN : PAINT_BAD), f->known ? "known" : "finding", f->signature,
	       paint(PAINT_NONE));
	print_place(stdout, f);
	printf("\n  %s\n", f->text);
	if (f->known)
		printf("  known: %s\n", f->known);
}

static int print_verdict(void)
{
	const struct finding *f = verdict_first(&replay.out->verdict);

	if (replay.log)
		host_log_print(replay.json ? stderr : stdout, HOST_LOG);
	if (replay.json) {
		print_json(f);
	} else {
		print_text(f);
		print_made();
	}
	fflush(stdout);
	return f && !f->known ? STATUS_FINDING : STATUS_NOTHING;
}

static void last_words(void)
{
	_exit(print_verdict());
}

static void print_map(void)
{
	map_print(replay.json ? stderr : stdout);
}

/* Where a sanitizer ends the process, its last words are the map. */
static void run_watched(void *options)
{
	if (replay.map && !replay.no_fork)
		sanitizer_on_death(print_map);
	run_program(&replay.program, options, &replay.out->result);
	if (replay.map)
		print_map();
}

static int replay_file(const struct run_options *options)
{
	if (!cmd_load(&replay.program, replay.path))
		return STATUS_CANNOT;
	made_read(&replay.made, replay.path);
	made_elsewhere(&replay.made, replay.elsewhere, sizeof(replay.elsewhere));
	if (options->trace && !replay.json)
		printf("%s:\n", replay.path);
	if (replay.no_fork) {
		child_attach(replay.out);
		sanitizer_on_death(last_words);
		run_watched((void *)options);
		return print_verdict();
	}
	if (!child_do(run_watched, (void *)options, replay.out, false))
		return cmd_error("%s: cannot start a process", replay.path);
	host_log_use(&replay.out->log);
	return print_verdict();
}

static int parse_options(const struct command *command, int argc, char **argv, struct run_options *o, int *status)
{
	static const struct option options[] = {
		{"trace", no_argument, NULL, 't'},	 {"log", no_argument, NULL, 'l'},
		{"json", no_argument, NULL, 'j'},	 {"walk", required_argument, NULL, 'w'},
		{"known", required_argument, NULL, 'k'}, {"no-known", no_argument, NULL, 'n'},
		{"no-fork", no_argument, NULL, 'f'},	 {"explain", no_argument, NULL, 'e'},
		{"map", no_argument, NULL, 'm'},	 {0},
	};
	unsigned long walk = 1;
	int c;

	while ((c = cmd_option(command, argc, argv, options, status)) != -1) {
		replay.trace |= c == 't';
		replay.log |= c == 'l';
		replay.json |= c == 'j';
		replay.no_known |= c == 'n';
		replay.no_fork |= c == 'f';
		replay.explain |= c == 'e';
		replay.map |= c == 'm';
		if (c == 'k')
			replay.known = optarg;
		if (c == CMD_DONE)
			return CMD_DONE;
		if (c == 'w' && !cmd_number("--walk", optarg, 1, WALK_AT_END, &walk)) {
			*status = STATUS_CANNOT;
			return CMD_DONE;
		}
	}
	o->walk_every = walk;
	return 0;
}

int cmd_replay(const struct command *command, int argc, char **argv)
{
	struct run_options options = {0};
	int status, worst = STATUS_NOTHING;

	if (parse_options(command, argc, argv, &options, &status) == CMD_DONE)
		return status;
	if (replay.map && replay.explain)
		return cmd_error("replay takes --map or --explain, not both");
	if (optind == argc)
		return cmd_error("replay takes at least one FILE (see 'mmfuzz replay --help')");
	replay.out = child_memory(sizeof(*replay.out));
	if (!replay.out || !cmd_known(replay.known, replay.no_known))
		return STATUS_CANNOT;
	if (replay.trace) {
		options.trace = print_line;
		options.trace_arg = replay.json ? stderr : stdout;
		/* Nothing of it may be lost when a sanitizer ends the child. */
		setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
	}
	if (replay.explain) {
		core_explain(1);
		options.observe = explain;
		options.observe_arg = replay.json ? stderr : stdout;
	}
	if (replay.map)
		options.observe = map_watch;
	for (; optind < argc; optind++) {
		replay.path = argv[optind];
		status = replay_file(&options);
		replay.raw_said |= replay.made.raw;
		worst = status > worst ? status : worst;
	}
	return worst;
}
