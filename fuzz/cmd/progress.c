// SPDX-License-Identifier: GPL-2.0
/* progress.c - a line of progress, and Ctrl-C, see progress.h. */
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "cmd/progress.h"

enum {
	PROGRESS_MS = 500,
	LINE_BYTES = 160,
};

static int (*progress_line)(char *text, size_t size);
static volatile sig_atomic_t *progress_stopped;
static struct timespec began;

double progress_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - began.tv_sec + (now.tv_nsec - began.tv_nsec) / 1e9;
}

double progress_rate(uint64_t count)
{
	double seconds = progress_seconds();

	return seconds > 0 ? count / seconds : 0;
}

/* Ctrl-C reaches the child as well: only the second interrupt of one process is impatience. */
static void on_interrupt(int sig)
{
	static volatile sig_atomic_t interrupted;

	(void)sig;
	if (interrupted)
		_exit(128 + SIGINT);
	interrupted = 1;
	*progress_stopped = 1;
}

static void on_alarm(int sig)
{
	char line[LINE_BYTES] = "\r";
	int length;

	(void)sig;
	length = 1 + progress_line(line + 1, sizeof(line) - 1);
	if (write(STDERR_FILENO, line, length < LINE_BYTES ? length : LINE_BYTES) < 0)
		return;
}

void progress_start(int (*line)(char *text, size_t size), volatile sig_atomic_t *stop)
{
	struct sigaction interrupt = {.sa_handler = on_interrupt, .sa_flags = SA_RESTART};
	struct sigaction alarm_action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
	struct itimerval timer = {{0, PROGRESS_MS * 1000L}, {0, PROGRESS_MS * 1000L}};

	progress_line = line;
	progress_stopped = stop;
	clock_gettime(CLOCK_MONOTONIC, &began);
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGTERM, &interrupt, NULL);
	if (!isatty(STDERR_FILENO))
		return;
	sigaction(SIGALRM, &alarm_action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

void progress_stop(void)
{
	static const struct itimerval off;

	setitimer(ITIMER_REAL, &off, NULL);
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K");
}
