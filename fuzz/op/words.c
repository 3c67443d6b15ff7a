// SPDX-License-Identifier: GPL-2.0
/*
 * words.c - see words.h.
 *
 * A place is a row of the table: its name, and what is written for it.  A name without a row ends the process, which
 * the test of all operations' words meets first.
 */
#include <stdlib.h>
#include <string.h>

#include "op/words.h"

/* ---------------------------------------------------------------- places */

static void put_count(FILE *f, const struct run *r)
{
	fprintf(f, "%lu page%s", r->call.count, r->call.count == 1 ? "" : "s");
}

static void put_bytes(FILE *f, const struct run *r)
{
	fprintf(f, "%lu", r->call.bytes);
}

static unsigned long block_of(const struct run *r, unsigned long pfn)
{
	return (pfn >> r->build->block_order) - (r->machine->start_pfn >> r->build->block_order);
}

static void put_numbers(FILE *f, const struct run *r)
{
	unsigned long first = block_of(r, r->rec.pfn), last = block_of(r, r->rec.pfn + r->rec.count - 1);

	if (first == last)
		fprintf(f, "pageblock %lu", first);
	else
		fprintf(f, "pageblocks %lu to %lu", first, last);
}

static void put_range(FILE *f, const struct run *r)
{
	if (r->rec.count == 1)
		fprintf(f, "pfn 0x%lx", r->rec.pfn);
	else
		fprintf(f, "pfn 0x%lx to 0x%lx", r->rec.pfn, r->rec.pfn + r->rec.count - 1);
}

static void put_pages(FILE *f, const struct run *r)
{
	if (!r->rec.count) {
		fprintf(f, "no page");
		return;
	}
	put_range(f, r);
	fprintf(f, " (");
	put_numbers(f, r);
	fprintf(f, ")");
}

static void put_blocks(FILE *f, const struct run *r)
{
	put_numbers(f, r);
	fprintf(f, " (");
	put_range(f, r);
	fprintf(f, ")");
}

static void put_order(FILE *f, const struct run *r)
{
	fprintf(f, "%u", r->call.order);
}

static void put_align(FILE *f, const struct run *r)
{
	fprintf(f, "%u", r->rec.align);
}

static void put_gfp(FILE *f, const struct run *r)
{
	fprintf(f, "%s", core_gfp(r->call.gfp)->name);
}

static void put_area(FILE *f, const struct run *r)
{
	if (r->rec.area < r->machine->areas)
		fprintf(f, "area %u (%s)", r->rec.area, r->machine->area[r->rec.area].name);
	else
		fprintf(f, "no area");
}

static void put_device(FILE *f, const struct run *r)
{
	fprintf(f, "device %u", r->call.device);
}

static void put_type(FILE *f, const struct run *r)
{
	fprintf(f, "in %s pageblocks", r->call.type == CORE_CMA ? "CMA" : "movable");
}

static void put_value(FILE *f, const struct run *r)
{
	fprintf(f, "%lu", r->call.value);
}

static void put_drained(FILE *f, const struct run *r)
{
	if (r->call.value == CORE_MAX_CPUS)
		fprintf(f, "all CPUs");
	else
		fprintf(f, "CPU %lu", r->call.value);
}

static void put_pcp_off(FILE *f, const struct run *r)
{
	if (r->call.pcp_off)
		fprintf(f, ", with per-CPU lists off,");
}

static void put_error(FILE *f, const struct run *r)
{
	const char *name = strerrorname_np(-r->rec.err);

	if (r->rec.err)
		fprintf(f, " (-%s)", name ? name : "?");
}

static void put_file(FILE *f, const struct run *r)
{
	fprintf(f, "%u", r->call.file);
}

static void put_index(FILE *f, const struct run *r)
{
	fprintf(f, "%lu", r->call.index);
}

static void put_inject(FILE *f, const struct run *r)
{
	static const char *const texts[CORE_INJECTS] = {
		[CORE_INJECT_SLAB] = "slab has no memory at allocation",
		[CORE_INJECT_MIGRATE] = "its owner does not let a page migrate at attempt",
		[CORE_INJECT_MIGRATE_ERROR] = "the migration of a page fails for good at attempt",
		[CORE_INJECT_KILL] = "the task is killed at reschedule point",
		[CORE_INJECT_HOLD] = "another task takes a reference to a page at reschedule point",
		[CORE_INJECT_TRUNCATE] = "another task truncates a page at reschedule point",
		[CORE_INJECT_PROCEED] = "what is under way ends at reschedule point",
		[CORE_INJECT_PAGE] = "no page can be had at allocation",
		[CORE_INJECT_ISOLATE] = "its driver does not let a page be isolated at attempt",
		[CORE_INJECT_TRYLOCK] = "a lock is not to be had at attempt",
		[CORE_INJECT_SWAP_WRITE] = "an error ends the write to swap",
		[CORE_INJECT_REPORT] = "the host does not take the report of free pages",
		[CORE_INJECT_GIVE_UP] = "its driver frees a page as that is put back at putback",
	};
	const struct core_injection *inject = &r->call.inject;

	fprintf(f, "%s %u", texts[inject->what], inject->nth);
	if (inject->what == CORE_INJECT_HOLD || inject->what == CORE_INJECT_TRUNCATE)
		fprintf(f, " (page %lu of file %u)", inject->index, inject->file);
}

static void put_text(FILE *f, const struct run *r)
{
	fprintf(f, "%s", program_text(r->program, r->op));
}

static const struct place places[] = {
	{"count", put_count},	{"bytes", put_bytes},	  {"pages", put_pages}, {"blocks", put_blocks},
	{"order", put_order},	{"align", put_align},	  {"gfp", put_gfp},	{"area", put_area},
	{"device", put_device}, {"type", put_type},	  {"value", put_value}, {"drained", put_drained},
	{"error", put_error},	{"pcp_off", put_pcp_off}, {"text", put_text},	{"file", put_file},
	{"index", put_index},	{"inject", put_inject},	  {NULL, NULL},
};

static const struct place *look_up(const struct place *p, const char *name, size_t length)
{
	for (; p && p->name; p++)
		if (strlen(p->name) == length && !strncmp(p->name, name, length))
			return p;
	return NULL;
}

static const struct place *find_place(const char *name, size_t length, const struct place *more)
{
	const struct place *p = look_up(more, name, length);

	p = p ? p : look_up(places, name, length);
	if (p)
		return p;
	fprintf(stderr, "mmfuzz: words of an operation have no place '%.*s'\n", (int)length, name);
	abort();
}

/* ---------------------------------------------------------------- texts */

void words_fill(FILE *f, const struct run *r, const char *text, const struct place *more)
{
	size_t length;

	while (*text) {
		length = strcspn(text, "{");
		fwrite(text, 1, length, f);
		text += length;
		if (!*text)
			break;
		length = strcspn(++text, "}");
		find_place(text, length, more)->put(f, r);
		text += length + (text[length] == '}');
	}
}

void words_what(FILE *f, const struct run *r)
{
	if (r->op->cpu)
		fprintf(f, "on CPU %u: ", (r->op->cpu - 1u) % r->build->cpus);
	if (r->skip)
		fprintf(f, "%s", ops[r->op->code].name);
	else
		words_fill(f, r, op_action(r->op->code)->words.what, NULL);
}

void words_sentence(FILE *f, const struct run *r)
{
	const struct op_words *words = &op_action(r->op->code)->words;

	words_what(f, r);
	fprintf(f, " ");
	if (r->skip)
		fprintf(f, "does nothing: %s", r->skip);
	else
		words_fill(f, r, r->rec.ok || !words->failed ? words->done : words->failed, NULL);
}
