// SPDX-License-Identifier: GPL-2.0
/* story.c - see story.h. */
#include <stdlib.h>
#include <string.h>

#include "op/words.h"
#include "watch/figures.h"
#include "watch/json.h"
#include "watch/looks.h"
#include "watch/story.h"

enum {
	STACK_LINES = 48,
};

static struct story *story;

/* ---------------------------------------------------------------- the sentences */

/* The step of an operation: that of the repetition before, or a new one. */
static struct story_step *step_of(int at, const struct op *op)
{
	unsigned int back, most = at < 0 ? 1 : CORE_MAX_CPUS;
	struct story_step *s;

	/* Of operations that run at once, others may have begun since. */
	for (back = 1; back <= most && back <= story->steps; back++) {
		s = &story->step[story->steps - back];
		if (s->at == at && s->code == op->code)
			return s;
	}
	if (story->steps == STORY_STEPS) {
		story->lost++;
		return NULL;
	}
	s = &story->step[story->steps++];
	*s = (struct story_step){.at = at, .code = op->code};
	return s;
}

static void put_moves(FILE *f)
{
	const struct core_move *move, *first = NULL;
	unsigned int moves = core_moves(&move), migrated = 0, out = 0, in = 0, written = 0, left, i;

	for (i = 0; i < moves; i++) {
		written += move[i].written;
		out += move[i].slot && move[i].from != CORE_NO_PFN;
		in += move[i].slot && move[i].to != CORE_NO_PFN;
		if (move[i].to == CORE_NO_PFN || move[i].slot)
			continue;
		first = first ? first : &move[i];
		migrated++;
	}
	if (first)
		fprintf(f, "; %u page%s on the way (pfn 0x%lx to 0x%lx%s)", migrated,
			migrated == 1 ? " migrates" : "s migrate", first->from, first->to,
			migrated == 1 ? "" : ", ...");
	if (out)
		fprintf(f, "; %u page%s to swap", out, out == 1 ? " goes" : "s go");
	if (in)
		fprintf(f, "; %u page%s from swap", in, in == 1 ? " comes" : "s come");
	if (written)
		fprintf(f, "; %u page%s written back", written, written == 1 ? " is" : "s are");
	left = moves - migrated - out - in - written;
	if (left)
		fprintf(f, "; %u page%s given up", left, left == 1 ? " is" : "s are");
}

/* Writes into a text of fixed size, which is cut where it is too small. */
static void write_sentence(char *text, size_t size, const struct run *r, bool within)
{
	FILE *f = fmemopen(text, size, "w");

	if (!f)
		return;
	/* Where it does not say it itself. */
	if (r->beside && !r->op->cpu && !op_preempts(r->op->code) && r->op->code != OP_INTERRUPT)
		fprintf(f, "CPU %u: ", r->beside - 1);
	if (within) {
		words_what(f, r);
		fflush(f);
		if (*text && text[strlen(text) - 1] == ',')
			fseek(f, -1, SEEK_END);
		fprintf(f, ": the run ends within this operation");
	} else {
		words_sentence(f, r);
		put_moves(f);
	}
	fclose(f);
	text[size - 1] = 0;
}

/* ---------------------------------------------------------------- the page */

/* Its pageblock's type and its own state, now. */
static void write_state(char *text, const struct run *r, unsigned long pfn)
{
	const struct core_view *v = core_view();
	unsigned int order = r->build->block_order;
	struct page_key *keys;
	unsigned char type;
	FILE *f;

	if (pfn < v->start_pfn || pfn >= v->end_pfn)
		return;
	keys = calloc(v->end_pfn - v->start_pfn, sizeof(*keys));
	f = fmemopen(text, STORY_STATE, "w");
	if (keys && f) {
		looks_read(keys, r->model, v);
		type = v->block[(pfn >> order) - (v->start_pfn >> order)];
		look_words(f, &keys[pfn - v->start_pfn], looks_owner(r->model, pfn));
		fprintf(f, "; pageblock %s", type < CORE_TYPES ? type_names[type] : "of no type");
	}
	if (f)
		fclose(f);
	free(keys);
	text[STORY_STATE - 1] = 0;
}

static void name_page(const struct run *r, unsigned long pfn)
{
	const unsigned int zone = CORE_PG_ZONE(core_view_page(pfn)), order = r->build->block_order;
	char name[ZONE_NAME] = "no zone";

	if (zone < r->machine->zones)
		zone_name(name, &r->machine->zone[zone]);
	snprintf(story->page, sizeof(story->page), "%spfn 0x%lx (pageblock %lu, zone %s)",
		 story->pfn == CORE_NO_PFN ? "the operation's first page, " : "", pfn,
		 (pfn >> order) - (r->machine->start_pfn >> order), name);
}

static unsigned long page_of(const struct run *r)
{
	if (story->pfn != CORE_NO_PFN)
		return story->pfn;
	return r->skip ? CORE_NO_PFN : r->rec.pfn;
}

/* ---------------------------------------------------------------- watching */

static void before(void *unused, const struct run *r, int at, const struct op *op)
{
	struct story_step *s;
	unsigned long pfn = page_of(r);

	(void)unused;
	if (story->over)
		return;
	s = step_of(at, op);
	if (s) {
		s->times++;
		write_sentence(s->times > 1 ? s->last : s->first, STORY_TEXT, r, true);
	}
	story->page[0] = story->before[0] = story->after[0] = 0;
	if (!*story->signature || at != story->at || pfn == CORE_NO_PFN)
		return;
	name_page(r, pfn);
	if (!r->beside)
		write_state(story->before, r, pfn);
}

static void after(void *unused, const struct run *r, int at, const struct op *op)
{
	struct story_step *s;
	unsigned long pfn = page_of(r);

	(void)unused;
	if (story->over)
		return;
	s = op ? step_of(at, op) : NULL;
	if (s && s->times)
		write_sentence(s->times > 1 ? s->last : s->first, STORY_TEXT, r, false);
	if (!*story->signature)
		return;
	story->over = verdict_has(verdict, story->signature);
	if (!op || at != story->at || pfn == CORE_NO_PFN)
		return;
	name_page(r, pfn);
	if (!r->beside)
		write_state(story->after, r, pfn);
}

void story_watch(struct story *s, struct run_options *options)
{
	story = s;
	options->before = before;
	options->observe = after;
	options->members = true;
	stack_watch(&s->stack, &s->writer, s->signature);
}

/* ---------------------------------------------------------------- telling */

static void print_step(FILE *f, const struct story_step *s)
{
	if (s->at >= 0)
		fprintf(f, "  %d. ", s->at);
	else
		fprintf(f, "  at the end: ");
	if (s->times > 1)
		fprintf(f, "%lu times: ", s->times);
	fprintf(f, "%s%s%s.\n", s->first, s->times > 1 ? "; ... the last time, " : "", s->times > 1 ? s->last : "");
}

void story_print(FILE *f, const struct story *s, unsigned int from)
{
	unsigned int i;

	for (i = from; i < s->steps; i++)
		print_step(f, &s->step[i]);
	if (s->lost)
		fprintf(f, "  and %u more\n", s->lost);
}

/* What the compiler has put together from several lines is of none: 0. */
static void print_line(FILE *f, const struct stack_line *line)
{
	fprintf(f, "  %s()", line->function);
	if (*line->file)
		fprintf(f, " at %s", line->file);
	if (line->line)
		fprintf(f, ":%u", line->line);
	fputc('\n', f);
}

static void print_stack(FILE *f, const char *title, const struct stack *stack)
{
	static struct stack_line line[STACK_LINES];
	unsigned int i, lines = stack_lines(stack, line, STACK_LINES);

	if (lines)
		fprintf(f, "%s:\n", title);
	for (i = 0; i < lines; i++)
		print_line(f, &line[i]);
}

void story_print_finding(FILE *f, const struct story *s)
{
	print_stack(f, "the kernel's stack", &s->stack);
	print_stack(f, "of the CPU that writes", &s->writer);
	if (!*s->page)
		return;
	fprintf(f, "%s:\n", s->page);
	fprintf(f, "  before  %s\n", *s->before ? s->before : "not known");
	fprintf(f, "  after   %s\n", *s->after ? s->after : "the run ended within the operation");
}

static void json_stack(FILE *f, const char *name, const struct stack *stack)
{
	static struct stack_line line[STACK_LINES];
	unsigned int i, lines = stack_lines(stack, line, STACK_LINES);

	fprintf(f, ",\"%s\":[", name);
	for (i = 0; i < lines; i++) {
		fprintf(f, "%s{\"function\":", i ? "," : "");
		json_string(f, line[i].function);
		fprintf(f, ",\"file\":");
		json_string(f, line[i].file);
		if (line[i].line)
			fprintf(f, ",\"line\":%u", line[i].line);
		fprintf(f, "}");
	}
	fprintf(f, "]");
}

static void json_step(FILE *f, const struct story_step *s)
{
	fprintf(f, "{");
	if (s->at >= 0)
		fprintf(f, "\"operation\":%d,", s->at);
	fprintf(f, "\"times\":%lu,\"words\":", s->times);
	json_string(f, s->first);
	if (s->times > 1) {
		fprintf(f, ",\"last\":");
		json_string(f, s->last);
	}
	fprintf(f, "}");
}

void story_json(FILE *f, const struct story *s)
{
	unsigned int i;

	fprintf(f, "\"story\":[");
	for (i = 0; i < s->steps; i++) {
		fprintf(f, "%s", i ? "," : "");
		json_step(f, &s->step[i]);
	}
	fprintf(f, "]");
	if (!*s->signature)
		return;
	json_stack(f, "stack", &s->stack);
	if (s->writer.frames)
		json_stack(f, "writer", &s->writer);
	if (!*s->page)
		return;
	fprintf(f, ",\"page\":{\"name\":");
	json_string(f, s->page);
	fprintf(f, ",\"before\":");
	json_string(f, s->before);
	fprintf(f, ",\"after\":");
	json_string(f, s->after);
	fprintf(f, "}");
}
