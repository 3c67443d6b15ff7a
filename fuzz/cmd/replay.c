// SPDX-License-Identifier: GPL-2.0
/*
 * replay.c - mmfuzz replay: runs stored programs and gives the verdict on each.
 *
 * Every file runs in a new child, so that one which a sanitizer ends does not keep the others from running.  Where
 * something is found it runs once more, for the story of it.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/failures.h"
#include "host/sanitizer.h"
#include "lang/made.h"
#include "run/child.h"
#include "watch/explain.h"
#include "watch/map.h"
#include "watch/story.h"

#ifndef MMFUZZ_GDB_SCRIPT
#define MMFUZZ_GDB_SCRIPT "ci/gdb/mmfuzz.gdb"
#endif

enum {
	STORY_LAST = 12, /* operations of a story that are printed */
	STOP_NOWHERE = -3, /* as struct finding's `at`, which this is no value of */
};

static struct replay {
	bool trace, log, json, no_fork, explain, map, words, gdb;
	struct cmd_run run;
	const char *fail; /* what goes wrong at each point, or NULL */
	unsigned long story_last; /* operations; 0: not given */
	int stop; /* before which operation */
	unsigned int walk; /* how often, in the file at hand */
	const char *path; /* the file at hand */
	struct program program;
	struct made made; /* what the file says of its build */
	char elsewhere[MADE_LINE]; /* where that is another one than this */
	bool raw_said;
	struct outcome *out, *again; /* again: of the run that the story is of */
	struct story *story; /* NULL: none is wanted */
	unsigned int story_walk; /* how often the run that it is of is walked over */
} replay = {.stop = STOP_NOWHERE};

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

static const char *fill_why(const struct run_fill *fill)
{
	return fill->why ? fill->why : "the kernel had no more";
}

/* Where an operation that goes on until there is no more has stopped. */
static void print_fills(void)
{
	const struct run_result *r = &replay.out->result;
	const struct run_fill *fill;

	for (fill = r->fill; fill < r->fill + r->fills; fill++)
		printf("  operation %u, %s: %lu times, then %s\n", fill->op, ops[replay.program.op[fill->op].code].name,
		       fill->done, fill_why(fill));
}

static void json_fills(void)
{
	const struct run_result *r = &replay.out->result;
	const struct run_fill *fill;

	printf(",\"fills\":[");
	for (fill = r->fill; fill < r->fill + r->fills; fill++) {
		printf("%s{\"operation\":%u,\"done\":%lu,\"then\":", fill == r->fill ? "" : ",", fill->op, fill->done);
		json_string(stdout, fill_why(fill));
		printf("}");
	}
	printf("]");
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
	printf("\"booted\":%s,\"operations\":%u,\"steps\":%u,\"walk\":%u,\"digest\":\"%016" PRIx64 "\"",
	       replay.out->result.booted ? "true" : "false", replay.program.ops, replay.out->result.steps, replay.walk,
	       replay.out->result.digest);
	if (replay.out->result.fills)
		json_fills();
	if (replay.made.known)
		json_made();
	if (f && verdict_statement(f->signature)) {
		printf(",\"statement\":");
		json_string(stdout, verdict_statement(f->signature));
	}
	if (replay.story) {
		printf(",");
		story_json(stdout, replay.story);
	}
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

static void print_story(const struct finding *f)
{
	unsigned int steps = replay.story->steps, last = replay.story_last, from;

	/* Without a finding somebody has asked for it. */
	if (!last)
		last = f ? STORY_LAST : STORY_STEPS;
	from = steps > last ? steps - last : 0;

	printf("the story%s:\n", f ? ", up to the finding" : "");
	if (from)
		printf("  (%u operation%s before %s not shown: --story all)\n", from, from == 1 ? "" : "s",
		       from == 1 ? "is" : "are");
	story_print(stdout, replay.story, from);
	if (f)
		story_print_finding(stdout, replay.story);
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
		if (f && verdict_statement(f->signature))
			printf("  violated: %s\n", verdict_statement(f->signature));
		print_fills();
		print_made();
		if (replay.story)
			print_story(f);
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

/* ---------------------------------------------------------------- the story */

/* In the child, which watches for this story alone: the memory of one is gone before the next. */
static void run_again(void *story)
{
	struct run_options watched = {.walk_every = replay.story_walk};

	story_watch(story, &watched);
	run_program(&replay.program, &watched, &replay.again->result);
}

/* Another run, which notes what it does; nothing where it cannot, or does not find the same. */
static void hear_story(const struct run_options *options)
{
	const struct finding *f = verdict_first(&replay.out->verdict);
	struct story *story;

	replay.story = NULL;
	if (!replay.words && (!f || f->known))
		return;
	story = child_memory(sizeof(*story));
	replay.again = replay.again ? replay.again : child_memory(sizeof(*replay.again));
	if (!story || !replay.again)
		return;
	if (f) {
		snprintf(story->signature, sizeof(story->signature), "%s", f->signature);
		story->at = f->at;
		story->pfn = f->pfn;
	}
	replay.story_walk = options->walk_every;
	if (child_do(run_again, story, replay.again, true))
		replay.story = story;
	if (replay.again->verdict.findings != replay.out->verdict.findings)
		cmd_error("%s: a second run found something else: this is a bug of mmfuzz, please report it",
			  replay.path);
}

static void forget_story(void)
{
	if (replay.story)
		child_forget(replay.story, sizeof(*replay.story));
	replay.story = NULL;
}

/* ---------------------------------------------------------------- the debugger */

/* Where a debugger stops: ci/gdb/mmfuzz.gdb sets a breakpoint here. */
__attribute__((noinline)) void replay_stop(int at, const struct op *op, const struct run *r)
{
	__asm__ volatile("" : : "r"(at), "r"(op), "r"(r) : "memory");
}

static void stop_before(void *unused, const struct run *r, int at, const struct op *op)
{
	(void)unused;
	if (at != replay.stop)
		return;
	replay.stop = STOP_NOWHERE;
	replay_stop(at, op, r);
}

/* Before the operation with the finding, else before the last. */
static void choose_stop(void)
{
	const struct finding *f = verdict_first(&replay.out->verdict);

	if (replay.stop == STOP_NOWHERE)
		replay.stop = f ? f->at : (int)replay.program.ops - 1;
}

/* This process becomes the debugger, of one that replays the file without a child. */
static int become_debugger(void)
{
	static const char gdb[] = "gdb";
	char exe[4096] = "", stop[16], walk[16];
	const char *argv[32] = {gdb,	    "-q",
				"-iex",	    "set debuginfod enabled off",
				"-x",	    MMFUZZ_GDB_SCRIPT,
				"-ex",	    "mm-start",
				"--args",   exe,
				"replay",   "--no-fork",
				"--anyway", "--walk",
				walk,	    "--stop",
				stop};
	unsigned int i = 17;

	choose_stop();
	if (replay.stop == VERDICT_AT_BOOT)
		return cmd_error("%s: the finding is at boot, before any operation; --gdb N stops before another",
				 replay.path);
	if (readlink("/proc/self/exe", exe, sizeof(exe) - 1) <= 0)
		return cmd_error("/proc/self/exe: %s", strerror(errno));
	snprintf(walk, sizeof(walk), "%u", replay.walk);
	snprintf(stop, sizeof(stop), replay.stop < 0 ? "end" : "%d", replay.stop);
	if (replay.run.no_known)
		argv[i++] = "--no-known";
	if (replay.run.known) {
		argv[i++] = "--known";
		argv[i++] = replay.run.known;
	}
	argv[i++] = "--";
	argv[i] = replay.path;
	fflush(NULL);
	execvp(gdb, (char **)argv);
	if (errno == ENOENT)
		return cmd_error("gdb is not installed: apt-get install gdb");
	return cmd_error("gdb cannot be started: %s", strerror(errno));
}

/* ---------------------------------------------------------------- a file */

static int replay_file(struct run_options *options)
{
	int status;

	if (!cmd_load_stored(&replay.program, &replay.made, replay.path, &replay.run, 1, &replay.walk))
		return STATUS_CANNOT;
	options->walk_every = replay.walk;
	if (replay.stop >= (int)replay.program.ops)
		return cmd_error("%s: it has %u operations, from 0 on, and none of number %d", replay.path,
				 replay.program.ops, replay.stop);
	made_elsewhere(&replay.made, replay.elsewhere, sizeof(replay.elsewhere));
	if (replay.fail)
		return failures_replay(&replay.program, replay.path, replay.walk, replay.fail, replay.json);
	if (options->trace && !replay.json)
		printf("%s:\n", replay.path);
	if (replay.no_fork) {
		child_attach(replay.out);
		sanitizer_on_death(last_words);
		run_watched(options);
		return print_verdict();
	}
	if (!child_do(run_watched, options, replay.out, false))
		return cmd_error("%s: cannot start a process", replay.path);
	host_log_use(&replay.out->log);
	if (replay.gdb)
		return become_debugger();
	hear_story(options);
	status = print_verdict();
	forget_story();
	return status;
}

/* An operation's index, or "end": what gives everything back. */
static bool parse_stop(const char *option, const char *text)
{
	unsigned long number;

	if (!strcmp(text, "end")) {
		replay.stop = VERDICT_AT_END;
		return true;
	}
	if (!cmd_number(option, text, 0, 1 << 20, &number))
		return false;
	replay.stop = (int)number;
	return true;
}

/* Its value may be missing, or be the next word if that looks like one. */
static bool parse_gdb(int argc, char **argv)
{
	const char *next = optind < argc ? argv[optind] : "";

	replay.gdb = true;
	if (optarg)
		return parse_stop("--gdb", optarg);
	if (optind + 1 >= argc || (strcmp(next, "end") != 0 && next[strspn(next, "0123456789")]))
		return true;
	optind++;
	return parse_stop("--gdb", next);
}

static bool parse_value(int c, int argc, char **argv)
{
	if (c == 'g')
		return parse_gdb(argc, argv);
	if (c == 's')
		return parse_stop("--stop", optarg);
	if (c != 'y' || strcmp(optarg, "all") != 0)
		return c != 'y' || cmd_number("--story", optarg, 1, STORY_STEPS, &replay.story_last);
	replay.story_last = STORY_STEPS;
	return true;
}

static int parse_options(const struct command *command, int argc, char **argv, int *status)
{
	static const struct option options[] = {
		{"trace", no_argument, NULL, 't'},
		{"log", no_argument, NULL, 'l'},
		{"json", no_argument, NULL, 'j'},
		{"no-fork", no_argument, NULL, 'f'},
		{"explain", no_argument, NULL, 'e'},
		{"map", no_argument, NULL, 'm'},
		{"words", no_argument, NULL, 'a'},
		{"fail-nth", required_argument, NULL, 'F'},
		{"story", required_argument, NULL, 'y'},
		{"gdb", optional_argument, NULL, 'g'},
		{"stop", required_argument, NULL, 's'},
		CMD_RUN_OPTIONS,
		CMD_ANYWAY_OPTION,
		{0},
	};
	int c;

	while ((c = cmd_run_option(command, argc, argv, options, &replay.run, status)) != -1) {
		if (c == CMD_DONE)
			return CMD_DONE;
		replay.trace |= c == 't';
		replay.log |= c == 'l';
		replay.json |= c == 'j';
		replay.no_fork |= c == 'f';
		replay.explain |= c == 'e';
		replay.map |= c == 'm';
		replay.words |= c == 'a' || c == 'y';
		replay.fail = c == 'F' ? optarg : replay.fail;
		if (!parse_value(c, argc, argv)) {
			*status = STATUS_CANNOT;
			return CMD_DONE;
		}
	}
	return 0;
}

/* Options that do not go together; false after a message. */
static bool check_options(int files)
{
	if (replay.map && replay.explain)
		cmd_error("replay takes --map or --explain, not both");
	else if (replay.gdb && (replay.no_fork || files != 1))
		cmd_error("replay --gdb takes one FILE, and no --no-fork");
	else if (replay.stop != STOP_NOWHERE && !replay.gdb && !replay.no_fork)
		cmd_error("replay takes --stop with --no-fork alone; --gdb starts the debugger");
	else if (replay.words && replay.no_fork)
		cmd_error("replay prints no story with --no-fork");
	else if (replay.fail && !failures_known(replay.fail))
		cmd_error("--fail-nth: '%s' is nothing that can go wrong (all, or a word of 'what' in 'mmfuzz ops')",
			  replay.fail);
	else if (replay.fail && (replay.no_fork || replay.gdb || replay.trace || replay.explain || replay.map))
		cmd_error("replay --fail-nth prints a table, nothing of a single run");
	else if (!files)
		cmd_error("replay takes at least one FILE (see 'mmfuzz replay --help')");
	else
		return true;
	return false;
}

int cmd_replay(const struct command *command, int argc, char **argv)
{
	struct run_options options = {0};
	int status, worst = STATUS_NOTHING;

	if (parse_options(command, argc, argv, &status) == CMD_DONE)
		return status;
	if (!check_options(argc - optind))
		return STATUS_CANNOT;
	replay.out = child_memory(sizeof(*replay.out));
	if (!replay.out || !cmd_known(&replay.run))
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
	if (replay.stop != STOP_NOWHERE && replay.no_fork) {
		options.before = stop_before;
		options.members = true;
	}
	for (; optind < argc; optind++) {
		replay.path = argv[optind];
		status = replay_file(&options);
		replay.raw_said |= replay.made.raw;
		worst = status > worst ? status : worst;
	}
	return worst;
}
