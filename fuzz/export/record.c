// SPDX-License-Identifier: GPL-2.0
/*
 * record.c - see record.h.
 *
 * In a kernel pages have no numbers that are known beforehand, so what is allocated gets a name, page[3], and what is
 * done to a part of it is done to page[3] + 4.
 */
#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "export/record.h"
#include "export/texts.h"

static struct record *record;

/* What has a name: pages that were allocated, where they lie now. */
static struct named {
	unsigned long pfn, count;
} named[RECORD_OBJECTS];

/* ---------------------------------------------------------------- names */

/* The newest that has the page, or RECORD_NO_PAGE. */
static int name_of(unsigned long pfn)
{
	int i;

	for (i = (int)record->pages - 1; i >= 0; i--)
		if (pfn >= named[i].pfn && pfn < named[i].pfn + named[i].count)
			return i;
	return RECORD_NO_PAGE;
}

void record_put_new(FILE *f, const struct run *r)
{
	if (r->rec.ok)
		fprintf(f, "page[%u]", record->pages);
	else
		fprintf(f, "none");
}

void record_put_page(FILE *f, const struct run *r)
{
	int name = name_of(r->call.pfn);
	unsigned long offset = name < 0 ? 0 : r->call.pfn - named[name].pfn;

	if (name < 0)
		fprintf(f, "none");
	else if (offset)
		fprintf(f, "page[%d] + %lu", name, offset);
	else
		fprintf(f, "page[%d]", name);
}

void record_put_start(FILE *f, const struct run *r)
{
	fprintf(f, "base + %lu", r->call.pfn - r->machine->start_pfn);
}

void record_put_end(FILE *f, const struct run *r)
{
	fprintf(f, "base + %lu", r->call.pfn + r->call.count - r->machine->start_pfn);
}

void record_put_cma_release(FILE *f, const struct run *r)
{
	fprintf(f, r->call.folio ? "cma_folio_free(area(%u), " : "cma_release(area(%u), ", r->call.area);
	record_put_page(f, r);
	if (r->call.folio)
		fprintf(f, ")");
	else
		fprintf(f, ", %lu)", r->call.count);
}

/* Pages that migrated keep their names. */
static void follow_names(void)
{
	const struct core_move *move;
	unsigned int i, moves = core_moves(&move);
	int name;

	for (i = 0; i < moves; i++, move++) {
		name = name_of(move->from);
		if (name >= 0 && named[name].count == 1 && move->to != CORE_NO_PFN)
			named[name].pfn = move->to;
	}
}

static void change_names(const struct run *r, const struct call_text *text)
{
	int name;

	if (r->rec.ok && text->effect == EFFECT_OWN && text->result == RESULT_PFN && record->pages < RECORD_OBJECTS)
		named[record->pages++] = (struct named){r->rec.pfn, r->rec.count};
	name = text->effect == EFFECT_DISOWN && r->rec.ok ? name_of(r->call.pfn) : RECORD_NO_PAGE;
	/* A block that was split goes page by page. */
	if (name >= 0 && named[name].count == r->call.count)
		named[name].count = 0;
}

/* ---------------------------------------------------------------- watching */

/* Nothing that follows would be of use: the child ends. */
_Noreturn static void end_full(void)
{
	record->full = true;
	_exit(0);
}

static void fill(char *text, const struct run *r, const char *format)
{
	FILE *f = fmemopen(text, RECORD_TEXT, "w");

	*text = 0;
	if (!f)
		return;
	if (format)
		words_fill(f, r, format, call_places);
	fclose(f);
	if (strnlen(text, RECORD_TEXT) >= RECORD_TEXT - 1)
		end_full();
}

/* The words go into a comment, which they must not end. */
static void keep_open(char *text)
{
	while ((text = strstr(text, "*/")))
		*text++ = '.';
}

static void fill_words(char *text, const struct run *r, bool within)
{
	FILE *f = fmemopen(text, RECORD_TEXT, "w");

	if (!f)
		return;
	if (within)
		words_what(f, r);
	else
		words_sentence(f, r);
	fclose(f);
	text[RECORD_TEXT - 1] = 0;
	keep_open(text);
}

/* Ranges by number, which a kernel has elsewhere. */
static void widen(const struct run *r, enum op_kind kind)
{
	if ((kind != OP_KIND_CONTIG_ALLOC && kind != OP_KIND_ISOLATE) || r->call.pfn == CORE_NO_PFN)
		return;
	if (!record->end_pfn || r->call.pfn - r->machine->start_pfn < record->first_pfn)
		record->first_pfn = r->call.pfn - r->machine->start_pfn;
	if (r->call.pfn + r->call.count - r->machine->start_pfn > record->end_pfn)
		record->end_pfn = r->call.pfn + r->call.count - r->machine->start_pfn;
}

static void before(void *unused, const struct run *r, int at, const struct op *op)
{
	const struct call_text *text = &call_texts[op->code];
	struct made_call *c = &record->call[record->calls];

	(void)unused;
	assert(text->kunit || text->why_not);
	if (record->calls == RECORD_CALLS)
		end_full();
	record->calls++;
	*c = (struct made_call){.at = at, .code = op->code, .skipped = r->skip, .ended = !r->skip};
	c->cpu = op->cpu ? (op->cpu - 1u) % r->build->cpus + 1 : 0;
	c->pfn = r->call.pfn;
	c->count = r->call.count;
	c->value = r->call.value;
	c->file = r->call.file;
	c->index = r->call.index;
	c->pins = text->effect == EFFECT_PIN ? 1 : -1;
	fill_words(c->words, r, true);
	if (r->skip)
		return;
	if (r->call.slot != MODEL_NONE)
		c->had = r->model->object[r->call.slot].kind;
	if (r->call.stamped)
		c->stamped = r->call.pfn;
	c->record = r->rec;
	widen(r, ops[op->code].kind);
	fill(c->before, r, text->before);
	fill(c->call, r, text->call);
	fill(c->after, r, text->after);
	fill(c->kunit, r, text->kunit);
}

static void after(void *unused, const struct run *r, int at, const struct op *op)
{
	struct made_call *c = &record->call[record->calls - 1];

	(void)unused;
	(void)at;
	if (!op)
		return;
	c->ended = false;
	c->record = r->rec;
	fill_words(c->words, r, false);
	if (!r->skip) {
		fill(c->kunit, r, call_texts[op->code].kunit);
		change_names(r, &call_texts[op->code]);
	}
	follow_names();
	if (r->rec.slot != MODEL_NONE)
		c->object = r->model->object[r->rec.slot];
}

void record_watch(struct record *r, struct run_options *options)
{
	record = r;
	record->pages = 0;
	options->before = before;
	options->observe = after;
}
