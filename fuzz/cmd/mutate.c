// SPDX-License-Identifier: GPL-2.0
/* mutate.c - mmfuzz mutate: the mutator by hand, and for engines that cannot link it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "lang/mutate.h"
#include "lang/request.h"
#include "lang/text.h"

static struct program program, other;

/* ---------------------------------------------------------------- for an engine */

/* False at the end of the input. */
static bool take(void *bytes, size_t size)
{
	return !size || fread(bytes, size, 1, stdin) == 1;
}

static void reply(const struct program *p, size_t max_bytes)
{
	struct reply head = {.ops = p->ops};
	size_t size;
	uint8_t *bytes = program_encode(p, &size);

	head.bytes = size < max_bytes ? size : max_bytes;
	fwrite(&head, sizeof(head), 1, stdout);
	fwrite(bytes, head.bytes, 1, stdout);
	fflush(stdout);
	free(bytes);
}

static void answer(const struct request *q)
{
	struct mutator m = {.described = program.machine == CORE_DESCRIBED, .max_bytes = q->max_bytes};
	struct random r = {.state = q->seed};
	unsigned int left = program.ops - (q->from < program.ops ? q->from : program.ops);

	if (q->kind == REQUEST_MUTATE)
		mutate(&program, q->other_bytes ? &other : NULL, &r, &m);
	else
		program_remove(&program, program.ops - left, q->count < left ? q->count : left);
	reply(&program, q->kind == REQUEST_MUTATE ? q->max_bytes : REQUEST_BYTES);
}

static int serve(void)
{
	static uint8_t bytes[REQUEST_BYTES];
	struct request q;

	if (isatty(STDIN_FILENO))
		return cmd_error("mutate --serve is for engines: it reads requests of lang/request.h");
	while (take(&q, sizeof(q))) {
		if (q.kind >= REQUEST_KINDS || q.bytes > REQUEST_BYTES || q.other_bytes > REQUEST_BYTES)
			return cmd_error("mutate --serve: this is no request");
		if (!take(bytes, q.bytes))
			break;
		program_decode(&program, bytes, q.bytes);
		if (!take(bytes, q.other_bytes))
			break;
		program_decode(&other, bytes, q.other_bytes);
		answer(&q);
	}
	return STATUS_NOTHING;
}

/* ---------------------------------------------------------------- by hand */

enum {
	BY_HAND = 1 << 16, /* bytes of a program */
};

static int operator_of(const char *name)
{
	unsigned int i;

	for (i = 0; mutate_name(i); i++)
		if (!strcmp(mutate_name(i), name))
			return i;
	return -1;
}

static int print_mutation(const char *path, const char *with, const char *by, unsigned long seed)
{
	struct random r = {.state = random_seed(seed, 0)};
	struct mutator m = {.max_bytes = BY_HAND};
	int i = by ? operator_of(by) : 0;

	if (i < 0)
		return cmd_error("--by %s: no such operator; --list prints them", by);
	if (!cmd_load(&program, path) || (with && !cmd_load(&other, with)))
		return STATUS_CANNOT;
	m.described = program.machine == CORE_DESCRIBED;
	if (!by)
		mutate(&program, with ? &other : NULL, &r, &m);
	else if (!mutate_by(i, &program, with ? &other : NULL, &r, &m))
		fprintf(stderr, "%s: operator %s has nothing to do here\n", path, by);
	text_show(stdout, &program);
	return STATUS_NOTHING;
}

static int list(void)
{
	unsigned int i;

	for (i = 0; mutate_name(i); i++)
		puts(mutate_name(i));
	return STATUS_NOTHING;
}

int cmd_mutate(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{"seed", required_argument, NULL, 's'}, {"with", required_argument, NULL, 'w'},
		{"by", required_argument, NULL, 'b'},	{"list", no_argument, NULL, 'l'},
		{"serve", no_argument, NULL, 'e'},	{0},
	};
	const char *path, *with = NULL, *by = NULL;
	unsigned long seed = 1;
	int c, status, mode = 0;

	while ((c = cmd_option(command, argc, argv, options, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		mode = c == 'l' || c == 'e' ? c : mode;
		with = c == 'w' ? optarg : with;
		by = c == 'b' ? optarg : by;
		if (c == 's' && !cmd_number("--seed", optarg, 0, ~0ul, &seed))
			return STATUS_CANNOT;
	}
	if (mode)
		return !cmd_no_file(command, argc, argv) ? STATUS_CANNOT : mode == 'l' ? list() : serve();
	path = cmd_file(command, argc, argv);
	return path ? print_mutation(path, with, by, seed) : STATUS_CANNOT;
}
