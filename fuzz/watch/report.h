/* SPDX-License-Identifier: GPL-2.0 */
/* report.h - a finding with the program that has it, on stderr: what an engine leaves of a process that it ends. */
#ifndef MMFUZZ_REPORT_H
#define MMFUZZ_REPORT_H

#include "finding/verdict.h"

/* For verdict_set_fatal(): may run inside a sanitizer's report. */
void report_finding(const struct finding *f);

#endif
