/* SPDX-License-Identifier: GPL-2.0 */
/*
 * child.h - runs programs in a child process, so that a sanitizer's report or a crash ends the child alone.
 *
 * What the run found lies in memory that both share, so it outlives the child.
 */
#ifndef MMFUZZ_CHILD_H
#define MMFUZZ_CHILD_H

#include <stddef.h>
#include <sys/types.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "run/run.h"

struct outcome {
	struct verdict verdict;
	struct run_result result;
	struct host_log log;
};

/* Zeroed memory that children share with this process; NULL after a message. */
void *child_memory(size_t size);
void child_forget(void *memory, size_t size);

/* Turns this process into one that runs programs and leaves what it finds in `out`; NULL goes back to the own memory.
 */
void child_attach(struct outcome *out);

/*
 * Runs `work` in a child; quiet: the child's stderr is thrown away.  If the child dies without an own finding,
 * that is added to out->verdict.  Returns false if there could be no child (errno).
 */
bool child_do(void (*work)(void *arg), void *arg, struct outcome *out, bool quiet);

/* Runs one program in a child. */
bool child_run(const struct program *p, const struct run_options *options, struct outcome *out, bool quiet);

/*
 * A child that runs one program after the other, and is replaced where one ends it: a hundred times quicker than a
 * child for each.  All zero at first.
 */
struct child {
	int socket;
	pid_t pid; /* 0: there is none */
	struct child_job *job;
};

/* As child_run(), quiet, with a program of CHILD_BYTES at most. */
enum {
	CHILD_BYTES = 1 << 20,
};
bool child_next(struct child *c, const struct program *p, const struct run_options *options, struct outcome *out);
void child_end(struct child *c);

#endif
