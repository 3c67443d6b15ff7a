// SPDX-License-Identifier: GPL-2.0
/* map.c - see map.h. */
#include <stdlib.h>
#include <string.h>

#include "finding/verdict.h"
#include "watch/looks.h"
#include "watch/map.h"

enum {
	ROW = 64, /* pages */
	ROWS_MAX = 24,
};

/* A state of the machine. */
struct state {
	struct page_key *key; /* NULL: none was noted */
	unsigned char *block; /* types of the pageblocks */
	int at;
	char op[24];
};

static struct map {
	struct state last, now;
	struct state before, after; /* the first unknown finding, else the first known one */
	unsigned int findings, unknown; /* so far */
	bool drawn[LOOKS];
	unsigned long start_pfn, pages;
	unsigned int block_order;
} map;

/* ---------------------------------------------------------------- watching */

static void drop(struct state *s)
{
	free(s->key);
	free(s->block);
	*s = (struct state){0};
}

static bool note(struct state *s, const struct run *r, const struct core_view *v, int at)
{
	unsigned long first = v->start_pfn >> map.block_order, end = ((v->end_pfn - 1) >> map.block_order) + 1;

	s->key = calloc(map.pages, sizeof(*s->key));
	s->block = malloc(end - first);
	if (!s->key || !s->block) {
		drop(s);
		return false;
	}
	looks_read(s->key, r->model, v);
	memcpy(s->block, v->block, end - first);
	s->at = at;
	snprintf(s->op, sizeof(s->op), "%s", verdict->op);
	return true;
}

/* Moves a state on, whose place is then empty. */
static void move(struct state *to, struct state *from)
{
	drop(to);
	*to = *from;
	*from = (struct state){0};
}

/* A run begins; in this process there may have been another. */
static void begin(void)
{
	drop(&map.last);
	drop(&map.now);
	drop(&map.before);
	drop(&map.after);
	map = (struct map){0};
}

/* The last two states are those of the finding. */
static void keep(void)
{
	move(&map.before, &map.last);
	move(&map.after, &map.now);
}

void map_watch(void *unused, const struct run *r, int at, const struct op *op)
{
	const struct core_view *v = core_view();
	bool first, worse;

	(void)unused;
	(void)op;
	if (at == VERDICT_AT_BOOT)
		begin();
	first = verdict->findings && !map.findings;
	worse = verdict->unknown && !map.unknown;
	map.start_pfn = v->start_pfn;
	map.pages = v->end_pfn - v->start_pfn;
	map.block_order = core_build()->block_order;
	map.findings = verdict->findings;
	map.unknown = verdict->unknown;
	move(&map.last, &map.now);
	note(&map.now, r, v, at);
	if (!first && !worse)
		return;
	keep();
	note(&map.now, r, v, at);
}

/* ---------------------------------------------------------------- drawing */

static char mark(const struct page_key *key)
{
	static const char *const orders = "0123456789abcdefghijk";
	enum look look = look_of(key);
	int order = look_order(key);
	const char *mark = look_info(look)->mark;

	map.drawn[look] = true;
	if (look < LOOK_PCP)
		mark = order < 0 ? "." : orders + order;
	if (!*mark)
		mark = " ";
	return *mark;
}

static bool row_changed(unsigned long row)
{
	unsigned long i, from = row * ROW, first = map.start_pfn >> map.block_order, block;

	if (!map.before.key || !map.after.key)
		return false;
	for (i = from; i < from + ROW && i < map.pages; i++) {
		block = ((map.start_pfn + i) >> map.block_order) - first;
		if (memcmp(&map.before.key[i], &map.after.key[i], sizeof(map.after.key[i])) != 0 ||
		    map.before.block[block] != map.after.block[block])
			return true;
	}
	return false;
}

static bool is_shown(unsigned long row, unsigned long pfn)
{
	unsigned long at = (pfn - map.start_pfn) / ROW;

	if (pfn != CORE_NO_PFN && pfn >= map.start_pfn && row + 1 >= at && row <= at + 1)
		return true;
	return row_changed(row);
}

static void draw_row(FILE *f, const struct state *s, unsigned long row, unsigned long pfn)
{
	static const char types[] = "UMRHCI";
	unsigned long i, from = map.start_pfn + row * ROW, first = map.start_pfn >> map.block_order;
	unsigned char type;

	fprintf(f, "  %#10lx ", from);
	for (i = from; i < from + ROW && i < map.start_pfn + map.pages; i++) {
		type = s->block[(i >> map.block_order) - first];
		if (!(i & ((1ul << map.block_order) - 1)))
			fprintf(f, " %c:", type < sizeof(types) - 1 ? types[type] : '-');
		if (i == pfn)
			fprintf(f, "[%c]", mark(&s->key[i - map.start_pfn]));
		else
			fputc(mark(&s->key[i - map.start_pfn]), f);
	}
	fputc('\n', f);
}

static void draw(FILE *f, const struct state *s, unsigned long pfn)
{
	unsigned long row, rows = (map.pages + ROW - 1) / ROW;
	unsigned int drawn = 0, left = 0;

	for (row = 0; row < rows; row++) {
		if (!is_shown(row, pfn))
			continue;
		if (drawn == ROWS_MAX)
			left++;
		else if (++drawn)
			draw_row(f, s, row, pfn);
	}
	if (left)
		fprintf(f, "  and %u rows more\n", left);
	else if (!drawn)
		fprintf(f, "  (the finding names no page, and none has changed)\n");
}

/* Of what was drawn. */
static void draw_legend(FILE *f)
{
	const struct look_info *info;
	unsigned int i;

	fprintf(f, "  a digit: a free block of that order begins; . free");
	for (i = LOOK_PCP; i < LOOKS; i++) {
		info = look_info(i);
		if (map.drawn[i] && *info->mark)
			fprintf(f, "; %s %s", info->mark, info->text);
	}
	fprintf(f,
		"; [ ] the page of the finding\n  pageblocks: U unmovable, M movable, R reclaimable, H highatomic, C CMA, "
		"I isolated; a row is %u pages\n",
		ROW);
}

static void draw_state(FILE *f, const char *when, const struct state *s, unsigned long pfn)
{
	if (!s->key)
		return;
	if (s->at >= 0)
		fprintf(f, "%s operation %d (%s):\n", when, s->at, s->op);
	else
		fprintf(f, "%s %s:\n", when,
			s->at == VERDICT_AT_BOOT ? "boot" : "an operation that gives everything back");
	draw(f, s, pfn);
}

void map_print(FILE *f)
{
	const struct finding *finding = verdict_first(verdict);

	if (!finding)
		return;
	if (!map.after.key) {
		fprintf(f, "the finding ended the run within an operation; the two states before that:\n");
		keep();
		draw_state(f, "after", &map.before, finding->pfn);
	} else {
		draw_state(f, "before the finding, after", &map.before, finding->pfn);
	}
	draw_state(f, "after", &map.after, finding->pfn);
	draw_legend(f);
	fflush(f);
}
