// SPDX-License-Identifier: GPL-2.0
/*
 * sanitizer.c - turns reports of AddressSanitizer and UBSan into findings.
 *
 * The runtimes call hooks of fixed names just before they print.  Their own functions are declared weak, so that builds
 * without a sanitizer link.  Unless it was built to recover, the process ends after the report; who needs more than its
 * own life for a verdict keeps it in shared memory (child.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "finding/verdict.h"
#include "host/sanitizer.h"
#include "host/stack.h"
#include "host/symbol.h"

#define WEAK __attribute__((weak))

WEAK void __asan_init(void);
WEAK void __sanitizer_set_death_callback(void (*last)(void));
WEAK void *__asan_get_report_pc(void);
WEAK const char *__asan_get_report_description(void);
WEAK void __ubsan_get_current_report_data(const char **kind, const char **message, const char **file,
					  unsigned int *line, unsigned int *column, char **address);

/* Names that the runtimes look for. */
const char *__asan_default_options(void);
void __asan_on_error(void);
void __ubsan_on_report(void);

static bool quiet;

/*
 * What ASAN_OPTIONS says goes before this.  All that the harness takes from malloc() it takes once, so a small
 * quarantine holds as much of it as a large one, which an engine's own blocks would fill (256 MB by default).  For the
 * same reason nothing can leak; what the kernel side loses is B9's and B13's to see, since its memory is not
 * malloc()'s.
 */
const char *__asan_default_options(void)
{
	return "quarantine_size_mb=8:thread_local_quarantine_size_kb=64:detect_leaks=0";
}

bool sanitizer_present(void)
{
	return __asan_init;
}

void sanitizer_start(void)
{
}

void sanitizer_on_death(void (*last)(void))
{
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(last);
}

void sanitizer_quiet(void)
{
	quiet = true;
}

/* Nobody would read the rest of the report, and symbolizing it takes most of the time of a campaign. */
static void report_noted(void)
{
	if (quiet)
		_exit(1);
}

void __asan_on_error(void)
{
	const char *what = __asan_get_report_description ? __asan_get_report_description() : NULL;
	char signature[VERDICT_SIGNATURE], prefix[VERDICT_SIGNATURE / 2], func[64] = "unknown";

	/* The pc is that behind the call of the report, which may lie behind the function. */
	if (__asan_get_report_pc)
		symbol_name((unsigned long)__asan_get_report_pc() - 1, func, sizeof(func));
	snprintf(prefix, sizeof(prefix), "asan:%s", what ? what : "error");
	verdict_signature(signature, prefix, func);
	stack_note(signature);
	verdict_add(VERDICT_DYING, signature, "AddressSanitizer: %s in %s", what ? what : "error", func);
	report_noted();
}

void __ubsan_on_report(void)
{
	const char *kind = NULL, *message = NULL, *file = NULL, *base;
	unsigned int line = 0, column = 0;
	char signature[VERDICT_SIGNATURE], *address = NULL;

	if (__ubsan_get_current_report_data)
		__ubsan_get_current_report_data(&kind, &message, &file, &line, &column, &address);
	kind = kind ? kind : "error";
	file = file ? file : "unknown";
	base = strrchr(file, '/');
	base = base ? base + 1 : file;
	snprintf(signature, sizeof(signature), "ubsan:%s:%s", kind, base);
	stack_note(signature);
	verdict_add(VERDICT_DYING, signature, "UBSan: %s at %s:%u", message ? message : kind, base, line);
	report_noted();
}
