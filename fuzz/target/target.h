/* SPDX-License-Identifier: GPL-2.0 */
/*
 * target.h - what every fuzzing engine drives: bytes in, an abort on an unknown finding.
 *
 * Environment: MMFUZZ_WALK=K for the w-class checks every K operations, MMFUZZ_KNOWN=FILE for the known findings (empty
 * for none).
 */
#ifndef MMFUZZ_TARGET_H
#define MMFUZZ_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an engine is to look for: the same bytes are the same program for both. */
enum target {
	TARGET_OPS, /* operations on machines with names */
	TARGET_MACHINES, /* machines that are described, their boot and what came up; the walk comes at the end */
};

/*
 * Boots every machine and tries every operation, so that no input is the first one.  To be called once, before the
 * engine counts coverage.  Exits with status 2 if it cannot.
 */
void target_start(enum target target);
/* Runs a program; false: it is of the other target's kind or a scenario, and was not run. */
bool target_run(const uint8_t *bytes, size_t size);

#endif
