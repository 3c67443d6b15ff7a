// SPDX-License-Identifier: GPL-2.0
/* libfuzzer.c - the fuzz target for libFuzzer and engines with its interface; see target.h. */
#include "target/target.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	target_start(MMFUZZ_TARGET);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* -1: not to be kept. */
	return target_run(data, size) ? 0 : -1;
}
