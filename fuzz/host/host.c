// SPDX-License-Identifier: GPL-2.0
/*
 * host.c - the services of struct core_host, and watches over the run, see host.h.
 *
 * A hang is the kernel side's to report, by its steps: no time decides.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "host/sanitizer.h"
#include "host/stack.h"
#include "host/symbol.h"
#include "mmcore/core.h"

enum {
	STACK_BYTES = 1 << 16,
};

static struct host_log own_log;
static struct host_log *log_ring = &own_log;

static struct {
	jmp_buf jump;
	volatile sig_atomic_t entered;
} host;

jmp_buf *host_enter(void)
{
	log_ring->written = 0;
	host.entered = 1;
	return &host.jump;
}

void host_leave(void)
{
	host.entered = 0;
}

__attribute__((noreturn)) static void leave_by_jump(void)
{
	if (!host.entered) {
		host_log_print(stderr, HOST_LOG);
		fprintf(stderr, "mmfuzz: the kernel stopped outside of a program\n");
		abort();
	}
	host.entered = 0;
	longjmp(host.jump, 1);
}

/* From the stack of a virtual CPU by way of that of its caller. */
__attribute__((noreturn)) static void host_stop(void)
{
	core_lanes_leave();
	leave_by_jump();
}

/* ---------------------------------------------------------------- the kernel log */

void host_log_use(struct host_log *log)
{
	log_ring = log ? log : &own_log;
}

static void host_print(const char *text, unsigned int len)
{
	unsigned int at, part;

	if (len > HOST_LOG) {
		text += len - HOST_LOG;
		len = HOST_LOG;
	}
	at = log_ring->written % HOST_LOG;
	part = len < HOST_LOG - at ? len : HOST_LOG - at;
	memcpy(log_ring->ring + at, text, part);
	memcpy(log_ring->ring, text + part, len - part);
	log_ring->written += len;
}

bool host_log_has(const char *text)
{
	unsigned long end = log_ring->written, at = end < HOST_LOG ? 0 : end - HOST_LOG;
	size_t same = 0;

	for (; at < end && text[same]; at++) {
		char c = log_ring->ring[at % HOST_LOG];

		same = c == text[same] ? same + 1 : c == text[0];
	}
	return !text[same];
}

void host_log_print(FILE *f, unsigned long bytes)
{
	unsigned long end = log_ring->written, at, kept = end < HOST_LOG ? end : HOST_LOG;

	at = end - (bytes < kept ? bytes : kept);
	while (at && at < end && log_ring->ring[(at - 1) % HOST_LOG] != '\n')
		at++;
	for (; at < end; at++)
		putc(log_ring->ring[at % HOST_LOG], f);
	if (end && log_ring->ring[(end - 1) % HOST_LOG] != '\n')
		putc('\n', f);
}

/* ---------------------------------------------------------------- reports of the kernel side */

static const char *const prefixes[] = {
	[CORE_REPORT_WARN] = "warn",	     [CORE_REPORT_BUG] = "bug",	  [CORE_REPORT_PANIC] = "panic",
	[CORE_REPORT_BAD_PAGE] = "bad_page", [CORE_REPORT_LOCK] = "lock", [CORE_REPORT_ATOMIC] = "atomic",
	[CORE_REPORT_HANG] = "hang",	     [CORE_REPORT_SHIM] = "shim",
};

static int first_line(const char *text)
{
	size_t length = strcspn(text, "\n");

	return length < 160 ? (int)length : 160;
}

static void host_report(enum core_report kind, const char *func, const char *file, int line, const char *what)
{
	char signature[VERDICT_SIGNATURE];
	const char *name;

	what = what ? what : "";
	func = func ? func : "";
	name = *func ? func : what;
	if (kind == CORE_REPORT_BAD_PAGE || kind == CORE_REPORT_PANIC)
		name = what;
	verdict_signature(signature, prefixes[kind], name);
	stack_note(signature);
	if (file && *file)
		verdict_add(VERDICT_PLAIN, signature, "%.*s, in %s at %s:%d", first_line(what), what, func, file, line);
	else
		verdict_add(VERDICT_PLAIN, signature, "%.*s, in %s", first_line(what), what, func);
	/* What is known to be beyond repair before there is a machine is not waited for. */
	if (host.entered && verdict->over && !verdict->unknown && verdict->at == VERDICT_AT_BOOT)
		leave_by_jump();
}

static void describe_word(char *text, size_t size, const struct core_race *r)
{
	if (r->pfn == CORE_NO_PFN)
		symbol_data(r->address, text, size);
	else
		snprintf(text, size, "struct page of 0x%lx+%u", r->pfn, r->offset);
}

/* Values, unless they may be addresses. */
static void describe_change(char *text, size_t size, const struct core_race *r)
{
	if (r->reads.bytes < sizeof(void *))
		snprintf(text, size, "0x%lx becomes 0x%lx", r->before, r->after);
	else
		snprintf(text, size, "another value in bits 0x%lx", r->before ^ r->after);
}

static void host_race(const struct core_race *r)
{
	char signature[VERDICT_SIGNATURE], reads[64], writes[64], word[96], change[64];

	describe_change(change, sizeof(change), r);
	symbol_name((unsigned long)r->reads.pc, reads, sizeof(reads));
	symbol_name((unsigned long)r->writes.pc, writes, sizeof(writes));
	describe_word(word, sizeof(word), r);
	snprintf(signature, sizeof(signature), "race:%s,%s", reads, writes);
	stack_note_race(signature, r->reads.cpu);
	verdict_add(VERDICT_PLAIN, signature,
		    "CPU %u is about to read %u bytes (%s) in %s%s, CPU %u writes %u in %s%s: %s", r->reads.cpu,
		    r->reads.bytes, word, reads, r->asserted ? ", which says that nobody writes" : "", r->writes.cpu,
		    r->writes.bytes, writes, r->writes.marked ? ", marked" : "", change);
}

static void *host_map(unsigned long addr, unsigned long len)
{
	void *want = (void *)addr, *got;

	got = mmap(want, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE,
		   -1, 0);
	if (got == want)
		return got;
	if (got != MAP_FAILED) {
		munmap(got, len);
		errno = EEXIST;
	}
	fprintf(stderr, "mmfuzz: cannot map %lu KiB of simulated memory at 0x%lx: %s\n", len >> 10, addr,
		strerror(errno));
	return NULL;
}

static void host_dense(void *addr, unsigned long len)
{
	/* Where the host has no large pages small ones do. */
	madvise(addr, len, MADV_HUGEPAGE);
}

static void host_drop(void *addr, unsigned long len)
{
	if (madvise(addr, len, MADV_DONTNEED))
		fprintf(stderr, "mmfuzz: cannot give back %lu KiB of simulated memory: %s\n", len >> 10,
			strerror(errno));
}

/* ---------------------------------------------------------------- faults */

static unsigned long fault_pc(const void *context)
{
	const ucontext_t *uc = context;

#if defined(__x86_64__)
	return uc->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
	return uc->uc_mcontext.pc;
#else
	return uc ? 0 : 0;
#endif
}

static void on_fault(int sig, siginfo_t *info, void *context)
{
	char signature[VERDICT_SIGNATURE], func[64];
	const char *kind = sig == SIGFPE ? "fpe" : sig == SIGILL ? "ill" : sig == SIGBUS ? "bus" : "segv";

	if (!host.entered || info->si_code <= 0) {
		/* Nothing that a program did. */
		signal(sig, SIG_DFL);
		raise(sig);
		return;
	}
	symbol_name(fault_pc(context), func, sizeof(func));
	verdict_signature(signature, kind, func);
	stack_note(signature);
	verdict_add(VERDICT_PLAIN, signature, "%s in %s", strsignal(sig), func);
	core_lanes_forget();
	leave_by_jump();
}

/* SA_NODEFER since the handler leaves by longjmp(), which does not restore the signal mask. */
static void install_handlers(void)
{
	static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE};
	struct sigaction fault = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
	unsigned int i;

	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		sigaction(faults[i], &fault, NULL);
}

void host_connect(void)
{
	static const struct core_host services = {
		.print = host_print,
		.report = host_report,
		.race_write = stack_note_write,
		.race = host_race,
		.stop = host_stop,
		.map = host_map,
		.dense = host_dense,
		.drop = host_drop,
	};

	core_set_host(&services);
}

pid_t host_fork(void)
{
	return _Fork();
}

void host_start(void)
{
	static char stack[STACK_BYTES];
	stack_t alt = {.ss_sp = stack, .ss_size = sizeof(stack)};

	host_connect();
	sanitizer_start();
	sigaltstack(&alt, NULL);
	install_handlers();
}
