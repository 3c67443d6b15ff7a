/* SPDX-License-Identifier: GPL-2.0 */
/*
 * host.h - what the harness gives the kernel side: memory, the kernel log, a way out after BUG, and the watch for
 * faults.
 */
#ifndef MMFUZZ_HOST_H
#define MMFUZZ_HOST_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

enum {
	HOST_LOG = 1 << 16, /* bytes of the kernel log that are kept, the last ones */
};

struct host_log {
	unsigned long written; /* bytes since the program began */
	char ring[HOST_LOG];
};

/* Gives the kernel side its services; before all that boots or runs. */
void host_connect(void);
/* That, and the handlers of faults.  To be called in every process that runs programs, also after fork(). */
void host_start(void);

/*
 * fork() without the handlers of ASan's runtime, which lock every bucket of its table of stacks and so write 4 MiB in
 * both processes.  They are for other threads that allocate meanwhile: there are none where a
 * child runs programs, and a child that executes something at once does not need them.
 */
pid_t host_fork(void);

/*
 * Where BUG, panic, faults and hangs jump to:
 *	if (!setjmp(*host_enter())) { run; }
 *	host_leave();
 * Entering also empties the log.
 */
jmp_buf *host_enter(void);
void host_leave(void);

/* The log goes to another place (in memory that a parent shares); NULL for the own one. */
void host_log_use(struct host_log *log);
/* Whether the log that is kept holds the text. */
bool host_log_has(const char *text);
/* Prints the last bytes of the log, cut at a line's beginning. */
void host_log_print(FILE *f, unsigned long bytes);

#endif
