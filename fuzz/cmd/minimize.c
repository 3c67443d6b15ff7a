// SPDX-License-Identifier: GPL-2.0
/*
 * minimize.c - mmfuzz minimize: makes a program smaller that keeps its finding.
 *
 * Delta debugging on operations: drop ever smaller runs of them, put those that repeat into one, then replace arguments
 * by smaller ones, until nothing more goes.  A trial keeps the finding if the same signature comes out.  Trials run in
 * a child, which is replaced when one ends it, and with a part of the budget of steps, since a trial that hangs uses
 * all of it; in the end the result has to give its finding alone and with all of the budget.
 */
#include <errno.h>
#include <string.h>

#include "cmd/cmd.h"
#include "lang/made.h"
#include "lang/ops.h"
#include "machine/facts.h"
#include "run/child.h"

enum {
	/* No legitimate operation comes near this part of its budget: ci/checks/budget. */
	HURRY = 8,
};

static struct minimize {
	struct program best, trial;
	struct made made; /* what the file says of its build */
	struct run_options options;
	struct outcome *out;
	struct child child;
	char signature[VERDICT_SIGNATURE]; /* that is kept, */
	bool known; /* and under no other explanation */
	char text[VERDICT_TEXT]; /* of the finding in `best` */
	unsigned int trials;
} mini;

/* The finding that is kept, or NULL. */
static const struct finding *kept(const struct verdict *v)
{
	const struct finding *f;

	for (f = v->finding; f < v->finding + v->findings; f++)
		if (!strcmp(f->signature, mini.signature) && !f->known == !mini.known)
			return f;
	return NULL;
}

/* Runs mini.trial and takes it over if it keeps the finding. */
static bool try(void)
{
	const struct finding *f;

	mini.trials++;
	if (!child_next(&mini.child, &mini.trial, &mini.options, mini.out) &&
	    !child_run(&mini.trial, &mini.options, mini.out, true))
		return false;
	f = kept(&mini.out->verdict);
	if (!f)
		return false;
	snprintf(mini.text, sizeof(mini.text), "%s", f->text);
	program_copy(&mini.best, &mini.trial);
	return true;
}

static bool try_without(unsigned int from, unsigned int count)
{
	program_copy(&mini.trial, &mini.best);
	program_remove(&mini.trial, from, count);
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

/* The next operation behind op with the same code, or the number of operations. */
static unsigned int next_alike(unsigned int op)
{
	unsigned int i;

	for (i = op + 1; i < mini.best.ops && mini.best.op[i].code != mini.best.op[op].code; i++)
		;
	return i;
}

/* Two operations that repeat become one that does it as often as it can. */
static bool fold_ops(void)
{
	const struct op_info *info;
	unsigned int op, next, arg;
	bool better = false;

	for (op = 0; op < mini.best.ops; op++) {
		info = &ops[mini.best.op[op].code];
		next = next_alike(op);
		if (!info->repeat || info->repeat > PROGRAM_ARGS || next == mini.best.ops)
			continue;
		arg = info->repeat - 1;
		program_copy(&mini.trial, &mini.best);
		mini.trial.op[op].arg[arg] = param_limit(&info->param[arg]) - 1;
		program_remove(&mini.trial, next, 1);
		better |= try();
	}
	return better;
}

static bool try_argument(unsigned int op, unsigned int arg, unsigned int value)
{
	program_copy(&mini.trial, &mini.best);
	mini.trial.op[op].arg[arg] = value;
	return try();
}

static bool stay_on_cpu(unsigned int op)
{
	if (!mini.best.op[op].cpu)
		return false;
	program_copy(&mini.trial, &mini.best);
	mini.trial.op[op].cpu = 0;
	return try();
}

/* 0, else half, else three quarters ..., as long as one of them goes. */
static bool lower_argument(unsigned int op, unsigned int arg)
{
	unsigned int value = mini.best.op[op].arg[arg], smaller = 0;
	bool better = false;

	while (smaller < value) {
		if (try_argument(op, arg, smaller)) {
			better = true;
			value = smaller;
			smaller = 0;
		} else {
			smaller += (value - smaller + 1) / 2;
		}
	}
	return better;
}

static bool lower_arguments(void)
{
	unsigned int op, arg;
	bool better = false;

	for (op = 0; op < mini.best.ops; op++) {
		better |= stay_on_cpu(op);
		for (arg = 0; arg < PROGRAM_ARGS; arg++)
			better |= lower_argument(op, arg);
	}
	return better;
}

/* ---------------------------------------------------------------- the machine */

static bool simplest_machine(void)
{
	if (!mini.best.machine || mini.best.machine == CORE_DESCRIBED)
		return false;
	program_copy(&mini.trial, &mini.best);
	mini.trial.machine = 0;
	return try();
}

static bool drop_facts(void)
{
	struct description *d = &mini.trial.description;
	bool better = false;
	unsigned int i;

	for (i = mini.best.description.facts; i--;) {
		program_copy(&mini.trial, &mini.best);
		description_remove(d, i);
		better |= description_has_memory(d) && try();
	}
	return better;
}

static bool lower_field(uint8_t *trial, const uint8_t *best, const struct fact_field *field)
{
	unsigned int value = fact_value(best, field), smaller;

	for (smaller = 0; smaller < value; smaller += (value - smaller + 1) / 2) {
		program_copy(&mini.trial, &mini.best);
		fact_set_value(trial, field, smaller);
		if (try())
			return true;
	}
	return false;
}

static bool lower_facts(void)
{
	struct description *best = &mini.best.description, *trial = &mini.trial.description;
	const struct fact_field *f;
	bool better = false;
	unsigned int i;

	for (f = head_fields; f->name; f++)
		better |= lower_field(trial->head, best->head, f);
	for (i = 0; i < best->facts; i++)
		for (f = facts[best->fact[i].byte[0]].field; f->name && !best->fact[i].data_bytes; f++)
			better |= lower_field(trial->fact[i].byte, best->fact[i].byte, f);
	return better;
}

static bool simpler_machine(void)
{
	bool better;

	if (mini.best.machine != CORE_DESCRIBED)
		return simplest_machine();
	better = drop_facts();
	better |= lower_facts();
	return better;
}

static int save(const char *output)
{
	if (made_save(output, &mini.best,
		      &(struct made_finding){mini.signature, mini.text, *mini.made.random ? mini.made.random : NULL}))
		return STATUS_FINDING;
	return cmd_error("%s: cannot write: %s", output, strerror(errno));
}

/* What comes behind the finding is not run. */
static void cut(int at)
{
	if (at < 0 || (unsigned int)at + 1 >= mini.best.ops)
		return;
	try_without(at + 1, mini.best.ops - at - 1);
}

static void shrink(void)
{
	bool better;

	do {
		better = drop_ops();
		better |= fold_ops();
		better |= simpler_machine();
		better |= lower_arguments();
	} while (better);
	child_end(&mini.child);
}

/* Alone in a child, and with all of the budget. */
static bool run_alone(void)
{
	mini.options.divide_steps = 1;
	return child_run(&mini.best, &mini.options, mini.out, true);
}

/* A result that does not give its finding alone is none: then each trial gets all of the budget. */
static void shrink_from(const struct program *original, int at)
{
	unsigned int by;

	for (by = HURRY; by; by /= HURRY) {
		mini.options.divide_steps = by;
		cut(at);
		shrink();
		if (run_alone() && kept(&mini.out->verdict))
			return;
		program_copy(&mini.best, original);
	}
}

static int minimize(const char *path, const char *output)
{
	static struct program original;
	const struct finding *f;

	if (!run_alone())
		return cmd_error("cannot start a process: %s", strerror(errno));
	f = verdict_first(&mini.out->verdict);
	if (!f) {
		cmd_error("%s: nothing found, so nothing to keep", path);
		return STATUS_NOTHING;
	}
	snprintf(mini.signature, sizeof(mini.signature), "%s", f->signature);
	snprintf(mini.text, sizeof(mini.text), "%s", f->text);
	mini.known = f->known;
	program_copy(&original, &mini.best);
	shrink_from(&original, f->at);
	fprintf(stderr, "%s: %u operations instead of %u, %u trials\n", mini.signature, mini.best.ops, original.ops,
		mini.trials);
	if (original.description.facts)
		fprintf(stderr, "%s: %u facts of the machine instead of %u\n", mini.signature,
			mini.best.description.facts, original.description.facts);
	return save(output);
}

static const struct option options[] = {
	{"output", required_argument, NULL, 'o'},
	CMD_RUN_OPTIONS,
	CMD_ANYWAY_OPTION,
	{0},
};

int cmd_minimize(const struct command *command, int argc, char **argv)
{
	const char *path, *output = "-";
	struct cmd_run run = {0};
	int c, status;

	while ((c = cmd_run_option(command, argc, argv, options, &run, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		output = c == 'o' ? optarg : output;
	}
	path = cmd_file(command, argc, argv);
	if (!path || !cmd_load_stored(&mini.best, &mini.made, path, &run, 1, &mini.options.walk_every) ||
	    !cmd_known(&run))
		return STATUS_CANNOT;
	mini.out = child_memory(sizeof(*mini.out));
	return mini.out ? minimize(path, output) : STATUS_CANNOT;
}
