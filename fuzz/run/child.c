// SPDX-License-Identifier: GPL-2.0
/* child.c - runs programs in a child process, see child.h. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
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

static void add_death(struct verdict *v, int status)
{
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

bool child_do(void (*work)(void *arg), void *arg, struct outcome *out, bool quiet)
{
	int status = 0;
	pid_t pid;

	out->verdict = (struct verdict){.at = VERDICT_AT_BOOT, .op = "boot"};
	out->log.written = 0;
	out->result = (struct run_result){0};
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		return false;
	if (!pid)
		child_main(work, arg, out, quiet);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	if (status && !out->verdict.findings)
		add_death(&out->verdict, status);
	return true;
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
