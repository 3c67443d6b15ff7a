// SPDX-License-Identifier: GPL-2.0
/*
 * view.c - mmfuzz view: runs a program and makes a page for a browser of it.
 *
 * The program runs in a child, which writes its notes into memory that outlives it.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "lang/made.h"
#include "run/child.h"
#include "watch/picture.h"

static struct shared {
	struct outcome out;
	bool returned, lost; /* notes could not be written */
} *shared;

static struct program program;
static FILE *notes;

/* ---------------------------------------------------------------- the run */

static void run_noted(void *arg)
{
	run_program(&program, arg, &shared->out.result);
	shared->lost = fflush(notes) || ferror(notes);
	shared->returned = true;
}

static bool run(const char *path, struct run_options *options)
{
	int fd = memfd_create("notes", MFD_CLOEXEC);

	shared = child_memory(sizeof(*shared));
	notes = fd < 0 ? NULL : fdopen(fd, "w+");
	if (!shared || !notes) {
		cmd_error("%s: no memory for its picture: %s", path, strerror(errno));
		return false;
	}
	/* A limit of files' sizes is an error of write(), as a full disk is. */
	signal(SIGXFSZ, SIG_IGN);
	core_explain(1);
	picture_watch(notes, options);
	if (!child_do(run_noted, options, &shared->out, false)) {
		cmd_error("%s: cannot start a process: %s", path, strerror(errno));
		return false;
	}
	if (shared->lost)
		cmd_error("%s: its picture does not fit into memory, or is larger than a file may be", path);
	return !fseek(notes, 0, SEEK_SET) && !shared->lost;
}

/* ---------------------------------------------------------------- the page */

static void write_page(FILE *f, const void *path)
{
	const char *slash = strrchr(path, '/');
	const struct picture picture = {slash ? slash + 1 : path, &program, &shared->out, shared->returned, notes};

	picture_write(f, &picture);
}

static int print_verdict(const char *output)
{
	const struct finding *f = verdict_first(&shared->out.verdict);
	bool page = !strcmp(output, "-");

	if (!page && !f) {
		printf("%s: nothing found\n", output);
	} else if (!page) {
		printf("%s: %s %s ", output, f->known ? "known" : "finding", f->signature);
		print_place(stdout, f);
		printf("\n");
	}
	return f && !f->known ? STATUS_FINDING : STATUS_NOTHING;
}

int cmd_view(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{"output", required_argument, NULL, 'o'},
		CMD_RUN_OPTIONS,
		CMD_ANYWAY_OPTION,
		{0},
	};
	const char *path, *output = "-";
	struct cmd_run given = {0};
	struct made made;
	struct run_options how = {0};
	int c, status;

	while ((c = cmd_run_option(command, argc, argv, options, &given, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		output = c == 'o' ? optarg : output;
	}
	path = cmd_file(command, argc, argv);
	if (!path || !cmd_load_stored(&program, &made, path, &given, 1, &how.walk_every) || !cmd_known(&given))
		return STATUS_CANNOT;
	if (!strcmp(output, "-") && isatty(STDOUT_FILENO))
		return cmd_error("view does not write a page to a terminal: give -o OUT");
	if (!run(path, &how))
		return STATUS_CANNOT;
	if (!cmd_output(output, write_page, path))
		return cmd_error("%s: cannot write: %s", output, strerror(errno));
	return print_verdict(output);
}
