// SPDX-License-Identifier: GPL-2.0
/*
 * why_change.c - which single change lets in what had no place, see why.h.
 *
 * A change is tried by booting the machine with it: it counts if what had failed does not, and nothing else fails that
 * did not before.  What is tried are places that were free at the moment of the request, and sizes by bisection.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/why.h"

enum {
	PLACES = 6, /* of one thing, that are tried */
	OTHERS = 4, /* in the way, that are tried one by one */
};

/* A machine with one thing that is different. */
struct trial {
	struct core_description d;
	struct core_tree tree;
	char cmdline[1024];
	uint8_t *blob;
};

struct search {
	struct why *w;
	const struct failure *f;
	struct change *list;
	unsigned int count;
	bool by_setting; /* the default area's size is that of Kconfig */
};

static struct trial trial;

static void begin(const struct search *s)
{
	trial.d = s->w->machine->description;
	trial.tree = s->w->tree;
}

static bool change_tree(enum core_tree_what what, const char *node, unsigned long long base, unsigned long long size)
{
	struct core_tree_change c = {.what = what, .base = base, .size = size};
	unsigned long room = WHY_TREE;

	trial.blob = trial.blob ? trial.blob : malloc(WHY_TREE);
	snprintf(c.node, sizeof(c.node), "%s", node);
	if (!trial.blob || !trial.d.dtb || core_tree_change(trial.d.dtb, trial.d.dtb_bytes, &c, trial.blob, &room))
		return false;
	trial.d.dtb = trial.blob;
	trial.d.dtb_bytes = room;
	if (core_tree(trial.blob, room, &trial.tree))
		trial.tree.nodes = 0;
	return true;
}

/* ---------------------------------------------------------------- booting it */

static bool is_same(const struct failure *a, const struct failure *b)
{
	return a->area == b->area && !strcmp(a->name, b->name);
}

static bool failed_before(const struct why *w, const struct failure *f)
{
	unsigned int i;

	for (i = 0; i < w->failures; i++)
		if (is_same(&w->failure[i], f))
			return true;
	return false;
}

/* Where it lies now. */
static unsigned long long place_of(const struct booted *b, const struct failure *f)
{
	unsigned int i;

	for (i = 0; i < b->areas; i++)
		if (!strcmp(b->area[i].name, f->name))
			return b->area[i].base;
	for (i = 0; i < b->holders; i++)
		if (!strcmp(b->holder[i].name, f->name))
			return b->holder[i].base;
	return 0;
}

/* Whether the machine of the trial has what had failed, and lacks nothing that was there. */
static bool fits(const struct search *s)
{
	static struct failure list[WHY_FAILURES];
	unsigned int i, count;

	if (!why_boot(s->w->trial, &trial.d))
		return false;
	if (verdict_first(&s->w->trial->out.verdict) && !verdict_first(&s->w->boot->out.verdict))
		return false;
	count = why_failures(s->w->trial, &trial.d, &trial.tree, list);
	for (i = 0; i < count; i++) {
		/* What the tree's format hid may fail as ever. */
		if (is_same(&list[i], s->f))
			return false;
		if (!failed_before(s->w, &list[i]) && (s->f->node || s->f->area))
			return false;
	}
	return true;
}

__attribute__((format(printf, 2, 3))) static void keep(struct search *s, const char *format, ...)
{
	struct change *c = &s->list[s->count];
	va_list args;

	if (s->count == WHY_CHANGES)
		return;
	va_start(args, format);
	vsnprintf(c->text, sizeof(c->text), format, args);
	va_end(args);
	c->base = place_of(s->w->trial, s->f);
	s->count++;
}

/* ---------------------------------------------------------------- free places */

static unsigned long long round_up_to(unsigned long long value, unsigned long long unit)
{
	return (value + unit - 1) / unit * unit;
}

struct places {
	unsigned int count;
	unsigned long long base[2 * WHY_PIECES];
};

/* Where so much was free: the ends of each free piece of all RAM. */
static void find_places(const struct search *s, unsigned long long size, unsigned long long align, struct places *p)
{
	static struct piece piece[WHY_PIECES];
	unsigned int i, count = why_pieces(s->w->boot, s->f, 0, why_ram_end(s->w->boot), piece);

	p->count = 0;
	for (i = 0; i < count; i++) {
		unsigned long long low = round_up_to(piece[i].base, align), high;

		if (piece[i].kind != PIECE_FREE || piece[i].end < size || low + size > piece[i].end)
			continue;
		high = (piece[i].end - size) / align * align;
		if (low) /* memblock has no place 0 */
			p->base[p->count++] = low;
		if (high != low)
			p->base[p->count++] = high;
	}
}

static unsigned long long distance(unsigned long long a, unsigned long long b)
{
	return a > b ? a - b : b - a;
}

/* Removes and returns the place that is nearest. */
static unsigned long long take_nearest(struct places *p, unsigned long long to)
{
	unsigned int i, best = 0;
	unsigned long long base;

	for (i = 1; i < p->count; i++)
		if (distance(p->base[i], to) < distance(p->base[best], to))
			best = i;
	base = p->base[best];
	p->base[best] = p->base[--p->count];
	return base;
}

/* ---------------------------------------------------------------- a smaller size, another alignment */

static const char *as_size(unsigned long long bytes)
{
	static char text[4][32];
	static unsigned int next;
	char *t = text[next++ % 4];

	if (bytes && !(bytes & 0xfffff))
		snprintf(t, sizeof(text[0]), "%llu MiB", bytes >> 20);
	else if (bytes && !(bytes & 0x3ff))
		snprintf(t, sizeof(text[0]), "%llu KiB", bytes >> 10);
	else
		snprintf(t, sizeof(text[0]), "%llu bytes", bytes);
	return t;
}

static struct core_board_area *area_of(struct core_description *d, const char *name)
{
	struct core_board_area *a = d->area;

	for (; a < d->area + CORE_MAX_BOARD_AREAS && a->name; a++)
		if (!strcmp(a->name, name))
			return a;
	return NULL;
}

static bool is_default(const struct failure *f)
{
	return !strcmp(f->name, "reserved");
}

/* Behind what is there: the last one counts.  Place "": anywhere. */
static void add_cma(unsigned long long size, const char *place)
{
	snprintf(trial.cmdline, sizeof(trial.cmdline), "%s cma=%lluK%s", trial.d.cmdline ? trial.d.cmdline : "",
		 size >> 10, place);
	trial.d.cmdline = trial.cmdline;
}

static bool add_setting(unsigned long long size)
{
	if (trial.d.settings == CORE_MAX_SETTINGS)
		return false;
	trial.d.setting[trial.d.settings++] = (struct core_setting){"CMA_SIZE_MBYTES", (int)(size >> 20)};
	return true;
}

/* Base 0: as it is.  False where nobody can say so. */
static bool set_place(const struct search *s, unsigned long long base, unsigned long long size)
{
	const struct failure *f = s->f;
	struct core_board_area *a;
	char at[32] = "";

	begin(s);
	if (f->node && f->node->reg_bytes >= 0)
		return change_tree(CORE_TREE_REG, f->name, base ? base : f->base, size);
	if (f->node)
		return change_tree(CORE_TREE_SIZE, f->name, 0, size);
	a = area_of(&trial.d, f->name);
	if (a) {
		a->size = size;
		a->base = base ? base : a->base;
		return true;
	}
	if (!is_default(f))
		return false;
	if (s->by_setting && !base)
		return add_setting(size);
	if (base || f->base)
		snprintf(at, sizeof(at), "@0x%llx", base ? base : f->base);
	add_cma(size, at);
	return true;
}

/* The size of Kconfig counts where the request changes with it. */
static bool size_is_setting(struct search *s)
{
	unsigned int i;

	begin(s);
	if (!s->f->area || !is_default(s->f) || area_of(&trial.d, s->f->name) || !add_setting(0))
		return false;
	if (!why_boot(s->w->trial, &trial.d))
		return false;
	for (i = 0; i < s->w->trial->asks; i++)
		if (s->w->trial->ask[i].what == CORE_ASKED_AREA && !strcmp(s->w->trial->ask[i].name, s->f->name))
			return false;
	return true;
}

static unsigned long long align_of(const struct failure *f)
{
	const unsigned long long block = 1ull << (core_build()->block_order + core_build()->page_shift);
	bool area = f->area || (f->node->pool && f->node->reusable && !f->node->nomap);

	return area ? block : 1ull << core_build()->page_shift;
}

static bool size_fits(const struct search *s, unsigned long long size)
{
	return set_place(s, 0, size) && fits(s);
}

/* The largest that fits, by bisection: what is smaller fits where a larger one does. */
static void try_size(struct search *s)
{
	const unsigned long long mib = 1ull << 20;
	unsigned long long unit = s->f->area ? s->f->align : align_of(s->f), good = 0, bad;

	if (s->by_setting && unit < mib)
		unit = mib;
	for (bad = (s->f->size + unit - 1) / unit; bad - good > 1;) {
		unsigned long long middle = good + (bad - good) / 2;

		if (size_fits(s, middle * unit))
			good = middle;
		else
			bad = middle;
	}
	if (!good || !size_fits(s, good * unit))
		return;
	if (s->by_setting)
		keep(s, "CMA_SIZE_MBYTES=%llu instead of %llu", good * unit >> 20, s->f->size >> 20);
	else
		keep(s, "a size of %s instead of %s", as_size(good * unit), as_size(s->f->size));
}

/* The largest that fits. */
static void try_alignment(struct search *s)
{
	const struct core_tree_node *n = s->f->node;
	const unsigned long long page = 1ull << core_build()->page_shift;
	unsigned long long align;

	if (!n || n->reg_bytes >= 0 || n->align_bytes < 0 || s->f->reason != REASON_NO_PLACE)
		return;
	for (align = n->alignment / 2; align >= page; align /= 2) {
		begin(s);
		if (!change_tree(CORE_TREE_ALIGNMENT, s->f->name, 0, align) || !fits(s))
			continue;
		keep(s, "an alignment of %s instead of %s", as_size(align), as_size(n->alignment));
		return;
	}
}

/* ---------------------------------------------------------------- another place, a wider range */

static void try_base(struct search *s)
{
	static struct places places;
	unsigned long long align = align_of(s->f), size = s->f->size, base;
	unsigned int i;

	if (!s->f->fixed)
		return;
	if (s->f->reason == REASON_ALIGNMENT)
		size = round_up_to(size, align);
	find_places(s, size, align, &places);
	for (i = 0; i < PLACES && places.count; i++) {
		base = take_nearest(&places, s->f->base);
		if (base == s->f->base || !set_place(s, base, s->f->size) || !fits(s))
			continue;
		keep(s, "the base 0x%llx instead of 0x%llx", base, s->f->base);
		return;
	}
}

/* Both ends of a misaligned region outwards. */
static void try_aligned(struct search *s)
{
	unsigned long long align = align_of(s->f), base = s->f->base / align * align;
	unsigned long long size = round_up_to(s->f->base + s->f->size, align) - base;

	if (s->f->reason != REASON_ALIGNMENT || !s->f->fixed || !set_place(s, base, size) || !fits(s))
		return;
	keep(s, "reg of 0x%llx and %s, aligned to %s, instead of 0x%llx and %s", base, as_size(size), as_size(align),
	     s->f->base, as_size(s->f->size));
}

/* Whole pageblocks, where they are in its ranges or else anywhere. */
static void try_whole(struct search *s)
{
	unsigned long long align = align_of(s->f), size = round_up_to(s->f->size, align);
	const char *elsewhere = "";

	if (s->f->reason != REASON_ALIGNMENT || s->f->fixed || !set_place(s, 0, size))
		return;
	if (!fits(s)) {
		elsewhere = ", and no alloc-ranges";
		if (!s->f->node->ranges || !set_place(s, 0, size) ||
		    !change_tree(CORE_TREE_ANYWHERE, s->f->name, 0, 0) || !fits(s))
			return;
	}
	keep(s, "a size of %s, whole pageblocks, instead of %s%s", as_size(size), as_size(s->f->size), elsewhere);
}

static void try_range(struct search *s)
{
	static struct places places;
	const struct core_tree_node *n = s->f->node;
	unsigned long long place, start, end;
	unsigned int i;

	if (!n || !n->ranges || s->f->reason != REASON_NO_PLACE)
		return;
	find_places(s, s->f->size, s->f->align, &places);
	for (i = 0; i < PLACES && places.count; i++) {
		place = take_nearest(&places, n->range[0].base + n->range[0].size);
		start = place < n->range[0].base ? place : n->range[0].base;
		end = n->range[0].base + n->range[0].size;
		end = end > place + s->f->size ? end : place + s->f->size;
		begin(s);
		if (!change_tree(CORE_TREE_RANGE, s->f->name, start, end - start) || !fits(s))
			continue;
		keep(s, "alloc-ranges of 0x%llx-0x%llx instead of 0x%llx-0x%llx", start, end - 1, n->range[0].base,
		     n->range[0].base + n->range[0].size - 1);
		break;
	}
	begin(s);
	if (change_tree(CORE_TREE_ANYWHERE, s->f->name, 0, 0) && fits(s))
		keep(s, "no alloc-ranges");
}

/* The machine's limit, or that of the area alone, which it may have from cma= or the board's code. */
static bool limit_fits(const struct search *s, unsigned long long limit, bool own)
{
	struct core_board_area *a;
	char place[32];

	begin(s);
	a = area_of(&trial.d, s->f->name);
	if (!own)
		trial.d.low_end = limit;
	else if (a)
		a->limit = limit;
	else if (!is_default(s->f))
		return false;
	else {
		snprintf(place, sizeof(place), "@0-0x%llx", limit);
		add_cma(s->f->size, place);
	}
	return fits(s);
}

/* The lowest limit with which one of the free places is below. */
static void try_limit(struct search *s)
{
	static struct places places;
	const struct core_asked *a = s->f->ask;
	unsigned long long limit;
	unsigned int i, own;

	if (!a || !s->f->area || a->limit >= why_ram_end(s->w->boot))
		return;
	find_places(s, round_up_to(s->f->size, a->align), a->align, &places);
	for (i = 0; i < PLACES && places.count; i++) {
		limit = take_nearest(&places, a->limit) + round_up_to(s->f->size, a->align);
		if (limit <= a->limit)
			continue;
		for (own = 0; own < 2; own++) {
			if (!limit_fits(s, limit, own))
				continue;
			keep(s, "%s of 0x%llx instead of 0x%llx", own ? "an own limit of the area" : "a limit", limit,
			     a->limit);
			return;
		}
	}
}

/* ---------------------------------------------------------------- what lies in the way */

/* Puts another thing to another place; false where nobody can say so. */
static bool move_holder(const struct search *s, const struct holder *o, unsigned long long base)
{
	begin(s);
	switch (o->kind) {
	case HOLDER_REG:
		return change_tree(CORE_TREE_REG, o->name, base, o->size);
	case HOLDER_RESERVE:
		trial.d.reserve[o->index].base = base;
		return true;
	case HOLDER_TREE:
		trial.d.tree_at = base;
		return true;
	case HOLDER_INITRD:
		return change_tree(CORE_TREE_INITRD, "", base, o->size);
	default:
		return false;
	}
}

/* The highest place first, as far as possible out of the way. */
static void try_move(struct search *s, const struct holder *o)
{
	static struct places places;
	unsigned long long base;
	unsigned int i;

	find_places(s, round_up_to(o->size, 1 << 16), 1 << 16, &places);
	for (i = 0; i < PLACES && places.count; i++) {
		base = take_nearest(&places, ~0ull);
		if (!move_holder(s, o, base))
			return;
		if (!fits(s))
			continue;
		keep(s, "%s at 0x%llx instead of 0x%llx", o->name, base, o->base);
		return;
	}
}

static void try_drop(struct search *s, const struct holder *o)
{
	if (o->kind != HOLDER_REG && o->kind != HOLDER_BY_SIZE)
		return;
	begin(s);
	if (change_tree(CORE_TREE_DROP, o->name, 0, 0) && fits(s))
		keep(s, "without the node %s", o->name);
}

static bool is_listed(const struct holder **list, unsigned int count, const struct holder *o)
{
	while (count--)
		if (list[count] == o)
			return true;
	return false;
}

static void try_others(struct search *s)
{
	static struct piece piece[WHY_PIECES];
	struct core_range range[CORE_MAX_TRIES];
	const struct holder *other[OTHERS];
	unsigned int i, n, count, others = 0, ranges = why_ranges(s->w->boot, s->f, range);

	for (i = 0; i < ranges; i++) {
		count = why_pieces(s->w->boot, s->f, range[i].base, range[i].base + range[i].size, piece);
		for (n = 0; n < count && others < OTHERS; n++)
			if (piece[n].holder && piece[n].holder->kind != HOLDER_OTHER &&
			    !is_listed(other, others, piece[n].holder))
				other[others++] = piece[n].holder;
	}
	for (i = 0; i < others; i++) {
		try_drop(s, other[i]);
		try_move(s, other[i]);
	}
}

/* ---------------------------------------------------------------- all */

/* Of the form of the tree. */
static void try_format(struct search *s)
{
	const struct core_tree *t = &s->w->tree;

	begin(s);
	if (s->f->reason == REASON_CELLS && change_tree(CORE_TREE_CELLS, "", 0, 0) && fits(s))
		keep(s, "#address-cells <%u> and #size-cells <%u> in /reserved-memory, as at the root",
		     t->root_cells[0], t->root_cells[1]);
	if (s->f->reason == REASON_MAPPING && change_tree(CORE_TREE_MAPPING, "", 0, 0) && fits(s))
		keep(s, "an empty property ranges in /reserved-memory");
	if (s->f->reason == REASON_PROPERTY && s->f->node->reg_bytes < 0 &&
	    change_tree(CORE_TREE_OWN_CELLS, s->f->name, 0, 0) && fits(s))
		keep(s, "its properties with %u cells for an address and %u for a size, as the root has",
		     t->root_cells[0], t->root_cells[1]);
}

/* The machine's own command line; that of the tree stays. */
static void try_without_cma(struct search *s)
{
	const char *from;
	size_t length;

	begin(s);
	for (from = trial.d.cmdline, *trial.cmdline = 0; from && *from; from += length) {
		from += strspn(from, " ");
		length = strcspn(from, " ");
		if (strncmp(from, "cma=", 4))
			snprintf(trial.cmdline + strlen(trial.cmdline), sizeof(trial.cmdline) - strlen(trial.cmdline),
				 "%.*s ", (int)length, from);
	}
	trial.d.cmdline = trial.cmdline;
	if (fits(s))
		keep(s, "no cma= on the command line");
}

unsigned int why_changes(struct why *w, const struct failure *f, struct change *list)
{
	struct search s = {.w = w, .f = f, .list = list};

	if (!f->area && (!f->node || f->reason == REASON_PROPERTY)) {
		try_format(&s);
		why_end();
		return s.count;
	}
	if (f->reason == REASON_BYPASSED) {
		try_without_cma(&s);
		why_end();
		return s.count;
	}
	/* Why a handler refuses a node is in the log. */
	if (f->reason == REASON_REFUSED)
		return 0;
	s.by_setting = size_is_setting(&s);
	try_size(&s);
	try_aligned(&s);
	try_whole(&s);
	try_base(&s);
	try_range(&s);
	try_alignment(&s);
	try_limit(&s);
	try_others(&s);
	why_end();
	return s.count;
}
