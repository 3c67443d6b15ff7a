// SPDX-License-Identifier: GPL-2.0
/*
 * picture.c - notes what each operation changed, see picture.h.
 *
 * Everything that a picture shows is a row of numbers: the states of the pages, the types of the pageblocks, the
 * figures. Of each row only what changed is noted, as runs of [how many are skipped, how many, their value now].
 */
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "lang/text.h"
#include "op/owner.h"
#include "watch/explain.h"
#include "watch/figures.h"
#include "watch/json.h"
#include "watch/looks.h"
#include "watch/picture.h"

enum {
	RESULT_BYTES = 256,
	FIGURES = 1 << 13, /* of one machine */
};

/* A row, and as it was when it was last noted. */
struct row {
	const char *name;
	unsigned long size;
	long *now, *last;
};

struct state {
	struct page_key key;
	long number;
};

static struct {
	FILE *f;
	struct row pages, blocks, figures;
	struct row zones; /* of each page, at boot; -1 for a hole */
	struct page_key *keys; /* of the pages as they were noted last */
	void *states; /* tree of struct state */
	long state_count;
	FILE *fresh; /* states that the operation at hand has met first */
	FILE *names; /* at boot: what the figures are */
	unsigned long figure; /* at hand */
	unsigned int findings;
	char text[TEXT_OP_MAX]; /* of the operation before */
} notes;

static void *need(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size);

	if (memory)
		return memory;
	fprintf(stderr, "mmfuzz: no memory for the picture\n");
	abort();
}

/* ---------------------------------------------------------------- rows */

static void row_begin(struct row *row, const char *name, unsigned long size)
{
	unsigned long i;

	free(row->now);
	free(row->last);
	*row = (struct row){name, size, need(size, sizeof(long)), need(size, sizeof(long))};
	for (i = 0; i < size; i++)
		row->last[i] = -1;
}

static void row_note(struct row *row)
{
	unsigned long i, end, noted = 0;
	bool any = false;

	for (i = 0; i < row->size; i = end) {
		end = i + 1;
		if (row->now[i] == row->last[i])
			continue;
		while (end < row->size && row->now[end] == row->now[i] && row->now[end] != row->last[end])
			end++;
		if (!any)
			fprintf(notes.f, ",\"%s\":[", row->name);
		fprintf(notes.f, "%s%lu,%lu,%ld", any ? "," : "", i - noted, end - i, row->now[i]);
		any = true;
		noted = end;
	}
	if (any)
		fprintf(notes.f, "]");
	memcpy(row->last, row->now, row->size * sizeof(long));
}

/* ---------------------------------------------------------------- pages */

static int compare_states(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct page_key));
}

static void note_state(const struct page_key *key, const struct object *owner)
{
	char *words = NULL;
	size_t size;
	FILE *f = open_memstream(&words, &size);

	look_words(f, key, owner);
	fclose(f);
	fprintf(notes.fresh, "%s[%d,%d,%d,", ftell(notes.fresh) ? "," : "", look_of(key), look_order(key),
		owner ? (int)owner->serial : -1);
	json_string(notes.fresh, words);
	fprintf(notes.fresh, "]");
	free(words);
}

static long number_of(const struct model *m, unsigned long pfn, const struct page_key *key)
{
	struct state *state = need(1, sizeof(*state)), **found;

	state->key = *key;
	found = tsearch(state, &notes.states, compare_states);
	if (*found != state) {
		free(state);
	} else {
		state->number = notes.state_count++;
		note_state(key, looks_owner(m, pfn));
	}
	return (*found)->number;
}

static void read_pages(const struct run *r, const struct core_view *v)
{
	struct page_key *keys = need(notes.pages.size, sizeof(*keys));
	unsigned long i;

	looks_read(keys, r->model, v);
	for (i = 0; i < notes.pages.size; i++)
		if (!notes.keys || memcmp(&keys[i], &notes.keys[i], sizeof(keys[i])) != 0)
			notes.pages.now[i] = number_of(r->model, v->start_pfn + i, &keys[i]);
	free(notes.keys);
	notes.keys = keys;
}

/* ---------------------------------------------------------------- figures */

static void figure(long value)
{
	if (notes.figure < FIGURES)
		notes.figures.now[notes.figure++] = value;
}

/* The figure that is added next is a plot: whose it is, and what. */
static void plot(const char *whose, const char *name, long value)
{
	if (notes.names) {
		fprintf(notes.names, "%s{\"of\":", notes.figure ? "," : "");
		json_string(notes.names, whose);
		fprintf(notes.names, ",\"name\":");
		json_string(notes.names, name);
		fprintf(notes.names, "}");
	}
	figure(value);
}

/* Or a cell of a zone's table of free blocks; type -1 is the kernel's own figure of the order. */
static void cell(unsigned int zone, int type, unsigned int order, long value)
{
	if (notes.names)
		fprintf(notes.names, "%s{\"zone\":%u,\"type\":%d,\"order\":%u}", notes.figure ? "," : "", zone, type,
			order);
	figure(value);
}

/* Blocks on the free lists. */
struct listed {
	unsigned int blocks[CORE_MAX_ZONES][CORE_TYPES][CORE_MAX_ORDERS];
};

static struct listed count_listed(const struct core_view *v)
{
	struct listed listed = {0};
	unsigned long i, pages = v->end_pfn - v->start_pfn;
	unsigned int zone, type;

	for (i = 0; i < pages; i++) {
		zone = CORE_PG_ZONE(v->page[i]);
		type = v->list[i] & 7;
		if (v->list[i] & CORE_ON_FREE && zone < CORE_MAX_ZONES && type < CORE_TYPES)
			listed.blocks[zone][type][v->list[i] >> 3 & 15]++;
	}
	return listed;
}

static void read_table(const struct run *r, const struct core_view *v, const struct listed *listed, unsigned int zone)
{
	unsigned int type, order;

	for (order = 0; order <= r->build->max_order; order++) {
		for (type = 0; type < CORE_TYPES; type++)
			cell(zone, type, order, listed->blocks[zone][type][order]);
		cell(zone, -1, order, v->zone[zone].nr_free[order]);
	}
}

static void read_zone(const struct run *r, const struct core_view_zone *z, const char *name)
{
	char text[64];
	unsigned int i;

	for (i = 0; i < figure_count; i++)
		plot(name, figures[i].name, figure_of(z, i));
	for (i = 0; i < r->build->cpus; i++) {
		snprintf(text, sizeof(text), "per-CPU list of CPU %u", i);
		plot(name, text, z->pcp[i].count);
	}
}

static long bits_used(const struct core_view_area *a)
{
	unsigned long i;
	long used = 0;

	for (i = 0; a->bitmap && i < a->bits; i++)
		used += area_bit(a, i);
	return used;
}

static void read_figures(const struct run *r, const struct core_view *v)
{
	struct listed listed = count_listed(v);
	char name[ZONE_NAME];
	unsigned int i;

	notes.figure = 0;
	for (i = OBJECT_NONE + 1; i < OBJECT_KINDS; i++)
		plot("objects", owners[i].name, r->model->live_count[i]);
	for (i = 0; i < v->areas; i++)
		plot(r->machine->area[i].name, "pages used", bits_used(&v->area[i]) << v->area[i].order_per_bit);
	for (i = 0; i < v->zones; i++) {
		if (!v->zone[i].present)
			continue;
		zone_name(name, &r->machine->zone[i]);
		read_table(r, v, &listed, i);
		read_zone(r, &v->zone[i], name);
	}
}

/* ---------------------------------------------------------------- boot */

static void name_text(const char *name, const char *text)
{
	fprintf(notes.f, "\"%s\":", name);
	json_string(notes.f, text);
	fprintf(notes.f, ",");
}

static void note_build(const struct core_build *b)
{
	unsigned int i;

	name_text("kernel", b->kernel);
	name_text("profile", b->profile);
	name_text("variant", b->variant);
	name_text("bugs", b->bugs);
	fprintf(notes.f, "\"debug_vm\":%s,\"orders\":%u,\"block_order\":%u,\"types\":[", b->debug_vm ? "true" : "false",
		b->max_order + 1, b->block_order);
	for (i = 0; i < CORE_TYPES; i++)
		fprintf(notes.f, "%s\"%s\"", i ? "," : "", type_names[i]);
	fprintf(notes.f, "],");
}

static void note_zones(const struct run *r, const struct core_view *v)
{
	char name[ZONE_NAME];
	unsigned int i;

	fprintf(notes.f, "\"zones\":[");
	for (i = 0; i < v->zones; i++) {
		zone_name(name, &r->machine->zone[i]);
		fprintf(notes.f, "%s{\"name\":", i ? "," : "");
		json_string(notes.f, name);
		fprintf(notes.f, ",\"pages\":%lu,\"start\":%lu,\"end\":%lu}", v->zone[i].present, v->zone[i].start_pfn,
			v->zone[i].end_pfn);
	}
	fprintf(notes.f, "],");
}

static void note_areas(const struct run *r, const struct core_view *v)
{
	unsigned int i;

	fprintf(notes.f, "\"areas\":[");
	for (i = 0; i < v->areas; i++) {
		fprintf(notes.f, "%s{\"name\":", i ? "," : "");
		json_string(notes.f, r->machine->area[i].name);
		fprintf(notes.f, ",\"pfn\":%lu,\"count\":%lu,\"order_per_bit\":%u}", v->area[i].pfn, v->area[i].count,
			v->area[i].order_per_bit);
	}
	fprintf(notes.f, "],");
}

/* The line of the machine. */
static void note_machine(const struct run *r, const struct core_view *v, const char *names)
{
	fprintf(notes.f, "{");
	name_text("machine", r->machine->name);
	name_text("about", r->machine->about ? r->machine->about : "");
	note_build(r->build);
	note_zones(r, v);
	note_areas(r, v);
	fprintf(notes.f, "\"start\":%lu,\"end\":%lu,\"figures\":[%s]}\n", v->start_pfn, v->end_pfn, names);
}

static void forget_states(void)
{
	tdestroy(notes.states, free);
	free(notes.keys);
	notes.states = NULL;
	notes.keys = NULL;
	notes.state_count = 0;
}

static void begin(const struct run *r, const struct core_view *v)
{
	unsigned int order = r->build->block_order;
	char *names = NULL;
	size_t size;

	forget_states();
	row_begin(&notes.pages, "p", v->end_pfn - v->start_pfn);
	row_begin(&notes.blocks, "b", ((v->end_pfn - 1) >> order) - (v->start_pfn >> order) + 1);
	row_begin(&notes.figures, "c", FIGURES);
	row_begin(&notes.zones, "z", notes.pages.size);
	notes.findings = 0;
	notes.text[0] = 0;
	notes.names = open_memstream(&names, &size);
	read_figures(r, v);
	fclose(notes.names);
	notes.names = NULL;
	notes.figures.size = notes.figure;
	note_machine(r, v, names);
	free(names);
}

/* ---------------------------------------------------------------- operations */

static void note_moves(void)
{
	const struct core_move *move;
	unsigned int i, moves = core_moves(&move);
	const char *before = ",\"m\":[";

	for (i = 0; i < moves; i++) {
		/* What comes from swap was on no page, and what was written stays where it is. */
		if (move[i].from == CORE_NO_PFN || move[i].written)
			continue;
		fprintf(notes.f, "%s%lu,%lu", before, move[i].from, move[i].to);
		before = ",";
	}
	if (*before == ',' && !before[1])
		fprintf(notes.f, "]");
}

/* Why an allocation failed, if it did. */
static void note_why(const struct run *r, int at, const struct op *op)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	explain(f, r, at, op);
	fclose(f);
	if (size) {
		fprintf(notes.f, ",\"w\":");
		json_string(notes.f, text);
	}
	free(text);
}

/* The operation and its result; an operation that is repeated has its text once. */
static void note_op(const struct run *r, int at, const struct op *op)
{
	char text[TEXT_OP_MAX], result[RESULT_BYTES];

	text_op(text, sizeof(text), r->program, op);
	if (strcmp(text, notes.text) != 0) {
		fprintf(notes.f, ",\"o\":");
		json_string(notes.f, text);
		memcpy(notes.text, text, sizeof(text));
	}
	run_result_text(r, result, sizeof(result));
	fprintf(notes.f, ",\"r\":");
	json_string(notes.f, result);
	note_moves();
	note_why(r, at, op);
}

static void note_zones_of_pages(const struct core_view *v)
{
	unsigned long i;

	for (i = 0; i < notes.zones.size; i++)
		notes.zones.now[i] = v->page[i] & CORE_PG_VALID ? (long)CORE_PG_ZONE(v->page[i]) : -1;
	row_note(&notes.zones);
}

static void note_state_of_machine(const struct run *r, const struct core_view *v)
{
	char *fresh = NULL;
	unsigned long i;
	size_t size;

	notes.fresh = open_memstream(&fresh, &size);
	read_pages(r, v);
	fclose(notes.fresh);
	if (size)
		fprintf(notes.f, ",\"s\":[%s]", fresh);
	free(fresh);
	read_figures(r, v);
	for (i = 0; i < notes.blocks.size; i++)
		notes.blocks.now[i] = v->block[i];
	row_note(&notes.pages);
	row_note(&notes.blocks);
	row_note(&notes.figures);
}

static void note(void *arg, const struct run *r, int at, const struct op *op)
{
	const struct core_view *v = core_view();

	notes.f = arg;
	if (!op)
		begin(r, v);
	fprintf(notes.f, "{\"at\":%d", at);
	if (op)
		note_op(r, at, op);
	else
		note_zones_of_pages(v);
	note_state_of_machine(r, v);
	if (verdict->findings != notes.findings)
		fprintf(notes.f, ",\"f\":%u", verdict->findings);
	notes.findings = verdict->findings;
	fprintf(notes.f, "}\n");
	fflush(notes.f);
}

void picture_watch(FILE *f, struct run_options *options)
{
	options->observe = note;
	options->observe_arg = f;
}
