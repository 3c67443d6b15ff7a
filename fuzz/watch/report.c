// SPDX-License-Identifier: GPL-2.0
/* report.c - a finding with its program, see report.h. */
#include "host/host.h"
#include "lang/made.h"
#include "lang/text.h"
#include "run/run.h"
#include "watch/report.h"

enum {
	REPORT_OPS = 64, /* operations of the program that a report shows */
	REPORT_LOG = 2048, /* bytes of the kernel log */
};

void report_finding(const struct finding *f)
{
	const struct program *p = run_current();
	unsigned int last, first;

	fprintf(stderr, "mmfuzz: finding %s\n", f->signature);
	if (f->at >= 0)
		fprintf(stderr, "mmfuzz: at operation %d (%s): %s\n", f->at, f->op, f->text);
	else
		fprintf(stderr, "mmfuzz: at %s: %s\n", f->at == VERDICT_AT_END ? "the end" : "boot", f->text);
	host_log_print(stderr, REPORT_LOG);
	if (!p)
		return;
	last = f->at < 0 ? p->ops : (unsigned int)f->at + 1;
	first = last > REPORT_OPS ? last - REPORT_OPS : 0;
	fprintf(stderr, "--- the program up to here\n");
	text_head(stderr, p);
	made_line(stderr);
	if (first)
		fprintf(stderr, "# %u operations before are not shown\n", first);
	text_ops(stderr, p, first, last);
	fprintf(stderr, "---\n");
}
