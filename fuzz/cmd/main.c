// SPDX-License-Identifier: GPL-2.0
/*
 * main.c - the command: a table of subcommands, and what they share (cmd.h).
 *
 * A new subcommand is a new entry in the table and a function in a new file, cmd/NAME.c.
 */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "lang/made.h"
#include "machine/facts.h"
#include "mmcore/core.h"
#include "run/conditions.h"

#define KNOWN_HELP                                                              \
	"  --known FILE   list of known findings instead of the kernel's own\n" \
	"  --no-known     treat known findings like any other\n"

#define STORED_HELP                                                                                           \
	"  --walk K       walk over the whole machine every K operations (as the line \"# walk: K\" of the\n" \
	"                 file says, else 1)\n"                                                               \
	"  --anyway       run it here, although its lines \"# profile:\" and \"# not on:\" say other builds\n"

#define COMPARE_HELP                                                                                                   \
	"  --with BUILD...  builds to compare this one with: a directory, its name below build/, or an mmfuzz\n"       \
	"  --depth DEPTH    what is compared, each with those before it:\n"                                            \
	"                     outcome  done, failed, refused, skipped; findings\n"                                     \
	"                     result   which pages came out and which migrated\n"                                      \
	"                     counts   figures of zones, per-CPU lists and areas\n"                                    \
	"                     full     bitmaps, pageblocks, every page\n"                                              \
	"                   default: full between builds of one kernel; outcome between kernels, which place most\n"   \
	"                   pages elsewhere without meaning anything by it, and between geometries, always\n"          \
	"  --alike          a difference is a finding whatever the builds are\n"                                       \
	"  --json           a JSON object\n"                                                                           \
	"\n"                                                                                                           \
	"Builds of one tree that differ in DEBUG_VM, lockdep or the variant must run every program alike: there a\n"   \
	"difference is a finding (exit status 1).  Between kernels, profiles and seeded bugs it is information (0).\n" \
	"Every build but this one runs the programs in the opposite order and in another environment.\n\n"

static const struct command commands[] = {
	{
		.name = "replay",
		.arguments = "FILE...",
		.about = "run programs and give the verdict on each",
		.options =
			"  --trace        print every operation with its result\n"
			"  --explain      say why contiguous allocations failed\n"
			"  --map          draw the pages around a finding, before and after its operation\n"
			"  --log          print the kernel log\n"
			"  --json         one JSON object a line\n"
			"  --fail-nth WHAT  once for each point at which WHAT can go wrong within an operation, or all that can (all,\n"
			"                 see 'mmfuzz ops': inject), and print a table of the outcomes\n"
			"  --words        the story in words also where nothing new is found\n"
			"  --story N|all  so many operations of the story, the last ones (12)\n"
			"  --gdb [N|end]  stop in gdb right before operation N, or before everything is given back (the\n"
			"                 operation with the finding, else the last)\n" STORED_HELP
			"  --no-fork      run in this process, for debuggers; with --stop N it calls replay_stop() there\n" KNOWN_HELP,
		.run = cmd_replay,
	},
	{
		.name = "show",
		.arguments = "FILE",
		.about = "print a program as text",
		.options = "  --build        with the line that names this build, for what is kept\n"
			   "  --boot         a described machine as an 'mmfuzz boot' command instead\n"
			   "  --dts          its device tree as dtc prints it\n"
			   "  --dtb OUT      write its device tree\n",
		.run = cmd_show,
	},
	{
		.name = "assemble",
		.arguments = "FILE",
		.about = "turn a program into bytes",
		.options = "  -o, --output OUT  file to write (standard output)\n"
			   "  --raw             without mark, as fuzzing engines take it\n",
		.run = cmd_assemble,
	},
	{
		.name = "random",
		.arguments = "",
		.about = "run random programs",
		.options = "  --machines     on machines that are drawn at random, too: what boots, and what came up\n"
			   "  --seed S       first seed (1)\n"
			   "  --count N      number of programs, 0 for no end (10000)\n"
			   "  --ops M        operations a program, at most (32)\n"
			   "  --walk K       walk over the whole machine every K operations (8)\n"
			   "  --save DIR     where to write the first program of each finding (findings)\n"
			   "  --draw DIR     run nothing: write each program to DIR, by its number\n"
			   "  --json         the summary as a JSON object\n" KNOWN_HELP,
		.run = cmd_random,
	},
	{
		.name = "exhaust",
		.arguments = "FILE | --machine M --ops \"OP...\"",
		.about = "run all programs up to a length whose operations are those of FILE",
		.options =
			"  --depth D      programs of up to D operations (4)\n"
			"  --machine M    a machine's name, or the words that describe one\n"
			"  --ops OPS      the operations: \"alloc order=1 free isolate\"; objects are named by their age (nth=0 is\n"
			"                 the newest)\n"
			"  --all          go on from each program, also where another has led to the same abstract state\n"
			"  --jobs N       processes (one a CPU); what comes out does not depend on it\n"
			"  --save DIR     where to write the first, shortest program of each finding (findings)\n"
			"  --json         the figures as a JSON object\n" KNOWN_HELP,
		.run = cmd_exhaust,
	},
	{
		.name = "race",
		.arguments = "FILE",
		.about = "search schedules of the operations that a program runs at once ('parallel')",
		.options =
			"  --bound N      all schedules with up to N preemptions (1), and behind them random ones\n"
			"  --schedules N  at most so many (10000)\n"
			"  --pairs        FILE's operations, and behind them each ordered pair of operations at once, with\n"
			"                 arguments drawn by the seed; no random schedules\n"
			"  --seed S       of the random ones (1)\n"
			"  --save DIR     where to write the program of each finding, with its schedule (findings)\n"
			"  --json         the figures as a JSON object\n" STORED_HELP KNOWN_HELP,
		.run = cmd_race,
	},
	{
		.name = "minimize",
		.arguments = "FILE",
		.about = "make a program smaller that has a finding",
		.options = "  -o, --output OUT  file to write as text (standard output)\n" STORED_HELP KNOWN_HELP,
		.run = cmd_minimize,
	},
	{
		.name = "mutate",
		.arguments = "FILE",
		.about = "print a random change of a program, as the engines make it",
		.options = "  --seed S       which (1)\n"
			   "  --with FILE    another program, to take parts from\n"
			   "  --by OPERATOR  by this operator alone, once\n"
			   "  --list         print the operators instead\n"
			   "  --serve        do it for an engine, as lang/request.h says\n",
		.run = cmd_mutate,
	},
	{
		.name = "mutant",
		.arguments = "[FILE...]",
		.about = "run programs on a mutant of the kernel's files until one finds it (ci/mutants)",
		.options =
			"  --number N     which (0: the unmodified kernel)\n"
			"  --reach        run each FILE on the unmodified kernel, and print which mutants' places it reaches\n"
			"  --seconds S    CPU time for random programs, once no FILE has found it (0)\n"
			"  --seed S       of these (1)\n" KNOWN_HELP,
		.run = cmd_mutant,
	},
	{
		.name = "compare",
		.arguments = "FILE|DIR... --with BUILD...",
		.about = "run programs on several builds and show where they part",
		.options = COMPARE_HELP,
		.run = cmd_compare,
	},
	{
		.name = "states",
		.arguments = "[FILE...]",
		.about = "print every result and what changed in the allocator's state, for scripts",
		.options =
			"  --steps        the steps of kernel code that each operation took, too\n"
			"  --walk K       walk over the whole machine every K operations (1)\n" KNOWN_HELP
			"\nWith no FILE, the names come from stdin, each ended by NUL.  Lines of words separated by tabs: see\n"
			"fuzz/watch/statelog.h.\n\n",
		.run = cmd_states,
	},
	{
		.name = "info",
		.arguments = "",
		.about = "what was built, and the machines",
		.options = "  --shims        the table of shims, and the kernel's own files\n"
			   "  --json         all of it as a JSON object\n",
		.run = cmd_info,
	},
	{
		.name = "invariants",
		.arguments = "",
		.about = "list what is checked",
		.options = "  --signatures   the signatures of their findings instead, one a line\n",
		.run = cmd_invariants,
	},
	{
		.name = "ops",
		.arguments = "",
		.about = "list the operations and their parameters",
		.run = cmd_ops,
	},
	{
		.name = "bench",
		.arguments = "",
		.about = "measure programs a second and where the time goes",
		.options = "  --seconds N    time to take in all (5)\n"
			   "  --only ROW     only this row, for a profiler\n"
			   "  --json         as a JSON object\n",
		.run = cmd_bench,
	},
	{
		.name = "boot",
		.arguments = "",
		.about = "boot a machine of a given shape and show its memory and areas",
		.machine = true,
		.options =
			"  --what-fits[=in=BASE+SIZE...][,align=BYTES][,at=BASE]\n"
			"                        the largest area that memblock would place, and where: anywhere, in ranges\n"
			"                        as alloc-ranges has them, with an alignment, or at a fixed base\n"
			"  --explain             why areas and nodes of /reserved-memory failed: what was tried, what lay there,\n"
			"                        and which single change lets it in; each is booted before it is printed\n"
			"  --full                with memblock's lists, meminfo, buddyinfo, pagetypeinfo and the whole log\n"
			"  --repeat N            boot N times, in turns with another: it must show the same\n"
			"  --check               check the invariants that hold of any machine: X1, X3, X4 and those of a walk\n"
			"  --json                as a JSON object\n" KNOWN_HELP,
		.run = cmd_boot,
	},
	{
		.name = "triage",
		.arguments = "FILE|DIR...",
		.about = "make a table of findings of the crashes in directories, of any engine",
		.options =
			"  --json         a JSON object\n"
			"  --html FILE    a page of it, too\n"
			"  --walk K       walk over the whole machine every K operations (1)\n" KNOWN_HELP
			"\nTakes crash-*, timeout-*, oom-*, leak-* and slow-unit-* of libFuzzer, crashes/id* and hangs/id* of\n"
			"AFL++, *.mm and *.bin.  Status 1 only where something is new; Ctrl-C prints what there is.\n\n",
		.run = cmd_triage,
	},
	{
		.name = "view",
		.arguments = "FILE",
		.about = "run a program and make a page of it: every page and list, operation by operation",
		.options =
			"  -o, --output OUT  file to write, for a browser (standard output)\n" STORED_HELP KNOWN_HELP,
		.run = cmd_view,
	},
	{
		.name = "export",
		.arguments = "FILE",
		.about = "write the calls of a program as the source of a test",
		.options =
			"  --c               a Criterion test for this build: clang-19 @BUILD/export.flags OUT.c -o OUT\n"
			"  --kunit           a KUnit test for a kernel, to be built in\n"
			"  -o, --output OUT  file to write (standard output)\n"
			"  --anyway          although the file's lines \"# profile:\" and \"# not on:\" say other builds\n"
			"  --known FILE      list of known findings, behind which the test goes on (the kernel's own)\n"
			"  --no-known        the test ends with the first finding\n",
		.run = cmd_export,
	},
};

enum {
	COMMANDS = sizeof(commands) / sizeof(commands[0]),
};

/* ---------------------------------------------------------------- help and options */

static void print_help(const struct command *c)
{
	unsigned int i;

	printf("usage: mmfuzz %s%s%s%s\n\n%s\n", c->name, c->options ? " [OPTION...]" : "", *c->arguments ? " " : "",
	       c->arguments, c->about);
	printf("\n");
	for (i = 0; c->machine && i < FACT_COUNT; i++)
		printf("%s", facts[i].help ? facts[i].help : "");
	printf("%s  -h, --help     this text\n", c->options ? c->options : "");
}

static void print_usage(FILE *f)
{
	unsigned int i;

	fprintf(f, "usage: mmfuzz COMMAND [OPTION...] [FILE...]\n\n");
	for (i = 0; i < COMMANDS; i++)
		fprintf(f, "  %-11s %s\n", commands[i].name, commands[i].about);
	fprintf(f,
		"\n'mmfuzz COMMAND --help' prints more.  Exit status: 0 nothing found, 1 a finding, 2 could not run.\n");
}

int cmd_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("mmfuzz: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	return STATUS_CANNOT;
}

/* The option as it was written, which getopt_long() has just stepped over or is still at. */
static const char *rejected_option(int argc, char **argv)
{
	static char short_option[3] = "-?";
	const char *last = optind - 1 < argc ? argv[optind - 1] : "";

	if (!strncmp(last, "--", 2))
		return last;
	short_option[1] = (char)optopt;
	return short_option;
}

int cmd_option(const struct command *command, int argc, char **argv, const struct option *options, int *status)
{
	struct option all[CMD_OPTIONS + 2] = {{"help", no_argument, NULL, 'h'}};
	unsigned int i;
	int c;

	for (i = 0; options[i].name && i < CMD_OPTIONS; i++)
		all[i + 1] = options[i];
	opterr = 0;
	c = getopt_long(argc, argv, ":ho:", all, NULL);
	*status = STATUS_NOTHING;
	if (c == 'h') {
		print_help(command);
		return CMD_DONE;
	}
	for (i = 0; options[i].name && options[i].val != c; i++)
		;
	if (c == -1 || options[i].name)
		return c;
	*status = cmd_error(c == ':' ? "%s: option '%s' needs a value"
				     : "%s: no such option '%s' (see 'mmfuzz %s --help')",
			    command->name, c == 'o' ? "-o" : rejected_option(argc, argv), command->name);
	return CMD_DONE;
}

int cmd_run_option(const struct command *command, int argc, char **argv, const struct option *options,
		   struct cmd_run *run, int *status)
{
	unsigned long walk;
	int c;

	while ((c = cmd_option(command, argc, argv, options, status)) == 'w' || c == 'k' || c == 'n' ||
	       c == CMD_ANYWAY) {
		run->no_known |= c == 'n';
		run->anyway |= c == CMD_ANYWAY;
		run->known = c == 'k' ? optarg : run->known;
		if (c != 'w')
			continue;
		if (!cmd_number("--walk", optarg, 1, WALK_AT_END, &walk)) {
			*status = STATUS_CANNOT;
			return CMD_DONE;
		}
		run->walk = walk;
	}
	return c;
}

bool cmd_number(const char *option, const char *text, unsigned long min, unsigned long max, unsigned long *number)
{
	char *end;

	errno = 0;
	*number = strtoul(text, &end, 0);
	if (isdigit((unsigned char)text[0]) && !*end && !errno && *number >= min && *number <= max)
		return true;
	cmd_error("%s takes a number from %lu to %lu, not '%s'", option, min, max, text);
	return false;
}

const char *cmd_file(const struct command *command, int argc, char **argv)
{
	if (argc - optind == 1)
		return argv[optind];
	cmd_error("%s takes one %s (see 'mmfuzz %s --help')", command->name, command->arguments, command->name);
	return NULL;
}

bool cmd_no_file(const struct command *command, int argc, char **argv)
{
	if (optind == argc)
		return true;
	cmd_error("%s takes no '%s' (see 'mmfuzz %s --help')", command->name, argv[optind], command->name);
	return false;
}

bool cmd_load(struct program *p, const char *path)
{
	char error[256];

	if (program_load(p, path, error, sizeof(error)))
		return true;
	cmd_error("%s: %s", path, error);
	return false;
}

bool cmd_load_stored(struct program *p, struct made *made, const char *path, const struct cmd_run *run,
		     unsigned int otherwise, unsigned int *walk)
{
	char why[1024];

	if (!cmd_load(p, path))
		return false;
	made_read(made, path);
	if (made->bad_walk)
		cmd_error("%s: '# walk:' takes a number from 1 to %d", path, MADE_WALK);
	else if (!run->anyway && made_unfit(made, why, sizeof(why)))
		cmd_error("%s: %s; --anyway runs it here", path, why);
	else {
		*walk = run->walk ? run->walk : made->walk ? made->walk : otherwise;
		return true;
	}
	return false;
}

bool cmd_known(const struct cmd_run *run)
{
	char error[640];

	if (run_load_known(run->no_known ? "" : run->known, error, sizeof(error)))
		return true;
	cmd_error("known findings: %s", error);
	return false;
}

/* ---------------------------------------------------------------- output */

const char *paint(enum paint paint)
{
	static const char *const escapes[] = {
		[PAINT_NONE] = "\033[0m",   [PAINT_GOOD] = "\033[32m", [PAINT_BAD] = "\033[1;31m",
		[PAINT_KNOWN] = "\033[33m", [PAINT_FAINT] = "\033[2m",
	};
	static int terminal = -1;

	if (terminal < 0)
		terminal = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
	return terminal ? escapes[paint] : "";
}

void print_place(FILE *f, const struct finding *finding)
{
	if (finding->at >= 0)
		fprintf(f, "at operation %d (%s)", finding->at, finding->op);
	else
		fprintf(f, "at %s", finding->at == VERDICT_AT_BOOT ? "boot" : "the end");
}

void print_longest(FILE *f, const struct run_longest *longest)
{
	if (longest->op)
		fprintf(f, "nearest to its step budget: %s, %lu of %lu\n", longest->op, longest->steps,
			longest->budget);
}

void json_longest(FILE *f, const struct run_longest *longest)
{
	fprintf(f, "\"longest\":{\"steps\":%lu,\"budget\":%lu,\"operation\":", longest->steps, longest->budget);
	json_string(f, longest->op ? longest->op : "");
	fprintf(f, "}");
}

int main(int argc, char **argv)
{
	unsigned int i;

	if (argc < 2) {
		print_usage(stderr);
		return STATUS_CANNOT;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		print_usage(stdout);
		return STATUS_NOTHING;
	}
	for (i = 0; i < COMMANDS; i++)
		if (!strcmp(argv[1], commands[i].name))
			return commands[i].run(&commands[i], argc - 1, argv + 1);
	return cmd_error("no such command '%s' (see 'mmfuzz --help')", argv[1]);
}
