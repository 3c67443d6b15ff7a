// SPDX-License-Identifier: GPL-2.0
/*
 * afl.c - the fuzz target for AFL++: persistent mode, test cases in shared memory.
 *
 * Does by hand what afl-cc's macros __AFL_FUZZ_INIT, __AFL_INIT and __AFL_LOOP do, since the kernel side is compiled by
 * a plain clang with -fsanitize-coverage=trace-pc-guard; links with AFL++'s afl-compiler-rt.o.  Without afl-fuzz it
 * runs one input from standard input.
 */
#include <unistd.h>

#include "target/target.h"

enum {
	ROUNDS = 100000, /* inputs that one process runs */
	INPUT_MAX = 1 << 16,
};

/* Given by the runtime. */
extern unsigned int *__afl_fuzz_len;
extern unsigned char *__afl_fuzz_ptr;
int __afl_persistent_loop(unsigned int rounds);
void __afl_manual_init(void);

/* Asks the runtime for test cases in shared memory. */
int __afl_sharedmem_fuzzing = 1;

/* afl-fuzz looks for these in the binary. */
static const char persistent[] __attribute__((used)) = "##SIG_AFL_PERSISTENT##";
static const char deferred[] __attribute__((used)) = "##SIG_AFL_DEFER_FORKSRV##";

int main(void)
{
	static unsigned char input[INPUT_MAX];
	ssize_t size;

	target_start(MMFUZZ_TARGET);
	__afl_manual_init();
	while (__afl_persistent_loop(ROUNDS)) {
		if (__afl_fuzz_ptr) {
			target_run(__afl_fuzz_ptr, *__afl_fuzz_len);
			continue;
		}
		size = read(STDIN_FILENO, input, sizeof(input));
		target_run(input, size > 0 ? size : 0);
	}
	return 0;
}
