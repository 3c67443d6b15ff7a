// SPDX-License-Identifier: GPL-2.0
/*
 * report.c - printk, BUG, WARN, panic and taint: everything the kernel has to say goes to the host.
 *
 * Each WARN counts, not only the first; the kernel's once-flags are cleared before every operation (sim_report_reset).
 * bad_page() falls silent after 60 reports but always sets its taint, so the taint is what is reported.
 *
 * Kind: deliberately different
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/panic.h>
#include <linux/string.h>
#include <linux/sched/debug.h>

#include "sim.h"

const struct core_host *sim_host __nosave;

/* Bounds of the once-flags, from the linker script of the kernel side. */
extern char sim_once_start[], sim_once_end[];

#define DUMP_MARK "page dumped because: "

static char line[512];
/* Why the last page was dumped: what bad_page() found. */
static char bad_reason[64];
/* Text of the WARN that is being raised, if it has one. */
static const char *warn_text;

int panic_on_warn, panic_timeout, oops_in_progress;
enum system_states system_state;

void sim_report_reset(void)
{
	sim_raw_fill(sim_once_start, 0, sim_once_end - sim_once_start);
}

void sim_report(enum core_report kind, const char *func, const char *what)
{
	sim_host->report(kind, func, "", 0, what);
}

_Noreturn void sim_unreached(const char *func)
{
	sim_host->report(CORE_REPORT_SHIM, func, "shims/unreached.c", 0,
			 "reached a kernel service that no shim supplies");
	sim_host->stop();
}

/* Says where in the tree: "mm/cma.c", whatever the tree's own path. */
static const char *in_tree(const char *file)
{
	const char *p = file, *cut = file;

	for (; *p; p++)
		if (!strncmp(p, "/mm/", 4) || !strncmp(p, "/kernel/", 8) || !strncmp(p, "/lib/", 5) ||
		    !strncmp(p, "/include/", 9) || !strncmp(p, "/drivers/", 9) || !strncmp(p, "/fs/", 4))
			cut = p + 1;
	return cut;
}

_Noreturn void sim_bug(const char *func, const char *file, int where)
{
	sim_host->report(CORE_REPORT_BUG, func, in_tree(file), where, "BUG");
	sim_host->stop();
}

void sim_warn(const char *func, const char *file, int where, int flags)
{
	const char *what = warn_text ? warn_text : "WARN";

	warn_text = NULL;
	sim_host->report(CORE_REPORT_WARN, func, in_tree(file), where, what);
}

/* The line is all CPUs'. */
static void vprint(const char *fmt, va_list args)
{
	const char *text = line;
	int n;

	sim_race_aside(true);
	n = vscnprintf(line, sizeof(line), fmt, args);
	/* the level mark, two bytes */
	if (n >= 2 && text[0] == '\001') {
		text += 2;
		n -= 2;
	}
	if (strstarts(text, DUMP_MARK))
		strscpy(bad_reason, text + strlen(DUMP_MARK), sizeof(bad_reason));
	sim_race_aside(false);
	sim_host->print(text, n);
}

void __warn_printk(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprint(fmt, args);
	va_end(args);
	warn_text = line;
}

int _printk(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprint(fmt, args);
	va_end(args);
	return 0;
}

/* The console is never in the way. */
int _printk_deferred(const char *fmt, ...) __alias(_printk);

void panic(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprint(fmt, args);
	va_end(args);
	sim_host->report(CORE_REPORT_PANIC, "panic", "", 0, line);
	sim_host->stop();
}

void add_taint(unsigned int flag, enum lockdep_ok lockdep_ok)
{
	if (flag == TAINT_BAD_PAGE)
		sim_host->report(CORE_REPORT_BAD_PAGE, "bad_page", "mm/page_alloc.c", 0, strim(bad_reason));
}

/* The host's tools unwind; a kernel stack in the log would hold addresses. */
void dump_stack(void)
{
}

void __printk_deferred_enter(void)
{
}

void __printk_deferred_exit(void)
{
}
