// SPDX-License-Identifier: GPL-2.0
/*
 * export.c - mmfuzz export: runs a program and writes the calls that it made as the source of a test.
 *
 * The findings that are known, and were met, are named in the test, which then needs no list.
 */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "cmd/cmd.h"
#include "export/export.h"
#include "lang/made.h"
#include "lang/ops.h"
#include "run/child.h"

enum {
	NAME = 64,
};

typedef void writer(FILE *f, const struct export *e);

static struct shared {
	struct outcome out;
	struct record record;
} *shared;

static struct program program;

static void run(void *options)
{
	run_program(&program, options, &shared->out.result);
}

/* The file's name as one of C: "isolation-undone.mm" is isolation_undone. */
static void name_test(char name[NAME], const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t i;

	snprintf(name, NAME, "%s%s", isdigit((unsigned char)*(slash ? slash + 1 : path)) ? "n" : "",
		 slash ? slash + 1 : path);
	name[strcspn(name, ".")] = 0;
	for (i = 0; name[i]; i++)
		if (!isalnum((unsigned char)name[i]))
			name[i] = '_';
	if (!*name)
		snprintf(name, NAME, "program");
}

static bool has_parallel(void)
{
	const struct op *op;

	for (op = program.op; op < program.op + program.ops; op++)
		if (op->code == OP_PARALLEL)
			return true;
	return false;
}

/* Why there is no test of it, or NULL. */
static const char *why_not(const struct finding *f)
{
	if (shared->out.result.not_run)
		return "it is known not to boot, and so is not run";
	if (!shared->out.result.booted)
		return "its machine does not boot here, and a test makes no more than calls";
	if (!program.ops)
		return "it has no operation";
	if (shared->record.full)
		return "it makes more calls than a test has room for (4096), or longer ones";
	if (f && f->at == VERDICT_AT_BOOT)
		return "its finding is at boot, and a test makes no more than calls";
	if (f && !strcmp(f->signature, "expect:number"))
		return "a number of it is none that this machine has, which mmfuzz replay names";
	return NULL;
}

struct source {
	writer *write;
	struct export export;
};

static void write_source(FILE *f, const void *what)
{
	const struct source *source = what;

	source->write(f, &source->export);
}

static int export(const char *path, const char *output, writer *write)
{
	static struct machine machine;
	const struct finding *f = verdict_end(&shared->out.verdict);
	const char *slash = strrchr(path, '/');
	struct source source = {
		write, {.program = &program, .record = &shared->record, .verdict = &shared->out.verdict, .finding = f}};
	char name[NAME];

	if (why_not(f))
		return cmd_error("%s: %s", path, why_not(f));
	name_test(name, path);
	source.export.file = slash ? slash + 1 : path;
	source.export.name = name;
	if (program.machine == CORE_DESCRIBED) {
		machine_build(&machine, &program.description, program.data);
		source.export.description = &machine.description;
	}
	if (!cmd_output(output, write_source, &source))
		return cmd_error("%s: cannot write: %s", output, strerror(errno));
	return STATUS_NOTHING;
}

int cmd_export(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{"c", no_argument, NULL, 'c'},
		{"kunit", no_argument, NULL, 'u'},
		{"output", required_argument, NULL, 'o'},
		{"known", required_argument, NULL, 'k'},
		{"no-known", no_argument, NULL, 'n'},
		CMD_ANYWAY_OPTION,
		{0},
	};
	struct cmd_run run_as = {0};
	struct run_options how = {0};
	struct made made;
	const char *path, *output = "-";
	writer *write = NULL;
	int c, status;

	while ((c = cmd_run_option(command, argc, argv, options, &run_as, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		if (c == 'o')
			output = optarg;
		else if (write)
			return cmd_error("export takes --c or --kunit, one of them");
		else
			write = c == 'c' ? export_criterion : export_kunit;
	}
	if (!write)
		return cmd_error("export takes --c or --kunit (see 'mmfuzz export --help')");
	path = cmd_file(command, argc, argv);
	if (!path || !cmd_load_stored(&program, &made, path, &run_as, 1, &how.walk_every) || !cmd_known(&run_as))
		return STATUS_CANNOT;
	if (has_parallel())
		return cmd_error("%s: some of its operations run at once, and a test makes calls one by one", path);
	shared = child_memory(sizeof(*shared));
	if (!shared)
		return STATUS_CANNOT;
	record_watch(&shared->record, &how);
	if (!child_do(run, &how, &shared->out, true))
		return cmd_error("%s: cannot start a process: %s", path, strerror(errno));
	return export(path, output, write);
}
