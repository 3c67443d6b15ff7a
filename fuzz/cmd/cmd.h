/* SPDX-License-Identifier: GPL-2.0 */
/*
 * cmd.h - what the subcommands of mmfuzz share.
 *
 * A command returns its exit status: nothing found, a finding, or it could not run.  What people or programs want to
 * read goes to stdout; what went wrong, and progress, to stderr.
 */
#ifndef MMFUZZ_CMD_H
#define MMFUZZ_CMD_H

#include <getopt.h>
#include <stdio.h>

#include "finding/verdict.h"
#include "lang/program.h"
#include "run/run.h"
#include "watch/json.h"

enum {
	STATUS_NOTHING = 0,
	STATUS_FINDING = 1,
	STATUS_CANNOT = 2,
};

struct command {
	const char *name;
	const char *arguments; /* as in a usage line */
	const char *about; /* one line */
	bool machine; /* it takes the options that describe a machine (machine/facts.h) */
	const char *options; /* text of the help behind that, or NULL */
	int (*run)(const struct command *command, int argc, char **argv);
};

int cmd_replay(const struct command *command, int argc, char **argv);
int cmd_show(const struct command *command, int argc, char **argv);
int cmd_assemble(const struct command *command, int argc, char **argv);
int cmd_random(const struct command *command, int argc, char **argv);
int cmd_mutate(const struct command *command, int argc, char **argv);
int cmd_mutant(const struct command *command, int argc, char **argv);
int cmd_minimize(const struct command *command, int argc, char **argv);
int cmd_info(const struct command *command, int argc, char **argv);
int cmd_invariants(const struct command *command, int argc, char **argv);
int cmd_ops(const struct command *command, int argc, char **argv);
int cmd_compare(const struct command *command, int argc, char **argv);
int cmd_states(const struct command *command, int argc, char **argv);
int cmd_bench(const struct command *command, int argc, char **argv);
int cmd_boot(const struct command *command, int argc, char **argv);
int cmd_triage(const struct command *command, int argc, char **argv);
int cmd_view(const struct command *command, int argc, char **argv);
int cmd_race(const struct command *command, int argc, char **argv);
int cmd_exhaust(const struct command *command, int argc, char **argv);
int cmd_export(const struct command *command, int argc, char **argv);

/*
 * The next option, -1 at the first argument, or CMD_DONE when the command must return *status: after --help, or after
 * an option that does not exist.  -h and --help are added here; every other option has a long name and the character
 * that stands for it.
 */
enum {
	CMD_DONE = 256,
	CMD_OPTIONS = 48, /* at most, in one command */
};
int cmd_option(const struct command *command, int argc, char **argv, const struct option *options, int *status);
/*
 * The options of commands that run programs, which cmd_run_option() takes: rows for a command's table of options, and
 * where their values go.
 */
#define CMD_RUN_OPTIONS                                                                  \
	{"walk", required_argument, NULL, 'w'}, {"known", required_argument, NULL, 'k'}, \
		{"no-known", no_argument, NULL, 'n'}
/* For those that run one stored program as it says. */
#define CMD_ANYWAY_OPTION {"anyway", no_argument, NULL, CMD_ANYWAY}
enum { CMD_ANYWAY = 257 };
struct cmd_run {
	unsigned int walk; /* 0: not given */
	const char *known;
	bool no_known, anyway;
};
/* As cmd_option(), of the options that are left. */
int cmd_run_option(const struct command *command, int argc, char **argv, const struct option *options,
		   struct cmd_run *run, int *status);
/* Where a finding's program is kept: its signature's name in the directory; "" if that is too long for size. */
void cmd_finding_path(char *path, size_t size, const char *directory, const char *signature);
/* Says what is wrong on stderr and returns STATUS_CANNOT. */
__attribute__((format(printf, 1, 2))) int cmd_error(const char *format, ...);
/* Parses the value of an option; false after a message. */
bool cmd_number(const char *option, const char *text, unsigned long min, unsigned long max, unsigned long *number);
/* Exactly one file argument, or NULL after a message. */
const char *cmd_file(const struct command *command, int argc, char **argv);
/* Whether there are none, which is what most commands take; false after a message. */
bool cmd_no_file(const struct command *command, int argc, char **argv);
/* Loads a program; false after a message. */
bool cmd_load(struct program *p, const char *path);
/*
 * The same, and what the file says of itself: a program for other builds than this one is refused, unless `anyway`.
 * *walk is how often the machine is walked: as the command line says, else as the file says, else `otherwise`.
 */
struct made;
bool cmd_load_stored(struct program *p, struct made *made, const char *path, const struct cmd_run *run,
		     unsigned int otherwise, unsigned int *walk);
/* Loads the known findings of --known FILE, or none, or the default ones; false after a message. */
bool cmd_known(const struct cmd_run *run);
/*
 * Has `write` write to a file, to stdout for "-"; the file is there whole or as it was.  False with errno.
 */
bool cmd_output(const char *output, void (*write)(FILE *f, const void *what), const void *what);

enum paint {
	PAINT_NONE,
	PAINT_GOOD,
	PAINT_BAD,
	PAINT_KNOWN,
	PAINT_FAINT,
};
/* The escape sequence if stdout is a terminal, else "". */
const char *paint(enum paint paint);

/* "nearest to its step budget: ...", and as "longest":{...} */
void print_longest(FILE *f, const struct run_longest *longest);
void json_longest(FILE *f, const struct run_longest *longest);
/* "at operation 3 (cma_alloc)", "at the end", "at boot" */
void print_place(FILE *f, const struct finding *finding);

#endif
