// SPDX-License-Identifier: GPL-2.0
/*
 * host.c - implements core.h's core_host_* and watches over the run, see host.h.
 *
 * The timer counts the process's own CPU time, so that a loaded machine makes no hang.  It is only the backstop of the
 * core's step budget; its signature is the operation, not the place, since the place is chance.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <ucontext.h>

#include "core.h"
#include "host.h"
#include "sanitizer.h"
#include "symbol.h"
#include "verdict.h"

enum {
	TICK_MS = 250,
	HANG_MS = 2000, /* CPU time of one program */
	HANG_MS_SANITIZED = 8000,
	STACK_BYTES = 1 << 16,
};

static struct host_log own_log;
static struct host_log *log_ring = &own_log;

static struct {
	jmp_buf jump;
	volatile sig_atomic_t entered;
	volatile sig_atomic_t ticks;
	sig_atomic_t tick_limit;
} host;

jmp_buf *host_enter(void)
{
	log_ring->written = 0;
	host.ticks = 0;
	host.entered = 1;
	return &host.jump;
}

void host_more_time(void)
{
	host.ticks = 0;
}

void host_leave(void)
{
	host.entered = 0;
}

_Noreturn static void leave_by_jump(void)
{
	if (!host.entered) {
		host_log_print(stderr, HOST_LOG);
		fprintf(stderr, "mmfuzz: the kernel stopped outside of a program\n");
		abort();
	}
	host.entered = 0;
	longjmp(host.jump, 1);
}

/* ---------------------------------------------------------------- the kernel log */

void host_log_use(struct host_log *log)
{
	log_ring = log ? log : &own_log;
}

void core_host_print(const char *text, unsigned int len)
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

void core_host_report(enum core_report kind, const char *func, const char *file, int line, const char *what)
{
	char signature[VERDICT_SIGNATURE];
	const char *name;

	what = what ? what : "";
	func = func ? func : "";
	name = *func ? func : what;
	if (kind == CORE_REPORT_HANG)
		name = verdict_op();
	if (kind == CORE_REPORT_BAD_PAGE || kind == CORE_REPORT_PANIC)
		name = what;
	verdict_signature(signature, prefixes[kind], name);
	if (file && *file)
		verdict_add(VERDICT_PLAIN, signature, "%.*s, in %s at %s:%d", first_line(what), what, func, file, line);
	else
		verdict_add(VERDICT_PLAIN, signature, "%.*s, in %s", first_line(what), what, func);
	/* What is known to be beyond repair before there is a machine is not waited for. */
	if (host.entered && verdict->over && !verdict->unknown && verdict->at == VERDICT_AT_BOOT)
		leave_by_jump();
}

void core_host_stop(void)
{
	leave_by_jump();
}

void *core_host_map(unsigned long addr, unsigned long len)
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

void core_host_drop(void *addr, unsigned long len)
{
	if (madvise(addr, len, MADV_DONTNEED))
		fprintf(stderr, "mmfuzz: cannot give back %lu KiB of simulated memory: %s\n", len >> 10,
			strerror(errno));
}

/* ---------------------------------------------------------------- faults and hangs */

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
	verdict_add(VERDICT_PLAIN, signature, "%s in %s", strsignal(sig), func);
	leave_by_jump();
}

static void on_tick(int sig)
{
	char signature[VERDICT_SIGNATURE];

	(void)sig;
	if (!host.entered || ++host.ticks < host.tick_limit)
		return;
	verdict_signature(signature, "hang", verdict_op());
	verdict_add(VERDICT_PLAIN, signature, "%u ms of CPU time used up", host.tick_limit * TICK_MS);
	leave_by_jump();
}

/* SA_NODEFER since these handlers leave by longjmp(), which does not restore the signal mask. */
static void install_handlers(void)
{
	static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE};
	struct sigaction fault = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
	struct sigaction tick = {.sa_handler = on_tick, .sa_flags = SA_ONSTACK | SA_NODEFER | SA_RESTART};
	unsigned int i;

	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		sigaction(faults[i], &fault, NULL);
	sigaction(SIGVTALRM, &tick, NULL);
}

void host_start(void)
{
	static char stack[STACK_BYTES];
	stack_t alt = {.ss_sp = stack, .ss_size = sizeof(stack)};
	struct itimerval timer = {{0, TICK_MS * 1000}, {0, TICK_MS * 1000}};

	sanitizer_start();
	host.tick_limit = (sanitizer_present() ? HANG_MS_SANITIZED : HANG_MS) / TICK_MS;
	sigaltstack(&alt, NULL);
	install_handlers();
	setitimer(ITIMER_VIRTUAL, &timer, NULL);
}
