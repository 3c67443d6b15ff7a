// SPDX-License-Identifier: GPL-2.0
/*
 * states.c - mmfuzz states: runs programs and writes the stream of statelog.h, for mmfuzz compare and for scripts.
 *
 * One child runs program after program; when a sanitizer or a crash ends it, the next goes on behind the program that
 * did it.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "run/child.h"
#include "watch/statelog.h"

enum {
	STREAM_BUFFER = 1 << 16,
};

static struct shared {
	struct outcome out;
	unsigned long next; /* the program at hand */
	bool finished, refused;
} *shared;

static char **paths;
static unsigned long path_count;
static struct program program;

/* The names that stdin gives, each ended by NUL. */
static bool read_paths(void)
{
	size_t size = 0, room = 0;
	char *path = NULL, **more;

	for (; getdelim(&path, &size, 0, stdin) > 0; path = NULL, size = 0) {
		if (path_count == room) {
			room = 2 * room + 64;
			more = realloc(paths, room * sizeof(*paths));
			if (!more)
				return false;
			paths = more;
		}
		paths[path_count++] = path;
	}
	free(path);
	return true;
}

static bool begin_program(const char *path)
{
	const struct core_machine *m;
	char error[256];

	if (!program_load(&program, path, error, sizeof(error))) {
		printf("P\t%s\t-\t-\nX\t%s\n", path, error);
		shared->refused = true;
		return false;
	}
	m = core_machine(program.machine);
	if (program.machine == CORE_DESCRIBED)
		printf("P\t%s\tdescribed\t-\n", path);
	else
		printf("P\t%s\t%s\t0x%lx-0x%lx\n", path, m->name, m->start_pfn, m->end_pfn);
	return true;
}

static void run_programs(void *arg)
{
	const struct run_options *options = arg;

	for (; shared->next < path_count; shared->next++) {
		if (!begin_program(paths[shared->next]))
			continue;
		run_program(&program, options, &shared->out.result);
		statelog_end(stdout, &shared->out.result, &shared->out.verdict);
	}
	shared->finished = true;
}

static int run_all(struct run_options *options)
{
	while (!shared->finished) {
		if (!child_do(run_programs, options, &shared->out, true))
			return cmd_error("cannot start a process: %s", strerror(errno));
		if (shared->finished)
			break;
		statelog_end(stdout, &shared->out.result, &shared->out.verdict);
		shared->next++;
	}
	return shared->refused ? STATUS_CANNOT : STATUS_NOTHING;
}

int cmd_states(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{"steps", no_argument, NULL, 's'},
		CMD_RUN_OPTIONS,
		{0},
	};
	struct cmd_run how = {.walk = 1};
	struct run_options run = {0};
	bool steps = false;
	int c, status;

	while ((c = cmd_run_option(command, argc, argv, options, &how, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		steps |= c == 's';
	}
	run.walk_every = how.walk;
	shared = child_memory(sizeof(*shared));
	if (!shared || !cmd_known(&how))
		return STATUS_CANNOT;
	paths = argv + optind;
	path_count = argc - optind;
	if (!path_count) {
		paths = NULL;
		if (!read_paths())
			return cmd_error("states: no memory for the names of programs");
	}
	/* Nothing of it may be lost when a sanitizer ends the child. */
	setvbuf(stdout, NULL, _IOLBF, STREAM_BUFFER);
	statelog_head(stdout);
	statelog_watch(stdout, &run, steps);
	return run_all(&run);
}
