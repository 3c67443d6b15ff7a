// SPDX-License-Identifier: GPL-2.0
/* text.c - mmfuzz show, assemble: the two forms of a program. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "lang/text.h"

static struct program program;

int cmd_show(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {{0}};
	const char *path;
	int status;

	if (cmd_option(command, argc, argv, options, &status) == CMD_DONE)
		return status;
	path = cmd_file(command, argc, argv);
	if (!path || !cmd_load(&program, path))
		return STATUS_CANNOT;
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
	if (!program_has_bytes(&program))
		return cmd_error("%s: a machine of its own and operations of scenarios have no bytes: keep it as text",
				 path);
	if (!strcmp(output, "-") && isatty(STDOUT_FILENO))
		return cmd_error("assemble does not write bytes to a terminal: give -o OUT");
	if (!program_save(&program, output, form))
		return cmd_error("%s: cannot write: %s", output, strerror(errno));
	return STATUS_NOTHING;
}
