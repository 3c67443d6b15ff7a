// SPDX-License-Identifier: GPL-2.0
/* target.c - what every fuzzing engine drives, see target.h. */
#include <stdio.h>
#include <stdlib.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "lang/ops.h"
#include "machine/facts.h"
#include "mmcore/core.h"
#include "run/conditions.h"
#include "run/run.h"
#include "target/target.h"
#include "watch/report.h"

static enum target kind;
static struct run_options options = {.ram_max = RUN_ENGINE_RAM, .may_not_boot = true};

_Noreturn static void give_up(const char *what, const char *why)
{
	fprintf(stderr, "mmfuzz: %s%s\n", what, why);
	exit(2);
}

/* Every operation once on every machine: what is read only the first time (boot, the map of blocks) is read now. */
static void warm_up(void)
{
	static const uint8_t drawn = HEAD_DESCRIBED;
	static struct program p;
	struct run_result result;
	unsigned int i;

	for (i = 0; i < OP_COUNT; i++)
		program_add(&p, i);
	for (i = 0; i < core_machines(); i++) {
		p.machine = i;
		run_program(&p, &options, &result);
		if (!result.booted)
			give_up("cannot boot machine ", core_machine(i)->name);
	}
	program_decode(&p, &drawn, 1);
	run_program(&p, &options, &result);
	if (!result.booted)
		give_up("cannot boot the simplest drawn machine", "");
	program_free(&p);
}

void target_start(enum target target)
{
	const char *walk = getenv("MMFUZZ_WALK");
	char error[256], *end;

	kind = target;
	options.walk_every = target == TARGET_MACHINES ? WALK_AT_END : WALK_DEFAULT;
	if (walk) {
		options.walk_every = strtoul(walk, &end, 10);
		if (*end || !options.walk_every || options.walk_every > WALK_AT_END)
			give_up("MMFUZZ_WALK must be a number from 1 on, not ", walk);
	}
	if (target == TARGET_MACHINES && !machine_can_draw())
		give_up(MACHINE_CANNOT_DRAW ": ", core_build()->profile);
	host_connect();
	if (!run_load_known(NULL, error, sizeof(error)))
		give_up("known findings: ", error);
	/* What the engine is to find must not end the process here already. */
	warm_up();
	verdict_set_fatal(report_finding);
}

/* Handlers and the timer belong to the process, and some engines fork after the start. */
static void start_process(void)
{
	static int started;

	if (!started++)
		host_start();
}

/* An engine begins with an input of a byte, which is nobody's. */
static bool is_mine(const uint8_t *bytes, size_t size)
{
	bool described = size && bytes[0] & HEAD_DESCRIBED;

	return described == (kind == TARGET_MACHINES) || (kind == TARGET_MACHINES && size <= 1);
}

/* Operations of scenarios do what is known to go wrong, or what takes long. */
static bool is_scenario(const struct program *p)
{
	unsigned int i;

	for (i = 0; i < p->ops; i++)
		if (ops[p->op[i].code].text_only)
			return true;
	return false;
}

bool target_run(const uint8_t *bytes, size_t size)
{
	static struct program p;
	struct run_result result;

	if (!is_mine(bytes, size))
		return false;
	start_process();
	program_decode(&p, bytes, size);
	if (is_scenario(&p))
		return false;
	run_program(&p, &options, &result);
	/* A sanitizer that was built to recover came back. */
	if (verdict->unknown)
		abort();
	return true;
}
