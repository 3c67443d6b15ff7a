/* SPDX-License-Identifier: GPL-2.0 */
/*
 * target.h - what every fuzzing engine drives: bytes in, an abort on an unknown finding.
 *
 * Environment: MMFUZZ_WALK=K for the w-class checks every K operations, MMFUZZ_KNOWN=FILE for the known findings (empty
 * for none).
 */
#ifndef MMFUZZ_TARGET_H
#define MMFUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

/*
 * Boots every machine and tries every operation, so that no input is the first one.  To be called once, before the
 * engine counts coverage.  Exits with status 2 if it cannot.
 */
void target_start(void);
void target_run(const uint8_t *bytes, size_t size);

#endif
