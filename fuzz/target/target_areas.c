// SPDX-License-Identifier: GPL-2.0
/* target_areas.c - the target fuzz_areas, for every engine: bytes are a machine's description (areas.h). */
#include <stdio.h>
#include <stdlib.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "run/areas_run.h"
#include "target/target.h"
#include "watch/report.h"

static struct run_options options = {.walk_every = WALK_AT_END};

static void start_process(void)
{
	static int started;

	if (!started++)
		host_start();
}

static void run(const uint8_t *bytes, size_t size)
{
	static struct areas a;
	struct run_result result;

	areas_decode(&a, bytes, size);
	areas_run(&a, &options, &result);
}

void target_start(void)
{
	char error[256];

	host_connect();
	if (!verdict_load_known(NULL, error, sizeof(error))) {
		fprintf(stderr, "mmfuzz: known findings: %s\n", error);
		exit(2);
	}
	/* The simplest machine, so that what the first boot alone does is done. */
	run(NULL, 0);
	verdict_set_fatal(report_finding);
}

void target_run(const uint8_t *bytes, size_t size)
{
	start_process();
	run(bytes, size);
	if (verdict->unknown)
		abort();
}
