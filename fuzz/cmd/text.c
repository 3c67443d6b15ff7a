// SPDX-License-Identifier: GPL-2.0
/* text.c - mmfuzz show, assemble: the two forms of a program. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "lang/made.h"
#include "lang/text.h"

static struct program program;

static int write_tree(const struct machine *m, const char *path)
{
	FILE *f = fopen(path, "wb");

	if (!f)
		return cmd_error("%s: %s", path, strerror(errno));
	fwrite(m->description.dtb, 1, m->description.dtb ? m->description.dtb_bytes : 0, f);
	return fclose(f) ? cmd_error("%s: %s", path, strerror(errno)) : STATUS_NOTHING;
}

static int print_source(const struct machine *m)
{
	FILE *dtc;

	fflush(stdout);
	dtc = popen("dtc -q -f -I dtb -O dts -", "w");
	if (!dtc)
		return cmd_error("dtc cannot be run: %s", strerror(errno));
	fwrite(m->description.dtb, 1, m->description.dtb_bytes, dtc);
	if (pclose(dtc))
		return cmd_error(
			"dtc cannot read this tree (or is not installed: device-tree-compiler); --dtb writes its bytes");
	return STATUS_NOTHING;
}

static int show_machine(const char *path, bool boot, bool source, const char *blob)
{
	static struct machine m;

	if (program.machine != CORE_DESCRIBED)
		return cmd_error("%s: its machine has a name, and so no description to show", path);
	machine_build(&m, &program.description, program.data);
	if (boot)
		machine_show(stdout, &m);
	if (blob && write_tree(&m, blob))
		return STATUS_CANNOT;
	if (source && !m.description.dtb)
		return cmd_error("%s: its machine has no device tree", path);
	return source ? print_source(&m) : STATUS_NOTHING;
}

int cmd_show(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{"boot", no_argument, NULL, 'b'},
		{"dts", no_argument, NULL, 's'},
		{"dtb", required_argument, NULL, 'd'},
		{"build", no_argument, NULL, 'l'},
		{0},
	};
	bool boot = false, source = false, build = false;
	const char *path, *blob = NULL;
	int c, status;

	while ((c = cmd_option(command, argc, argv, options, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		boot |= c == 'b';
		source |= c == 's';
		build |= c == 'l';
		blob = c == 'd' ? optarg : blob;
	}
	path = cmd_file(command, argc, argv);
	if (!path || !cmd_load(&program, path))
		return STATUS_CANNOT;
	if (boot || source || blob)
		return show_machine(path, boot, source, blob);
	if (build)
		made_show(stdout, &program, &(struct made_finding){0});
	else
		text_show(stdout, &program);
	return STATUS_NOTHING;
}

int cmd_assemble(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{"output", required_argument, NULL, 'o'},
		{"raw", no_argument, NULL, 'r'},
		{0},
	};
	enum program_form form = PROGRAM_BINARY;
	const char *path, *output = "-";
	int c, status;

	while ((c = cmd_option(command, argc, argv, options, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		if (c == 'o')
			output = optarg;
		else
			form = PROGRAM_RAW;
	}
	path = cmd_file(command, argc, argv);
	if (!path || !cmd_load(&program, path))
		return STATUS_CANNOT;
	if (!strcmp(output, "-") && isatty(STDOUT_FILENO))
		return cmd_error("assemble does not write bytes to a terminal: give -o OUT");
	if (!program_save(&program, output, form))
		return cmd_error("%s: cannot write: %s", output, strerror(errno));
	return STATUS_NOTHING;
}
