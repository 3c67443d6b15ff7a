// SPDX-License-Identifier: GPL-2.0
/* target.c - what every fuzzing engine drives, see target.h. */
#include <stdio.h>
#include <stdlib.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "lang/ops.h"
#include "mmcore/core.h"
#include "run/run.h"
#include "target/target.h"
#include "watch/report.h"

static struct run_options options;

_Noreturn static void give_up(const char *what, const char *why)
{
	fprintf(stderr, "mmfuzz: %s%s\n", what, why);
	exit(2);
}

/* Every operation once on every machine: what is read only the first time (boot, the map of blocks) is read now. */
static void warm_up(void)
{
	static struct program p;
	struct run_result result;
	unsigned int i;

	for (i = 0; i < OP_COUNT; i++)
		p.op[p.ops++].code = i;
	for (i = 0; i < core_machines(); i++) {
		p.machine = i;
		run_program(&p, &options, &result);
		if (!result.booted)
			give_up("cannot boot machine ", core_machine(i)->name);
	}
}

void target_start(void)
{
	const char *walk = getenv("MMFUZZ_WALK");
	char error[256], *end;

	if (walk) {
		options.walk_every = strtoul(walk, &end, 10);
		if (*end || !options.walk_every || options.walk_every > WALK_AT_END)
			give_up("MMFUZZ_WALK must be a number from 1 on, not ", walk);
	}
	host_connect();
	if (!verdict_load_known(NULL, error, sizeof(error)))
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

void target_run(const uint8_t *bytes, size_t size)
{
	static struct program p;
	struct run_result result;

	start_process();
	program_decode(&p, bytes, size);
	run_program(&p, &options, &result);
	/* A sanitizer that was built to recover came back. */
	if (verdict->unknown)
		abort();
}
