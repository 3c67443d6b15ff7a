/* SPDX-License-Identifier: GPL-2.0 */
/*
 * progress.h - long work at a terminal: a line twice a second, and the first Ctrl-C asks the work to stop, the second
 * ends it.
 */
#ifndef MMFUZZ_PROGRESS_H
#define MMFUZZ_PROGRESS_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

/*
 * line writes the line, from a signal handler: snprintf() of what is in memory and no more.  *stop becomes 1 when the
 * work is to end; where children have a part in it, it lies in memory that they share.
 */
void progress_start(int (*line)(char *text, size_t size), volatile sig_atomic_t *stop);
void progress_stop(void);
/* Since the start. */
double progress_seconds(void);
double progress_rate(uint64_t count);

#endif
