// SPDX-License-Identifier: GPL-2.0
/*
 * triage.c - mmfuzz triage: a directory of crashes, of any engine and target, becomes a short table of findings.
 *
 * Every file runs in a new child, in the order of the paths, so the table is a function of the files and the build;
 * only the column "first seen" is not.
 */
#include <errno.h>
#include <fnmatch.h>
#include <fts.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/triage.h"
#include "lang/made.h"
#include "run/child.h"

struct input {
	char *path;
	time_t written;
};

static struct triage table;
static struct input *inputs;
static struct program program;
static struct outcome *out;
static volatile sig_atomic_t stop;

/* ---------------------------------------------------------------- which files */

/* What a file in a directory is called that an engine or mmfuzz has kept. */
static const struct {
	const char *name, *directory; /* patterns as of fnmatch(); NULL: in any */
} kept[] = {
	{"*.mm", NULL},	  {"*.bin", NULL},	 {"crash-*", NULL},	  {"timeout-*", NULL},	 {"oom-*", NULL},
	{"leak-*", NULL}, {"slow-unit-*", NULL}, {"id[:_]*", "crashes*"}, {"id[:_]*", "hangs*"},
};

/* AFL++ names what it keeps by its directory; who gives that directory itself means what is in it. */
static bool is_kept(const FTSENT *entry)
{
	const char *directory = entry->fts_parent->fts_name;
	size_t i;

	if (entry->fts_level == FTS_ROOTLEVEL || (entry->fts_level == 1 && !fnmatch("id[:_]*", entry->fts_name, 0)))
		return true;
	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (!fnmatch(kept[i].name, entry->fts_name, 0) &&
		    (!kept[i].directory || !fnmatch(kept[i].directory, directory, 0)))
			return true;
	return false;
}

static bool add_input(const FTSENT *entry)
{
	static unsigned int room;
	struct input *more;

	if (table.files == room) {
		room = 2 * room + 64;
		more = realloc(inputs, room * sizeof(*more));
		if (!more)
			return false;
		inputs = more;
	}
	inputs[table.files].written = entry->fts_statp->st_mtime;
	inputs[table.files].path = strdup(entry->fts_path);
	return inputs[table.files++].path;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool take_entry(const FTSENT *entry)
{
	switch (entry->fts_info) {
	case FTS_F:
		if (is_kept(entry))
			return add_input(entry) || (cmd_error("triage: no memory"), false);
		table.left_alone++;
		return true;
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		cmd_error("%s: cannot read: %s", entry->fts_path, strerror(entry->fts_errno));
		return false;
	default:
		return true;
	}
}

/* The arguments, which end with a NULL. */
static bool find_inputs(char **paths)
{
	FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
	FTSENT *entry;
	bool good = tree;

	while (good && (entry = fts_read(tree)))
		good = take_entry(entry);
	if (tree)
		fts_close(tree);
	if (good && !table.files)
		cmd_error(
			"%s: no crash there: neither crash-*, timeout-*, oom-* of libFuzzer, crashes/id* and hangs/id* "
			"of AFL++ nor *.mm",
			paths[0]);
	return good && table.files;
}

/* ---------------------------------------------------------------- the table */

static struct triage_row *find_row(const struct finding *f)
{
	unsigned int i;

	for (i = 0; i < table.rows; i++)
		if (!strcmp(table.row[i].finding.signature, f->signature) && table.row[i].finding.known == f->known)
			return &table.row[i];
	if (table.rows == TRIAGE_ROWS)
		return NULL;
	return &table.row[table.rows++];
}

static void note_finding(const struct finding *f, const struct input *input)
{
	struct triage_row *row = find_row(f);

	if (!row) {
		table.dropped++;
		return;
	}
	if (!row->count || program.ops < row->ops) {
		row->finding = *f;
		row->smallest = input->path;
		row->ops = program.ops;
	}
	if (!row->count || input->written < row->first_seen)
		row->first_seen = input->written;
	row->count++;
}

static void note_unreadable(const char *path, const char *error)
{
	if (!table.unreadable++)
		snprintf(table.why, sizeof(table.why), "%s: %s", path, error);
}

/* As an engine runs what it has made, where it is an engine's. */
static bool run_input(const struct input *input, struct run_options *options)
{
	static struct made made;
	char error[256], elsewhere[MADE_LINE];
	const struct finding *f;

	if (!program_load(&program, input->path, error, sizeof(error))) {
		note_unreadable(input->path, error);
		return true;
	}
	made_read(&made, input->path);
	table.elsewhere += made_elsewhere(&made, elsewhere, sizeof(elsewhere));
	options->may_not_boot = made.raw;
	options->ram_max = made.raw ? RUN_ENGINE_RAM : 0;
	if (!child_run(&program, options, out, true))
		return false;
	f = verdict_first(&out->verdict);
	if (f)
		note_finding(f, input);
	table.nothing += !f;
	table.not_run += !f && (!out->result.booted || out->result.not_run);
	return true;
}

static int by_weight(const void *left, const void *right)
{
	const struct triage_row *a = left, *b = right;

	if (!a->finding.known != !b->finding.known)
		return a->finding.known ? 1 : -1;
	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return strcmp(a->finding.signature, b->finding.signature);
}

/* ---------------------------------------------------------------- the command */

static void on_interrupt(int sig)
{
	if (stop)
		_exit(128 + sig);
	stop = 1;
}

static bool run_inputs(struct run_options *options)
{
	struct sigaction interrupt = {.sa_handler = on_interrupt, .sa_flags = SA_RESTART};
	bool terminal = isatty(STDERR_FILENO), good = true;

	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGTERM, &interrupt, NULL);
	for (; good && !stop && table.done < table.files; table.done++) {
		good = run_input(&inputs[table.done], options);
		if (terminal)
			fprintf(stderr, "\r%u of %u files, %u findings ", table.done + 1, table.files, table.rows);
	}
	if (terminal)
		fprintf(stderr, "\r\033[K");
	qsort(table.row, table.rows, sizeof(table.row[0]), by_weight);
	return good;
}

static int print_table(bool json, const char *page)
{
	unsigned int i;

	if (json)
		triage_json(&table);
	else
		triage_print(&table);
	if (page && !triage_page(&table, page))
		return cmd_error("%s: cannot write: %s", page, strerror(errno));
	for (i = 0; i < table.rows; i++)
		if (!table.row[i].finding.known)
			return STATUS_FINDING;
	return table.unreadable || table.done < table.files ? STATUS_CANNOT : STATUS_NOTHING;
}

static const struct option options[] = {
	{"json", no_argument, NULL, 'j'},
	{"html", required_argument, NULL, 'p'},
	CMD_RUN_OPTIONS,
	{0},
};

int cmd_triage(const struct command *command, int argc, char **argv)
{
	struct cmd_run run = {.walk = 1};
	const char *page = NULL;
	struct run_options how = {0};
	bool json = false;
	int c, status;

	while ((c = cmd_run_option(command, argc, argv, options, &run, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		json |= c == 'j';
		page = c == 'p' ? optarg : page;
	}
	how.walk_every = run.walk;
	if (optind == argc)
		return cmd_error("triage takes at least one DIR (see 'mmfuzz triage --help')");
	if (!find_inputs(argv + optind) || !cmd_known(&run))
		return STATUS_CANNOT;
	out = child_memory(sizeof(*out));
	if (!out)
		return STATUS_CANNOT;
	if (!run_inputs(&how))
		return cmd_error("cannot start a process: %s", strerror(errno));
	return print_table(json, page);
}
