// SPDX-License-Identifier: GPL-2.0
/*
 * expect.c - the statement "expect": whether what a scenario says is true; the words are lang/expect.h's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "lang/expect.h"
#include "machine/facts.h"
#include "op/common.h"
#include "op/table.h"

enum {
	FILE_BYTES = 1 << 14,
	GOT = 128,
};

/* What a word finds is put into `got`, for the message. */
typedef bool holds(const struct run *r, const char *value, char got[GOT]);

static bool last_done(const struct run *r, const char *value, char got[GOT])
{
	(void)value;
	snprintf(got, GOT, "%s", r->last.skipped ? "it did nothing" : "it failed");
	return r->last.ok && !r->last.skipped;
}

static bool last_failed(const struct run *r, const char *value, char got[GOT])
{
	(void)value;
	snprintf(got, GOT, "%s", r->last.skipped ? "it did nothing" : "it succeeded");
	return !r->last.ok && !r->last.skipped;
}

/* Bytes from the beginning of its area, with a unit. */
static bool last_offset(const struct run *r, const char *value, char got[GOT])
{
	unsigned long long want, at = 0;
	const struct core_area *a;
	char *end;

	if (!parse_bytes(value, &end, &want) || *end) {
		snprintf(got, GOT, "'%s' is no size", value);
		return false;
	}
	for (a = r->machine->area; a < r->machine->area + r->machine->areas; a++) {
		at = (r->last.pfn - a->pfn) << r->build->page_shift;
		if (r->last.ok && r->last.pfn >= a->pfn && r->last.pfn < a->pfn + a->count)
			break;
	}
	if (a == r->machine->area + r->machine->areas) {
		snprintf(got, GOT, "it has no page in an area");
		return false;
	}
	snprintf(got, GOT, "it is %llu KiB", at >> 10);
	return at == want;
}

static bool last_node(const struct run *r, const char *value, char got[GOT])
{
	const struct core_zone *z;

	for (z = r->machine->zone; z < r->machine->zone + r->machine->zones; z++) {
		if (!r->last.ok || r->last.pfn < z->start_pfn || r->last.pfn >= z->end_pfn)
			continue;
		snprintf(got, GOT, "it is on node %d", z->node);
		return z->node == atoi(value);
	}
	snprintf(got, GOT, "it has no page");
	return false;
}

static bool in_log(const struct run *r, const char *value, char got[GOT])
{
	char *log = NULL;
	size_t size;
	FILE *f = open_memstream(&log, &size);
	bool found;

	(void)r;
	if (!f)
		return false;
	host_log_print(f, HOST_LOG);
	fclose(f);
	found = strstr(log, value);
	free(log);
	snprintf(got, GOT, "the kernel has not logged that");
	return found;
}

/* BASE-LAST or BASE+SIZE */
static bool parse_range(const char *value, unsigned long long *base, unsigned long long *size)
{
	char *end;
	bool last;

	if (!parse_bytes(value, &end, base) || !(*end == '-' || *end == '+'))
		return false;
	last = *end == '-';
	if (!parse_bytes(end + 1, &end, size) || *end)
		return false;
	*size -= last ? *base - 1 : 0;
	return true;
}

static bool range_of(const char *value, unsigned long long *base, unsigned long long *size, char got[GOT])
{
	if (parse_range(value, base, size))
		return true;
	snprintf(got, GOT, "'%s' is neither BASE-LAST nor BASE+SIZE", value);
	return false;
}

/* The range is a region that memblock has reserved before the zones are set up. */
static bool is_reserved(const struct run *r, const char *value, char got[GOT])
{
	const struct core_region *region;
	unsigned int count = core_memblock_early(CORE_MEMBLOCK_RESERVED, &region), i;
	unsigned long long base, size;

	(void)r;
	if (!range_of(value, &base, &size, got))
		return false;
	for (i = 0; i < count; i++)
		if (region[i].base == base && region[i].size == size)
			return true;
	snprintf(got, GOT, "no such region among %u", count);
	return false;
}

/* All of the range is not to be mapped; neighbours are one region to memblock. */
static bool is_nomap(const struct run *r, const char *value, char got[GOT])
{
	const struct core_region *region;
	unsigned int count = core_memblock_early(CORE_MEMBLOCK_MEMORY, &region), i;
	unsigned long long base, size, end;

	(void)r;
	if (!range_of(value, &base, &size, got))
		return false;
	for (end = base + size, i = 0; i < count; i++)
		if (region[i].nomap && region[i].base <= base && base < region[i].base + region[i].size)
			base = region[i].base + region[i].size;
	snprintf(got, GOT, "0x%llx is mapped, or no RAM", base);
	return base >= end;
}

/* NAME@BASE+SIZE or NAME@BASE-LAST */
static bool is_area(const struct run *r, const char *value, char got[GOT])
{
	const char *at = strrchr(value, '@');
	unsigned long long base, size;
	const struct core_area *a;

	if (!at || !parse_range(at + 1, &base, &size)) {
		snprintf(got, GOT, "'%s' is not NAME@BASE+SIZE", value);
		return false;
	}
	for (a = r->machine->area; a < r->machine->area + r->machine->areas; a++) {
		if (strlen(a->name) != (size_t)(at - value) || strncmp(a->name, value, at - value))
			continue;
		snprintf(got, GOT, "it is 0x%lx+%luK", a->pfn << r->build->page_shift,
			 a->count << r->build->page_shift >> 10);
		return a->pfn << r->build->page_shift == base && a->count << r->build->page_shift == size;
	}
	snprintf(got, GOT, "there is no such area");
	return false;
}

/* In kB, or with a unit. */
static bool parse_kb(const char *value, unsigned long long *kb)
{
	char *end;

	if (!parse_bytes(value, &end, kb) || *end)
		return false;
	if (end[-1] < '0' || end[-1] > '9')
		*kb >>= 10;
	return true;
}

/* A figure of meminfo: CmaTotal, MemFree. */
static bool meminfo(const char *word, size_t length, const char *value, char got[GOT])
{
	static char file[FILE_BYTES];
	const char *line;
	int bytes = core_file("meminfo", file, sizeof(file) - 1);
	unsigned long long kb;

	if (!parse_kb(value, &kb)) {
		snprintf(got, GOT, "'%s' is no size", value);
		return false;
	}
	file[bytes > 0 ? bytes : 0] = 0;
	for (line = file; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, word, length) || line[length] != ':')
			continue;
		snprintf(got, GOT, "it is %lu kB", strtoul(line + length + 1, NULL, 10));
		return strtoul(line + length + 1, NULL, 10) == kb;
	}
	snprintf(got, GOT, "meminfo has no such line");
	return false;
}

static holds *const words[EXPECT_MEMINFO] = {
	[EXPECT_DONE] = last_done, [EXPECT_FAILED] = last_failed, [EXPECT_OFFSET] = last_offset,
	[EXPECT_NODE] = last_node, [EXPECT_LOG] = in_log,	  [EXPECT_RESERVED] = is_reserved,
	[EXPECT_NOMAP] = is_nomap, [EXPECT_AREA] = is_area,
};

void expect_check(const struct run *r, const char *text)
{
	const char *value;
	char got[GOT] = "", signature[VERDICT_SIGNATURE], name[GOT];
	enum expect_word word;
	size_t length;

	word = expect_word(text, &length);
	value = text + length + (text[length] == '=');
	if (word < EXPECT_MEMINFO ? words[word](r, value, got) : meminfo(text, length, value, got))
		return;
	snprintf(name, sizeof(name), "%.*s", (int)length, text);
	verdict_signature(signature, "expect", name);
	verdict_add(VERDICT_PLAIN, signature, "expected %s: %s", text, got);
}

/* No operation of the kernel's: the record stays empty. */
static void apply_expect(struct run *r)
{
	expect_check(r, program_text(r->program, r->op));
}

/* ---------------------------------------------------------------- the table */

static const struct op_action actions[] = {
	{OP_EXPECT, NULL, NULL, apply_expect, {"the statement \"{text}\"", "is checked", NULL}},
};

const struct op_subject op_expect = OP_SUBJECT(actions);
