// SPDX-License-Identifier: GPL-2.0
/*
 * stack.c - see stack.h.
 *
 * Addresses are collected while the stack is there, which may be in a signal handler or inside a sanitizer's report;
 * names come later, in a process that is well.  Frames of the harness on both ends are left out.
 */
#include <execinfo.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "host/stack.h"
#include "host/symbol.h"
#include "mmcore/core.h"

#ifndef MMFUZZ_TREE
#define MMFUZZ_TREE ""
#endif
#ifndef MMFUZZ_TOP
#define MMFUZZ_TOP ""
#endif

enum {
	TEXT = 4096,
	ADDRESS = 24,
};

static struct {
	struct stack *stack, *writer;
	struct stack write[CORE_MAX_CPUS]; /* the last one, by who is about to read */
	char signature[VERDICT_SIGNATURE];
} watched;

void stack_watch(struct stack *stack, struct stack *writer, const char *signature)
{
	void *first[1];

	/* The first call loads the unwinder, which a signal handler must not do. */
	backtrace(first, 1);
	watched.stack = stack;
	watched.writer = writer;
	snprintf(watched.signature, sizeof(watched.signature), "%s", signature);
}

void stack_note(const char *signature)
{
	if (!watched.stack || watched.stack->frames || strcmp(signature, watched.signature) != 0)
		return;
	watched.stack->frames = backtrace(watched.stack->pc, STACK_FRAMES);
}

void stack_note_write(unsigned int reader)
{
	if (watched.stack)
		watched.write[reader].frames = backtrace(watched.write[reader].pc, STACK_FRAMES);
}

void stack_note_race(const char *signature, unsigned int reader)
{
	unsigned int before = watched.stack ? watched.stack->frames : 0;

	stack_note(signature);
	if (watched.stack && watched.stack->frames != before)
		*watched.writer = watched.write[reader];
}

/* ---------------------------------------------------------------- names */

static const char *below(const char *path, const char *top)
{
	size_t length = strlen(top);

	return length && !strncmp(path, top, length) && path[length] == '/' ? path + length + 1 : NULL;
}

/* "mm/page_alloc.c" of the tree, "shims/work.c" of the project; NULL for the host side's and the libraries' files. */
static const char *kernel_file(const char *path)
{
	const char *in_tree = below(path, MMFUZZ_TREE), *own = below(path, MMFUZZ_TOP);

	if (in_tree)
		return in_tree;
	return own && (!strncmp(own, "shims/", 6) || !strncmp(own, "mmcore/", 7)) ? own : NULL;
}

/* Those that report are not the place that is reported. */
static bool reports(const char *file)
{
	return !strncmp(file, "shims/report.c", 14) || !strncmp(file, "shims/steps.c", 13) ||
	       !strncmp(file, "shims/race.c", 12);
}

/* What the host side called, not what that is made of. */
static bool is_door(const char *file, const char *function)
{
	return (!strncmp(file, "mmcore/door/", 12) && !strncmp(function, "core_", 5)) ||
	       !strncmp(file, "mmcore/boot/", 12) || !strncmp(file, "shims/lanes.c", 13);
}

/* The child: its standard output is the pipe. */
_Noreturn static void become_symbolizer(const struct stack *stack, int output)
{
	static char object[TEXT] = "--obj=", address[STACK_FRAMES][ADDRESS];
	char *argv[STACK_FRAMES + 3] = {"llvm-symbolizer-19", object};
	const size_t prefix = strlen(object);
	int null = open("/dev/null", O_RDWR);
	unsigned int i;

	if (readlink("/proc/self/exe", object + prefix, sizeof(object) - prefix - 1) <= 0)
		_exit(1);
	for (i = 0; i < stack->frames; i++) {
		snprintf(address[i], ADDRESS, "0x%lx", (unsigned long)stack->pc[i] - 1);
		argv[i + 2] = address[i];
	}
	dup2(null, STDIN_FILENO);
	dup2(null, STDERR_FILENO);
	dup2(output, STDOUT_FILENO);
	execvp("llvm-symbolizer-19", argv);
	_exit(1);
}

static FILE *open_symbolizer(const struct stack *stack, pid_t *pid)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return NULL;
	fflush(NULL);
	*pid = host_fork();
	if (!*pid)
		become_symbolizer(stack, ends[1]);
	close(ends[1]);
	return fdopen(ends[0], "r");
}

/* "/path/file.c:123:4" */
static void cut_place(char *text, unsigned int *line)
{
	char *colon = strrchr(text, ':');

	*line = 0;
	if (!colon)
		return;
	*colon = 0;
	colon = strrchr(text, ':');
	if (!colon)
		return;
	*colon = 0;
	*line = strtoul(colon + 1, NULL, 10);
}

/* Two lines a frame, "function" and "file:line:column", and an empty one behind each address. */
static unsigned int read_lines(FILE *f, struct stack_line *line, unsigned int max)
{
	static char function[TEXT], place[TEXT];
	unsigned int lines = 0, number;
	const char *file;

	while (lines < max && fgets(function, sizeof(function), f)) {
		function[strcspn(function, "\n")] = 0;
		if (!*function || !fgets(place, sizeof(place), f))
			continue;
		place[strcspn(place, "\n")] = 0;
		cut_place(place, &number);
		file = kernel_file(place);
		if (!file || (!lines && reports(file)))
			continue;
		snprintf(line[lines].function, STACK_NAME, "%s", function);
		snprintf(line[lines].file, STACK_FILE, "%s", file);
		line[lines++].line = number;
		if (is_door(file, function))
			break;
	}
	return lines;
}

/* From the program's own table, which knows neither files nor what was inlined. */
static unsigned int own_names(const struct stack *stack, struct stack_line *line, unsigned int max)
{
	unsigned int i, lines = 0;

	for (i = 0; i < stack->frames && lines < max; i++) {
		symbol_name((unsigned long)stack->pc[i] - 1, line[lines].function, STACK_NAME);
		line[lines].file[0] = 0;
		line[lines].line = 0;
		if (strcmp(line[lines].function, "unknown") != 0)
			lines++;
		if (lines && !strncmp(line[lines - 1].function, "core_", 5))
			break;
	}
	return lines;
}

unsigned int stack_lines(const struct stack *stack, struct stack_line *line, unsigned int max)
{
	unsigned int lines = 0;
	pid_t pid = -1;
	FILE *f;

	if (!stack->frames)
		return 0;
	f = open_symbolizer(stack, &pid);
	if (f) {
		lines = read_lines(f, line, max);
		fclose(f);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
	return lines ? lines : own_names(stack, line, max);
}
