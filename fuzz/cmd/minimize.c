// SPDX-License-Identifier: GPL-2.0
/*
 * minimize.c - mmfuzz minimize: makes a program smaller that keeps its finding.
 *
 * Delta debugging on operations: drop ever smaller runs of them, then replace arguments by smaller ones, until nothing
 * more goes.  A trial keeps the finding if the same signature comes out; every trial runs in a child.
 */
#include <errno.h>
#include <string.h>

#include "cmd/cmd.h"
#include "lang/ops.h"
#include "run/child.h"

static struct minimize {
	struct program best, trial;
	struct run_options options;
	struct outcome *out;
	char signature[VERDICT_SIGNATURE];
	unsigned int trials;
} mini;

static bool has_signature(const struct verdict *v)
{
	unsigned int i;

	for (i = 0; i < v->findings; i++)
		if (!strcmp(v->finding[i].signature, mini.signature))
			return true;
	return false;
}

/* Runs mini.trial and takes it over if it keeps the finding. */
static bool try(void)
{
	mini.trials++;
	if (!child_run(&mini.trial, &mini.options, mini.out, true) || !has_signature(&mini.out->verdict))
		return false;
	mini.best = mini.trial;
	return true;
}

static bool try_without(unsigned int from, unsigned int count)
{
	struct program *t = &mini.trial;

	*t = mini.best;
	memmove(&t->op[from], &t->op[from + count], (t->ops - from - count) * sizeof(t->op[0]));
	t->ops -= count;
	return try();
}

static bool drop_ops(void)
{
	unsigned int size = mini.best.ops, at;
	bool better = false;

	for (; size; size /= 2) {
		/* From the end on, since later operations need earlier ones. */
		for (at = mini.best.ops; at >= size && at; at--) {
			if (at > mini.best.ops)
				continue;
			if (try_without(at - size, size))
				better = true;
			else if (size > 1)
				at -= at > size ? size - 1 : 0;
		}
	}
	return better;
}

static bool try_argument(unsigned int op, unsigned int arg, unsigned int value)
{
	mini.trial = mini.best;
	mini.trial.op[op].arg[arg] = value;
	return try();
}

/* 0, else halves, else one less. */
static bool lower_argument(unsigned int op, unsigned int arg)
{
	uint8_t *value = &mini.best.op[op].arg[arg];
	bool better = false;

	/* A statement's text is no number. */
	if (!*value || ops[mini.best.op[op].code].statement)
		return false;
	if (try_argument(op, arg, 0))
		return true;
	while (*value > 1 && try_argument(op, arg, *value / 2))
		better = true;
	while (*value > 1 && try_argument(op, arg, *value - 1))
		better = true;
	return better;
}

static bool lower_arguments(void)
{
	unsigned int op, arg;
	bool better = false;

	for (op = 0; op < mini.best.ops; op++)
		for (arg = 0; arg < PROGRAM_ARGS; arg++)
			better |= lower_argument(op, arg);
	if (mini.best.machine && !mini.best.described) {
		mini.trial = mini.best;
		mini.trial.machine = 0;
		better |= try();
	}
	return better;
}

static int minimize(const char *path, const char *output)
{
	const struct finding *f;
	unsigned int before = mini.best.ops;
	bool better;

	if (!child_run(&mini.best, &mini.options, mini.out, true))
		return cmd_error("cannot start a process: %s", strerror(errno));
	f = verdict_first(&mini.out->verdict);
	if (!f) {
		cmd_error("%s: nothing found, so nothing to keep", path);
		return STATUS_NOTHING;
	}
	snprintf(mini.signature, sizeof(mini.signature), "%s", f->signature);
	do {
		better = drop_ops();
		better |= lower_arguments();
	} while (better);
	fprintf(stderr, "%s: %u operations instead of %u, %u trials\n", mini.signature, mini.best.ops, before,
		mini.trials);
	if (!program_save(&mini.best, output, PROGRAM_TEXT))
		return cmd_error("%s: cannot write: %s", output, strerror(errno));
	return STATUS_FINDING;
}

static const struct option options[] = {
	{"output", required_argument, NULL, 'o'},
	{"walk", required_argument, NULL, 'w'},
	{"known", required_argument, NULL, 'k'},
	{"no-known", no_argument, NULL, 'n'},
	{0},
};

int cmd_minimize(const struct command *command, int argc, char **argv)
{
	const char *path, *output = "-", *known = NULL;
	bool no_known = false;
	unsigned long walk = 1;
	int c, status;

	while ((c = cmd_option(command, argc, argv, options, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		output = c == 'o' ? optarg : output;
		known = c == 'k' ? optarg : known;
		no_known |= c == 'n';
		if (c == 'w' && !cmd_number("--walk", optarg, 1, WALK_AT_END, &walk))
			return STATUS_CANNOT;
	}
	mini.options.walk_every = walk;
	path = cmd_file(command, argc, argv);
	if (!path || !cmd_load(&mini.best, path) || !cmd_known(known, no_known))
		return STATUS_CANNOT;
	mini.out = child_memory(sizeof(*mini.out));
	return mini.out ? minimize(path, output) : STATUS_CANNOT;
}
