// SPDX-License-Identifier: GPL-2.0
/*
 * libfuzzer.c - the fuzz target for libFuzzer and engines with its interface; see target.h.
 *
 * Its inputs change by lang/mutate.c; the engine's own mutator of bytes is one operator of it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/mutate.h"
#include "target/target.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size, uint8_t *out,
				 size_t max_size, unsigned int seed);
/* The engine's; other engines do not have it. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size) __attribute__((weak));

static struct mutator mutator = {.described = MMFUZZ_TARGET == TARGET_MACHINES};

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *off = getenv("MMFUZZ_MUTATE_OFF");

	(void)argc;
	(void)argv;
	mutator.bytes = LLVMFuzzerMutate;
	if (off && !mutate_off(off, &mutator.off)) {
		fprintf(stderr, "mmfuzz: MMFUZZ_MUTATE_OFF: '%s': no such operators; 'all', or of lang/mutate.c\n",
			off);
		exit(2);
	}
	target_start(MMFUZZ_TARGET);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* -1: not to be kept. */
	return target_run(data, size) ? 0 : -1;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	const struct mutate_input in = {data, size};

	if (mutate_is_off(&mutator) && mutator.bytes)
		return mutator.bytes(data, size, max_size);
	mutator.max_bytes = max_size;
	return mutate_bytes(&in, NULL, data, seed, &mutator);
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size, uint8_t *out,
				 size_t max_size, unsigned int seed)
{
	const struct mutate_input in = {a, a_size}, other = {b, b_size};

	if (mutate_is_off(&mutator)) {
		memcpy(out, a, a_size < max_size ? a_size : max_size);
		return LLVMFuzzerCustomMutator(out, a_size < max_size ? a_size : max_size, max_size, seed);
	}
	mutator.max_bytes = max_size;
	return mutate_bytes(&in, &other, out, seed, &mutator);
}
