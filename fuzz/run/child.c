// SPDX-License-Identifier: GPL-2.0
/* child.c - runs programs in a child process, see child.h. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/sanitizer.h"
#include "run/child.h"

void *child_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory != MAP_FAILED)
		return memory;
	fprintf(stderr, "mmfuzz: no memory: %s\n", strerror(errno));
	return NULL;
}

void child_forget(void *memory, size_t size)
{
	munmap(memory, size);
}

void child_attach(struct outcome *out)
{
	verdict_use(out ? &out->verdict : NULL);
	host_log_use(out ? &out->log : NULL);
	host_start();
}

/* Of the variant cov: writes the profile, which else is done by exit(). */
extern int __llvm_profile_write_file(void) __attribute__((weak));

_Noreturn static void child_main(void (*work)(void *arg), void *arg, struct outcome *out, bool quiet)
{
	int null;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (quiet) {
		null = open("/dev/null", O_WRONLY);
		if (null >= 0)
			dup2(null, STDERR_FILENO);
		sanitizer_quiet();
	}
	child_attach(out);
	work(arg);
	fflush(NULL);
	if (__llvm_profile_write_file)
		__llvm_profile_write_file();
	_exit(0);
}

/* A reader who has gone is no finding: this process ends as its child did. */
static void add_death(struct verdict *v, int status)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE)
		raise(SIGPIPE);
	verdict_use(v);
	if (WIFSIGNALED(status)) {
		char signature[VERDICT_SIGNATURE];

		verdict_signature(signature, "crash", sigabbrev_np(WTERMSIG(status)));
		verdict_add(VERDICT_PLAIN, signature, "the process died: %s", strsignal(WTERMSIG(status)));
	} else {
		verdict_add(VERDICT_PLAIN, "crash:exit", "the process ended with status %d", WEXITSTATUS(status));
	}
	verdict_use(NULL);
}

static void forget(struct outcome *out)
{
	out->verdict = (struct verdict){.at = VERDICT_AT_BOOT, .op = "boot"};
	out->log.written = 0;
	out->result = (struct run_result){0};
}

/* What a child has ended with is a finding if it had none. */
static bool await(pid_t pid, struct outcome *out)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	if (status && !out->verdict.findings)
		add_death(&out->verdict, status);
	return true;
}

bool child_do(void (*work)(void *arg), void *arg, struct outcome *out, bool quiet)
{
	pid_t pid;

	forget(out);
	fflush(NULL);
	pid = host_fork();
	if (pid < 0)
		return false;
	if (!pid)
		child_main(work, arg, out, quiet);
	return await(pid, out);
}

struct job {
	const struct program *program;
	const struct run_options *options;
	struct run_result *result;
};

static void run_job(void *arg)
{
	const struct job *job = arg;

	run_program(job->program, job->options, job->result);
}

bool child_run(const struct program *p, const struct run_options *options, struct outcome *out, bool quiet)
{
	struct job job = {p, options, &out->result};

	return child_do(run_job, &job, out, quiet);
}

/* ---------------------------------------------------------------- one program after the other */

/* In memory that both share. */
struct child_job {
	struct run_options options;
	size_t size;
	uint8_t bytes[CHILD_BYTES];
};

struct series {
	int socket;
	struct child_job *job;
	struct outcome *out;
};

/* A byte from the parent is a program, a byte back is its end. */
static void run_series(void *arg)
{
	static struct program p;
	struct series *series = arg;
	char byte;

	while (read(series->socket, &byte, 1) == 1) {
		program_decode(&p, series->job->bytes, series->job->size);
		run_program(&p, &series->job->options, &series->out->result);
		if (write(series->socket, &byte, 1) != 1)
			break;
	}
}

static bool begin_series(struct child *c, struct outcome *out)
{
	struct series series = {.job = c->job, .out = out};
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return false;
	fflush(NULL);
	c->pid = host_fork();
	if (!c->pid) {
		close(ends[0]);
		series.socket = ends[1];
		child_main(run_series, &series, out, true);
	}
	close(ends[1]);
	c->socket = ends[0];
	if (c->pid > 0)
		return true;
	close(ends[0]);
	c->pid = 0;
	return false;
}

void child_end(struct child *c)
{
	if (!c->pid)
		return;
	close(c->socket);
	while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
		;
	c->pid = 0;
}

/* The child's byte; none: it has ended. */
static bool is_done(struct child *c)
{
	ssize_t got;
	char byte;

	do
		got = recv(c->socket, &byte, 1, 0);
	while (got < 0 && errno == EINTR);
	return got == 1;
}

bool child_next(struct child *c, const struct program *p, const struct run_options *options, struct outcome *out)
{
	uint8_t *bytes;
	pid_t pid;

	if (!c->job)
		c->job = child_memory(sizeof(*c->job));
	if (!c->job || program_size(p) > CHILD_BYTES || (!c->pid && !begin_series(c, out)))
		return false;
	forget(out);
	bytes = program_encode(p, &c->job->size);
	memcpy(c->job->bytes, bytes, c->job->size);
	free(bytes);
	c->job->options = *options;
	if (send(c->socket, "", 1, MSG_NOSIGNAL) == 1 && is_done(c))
		return true;
	close(c->socket);
	pid = c->pid;
	c->pid = 0;
	return await(pid, out);
}
