// SPDX-License-Identifier: GPL-2.0
/*
 * explain.c - why a contiguous allocation failed, see explain.h.
 *
 * Two sources: what the kernel side noted on the way (core_tried()), which knows the windows and how far each came; and
 * the state after the operation, which knows who owns what stood in the way.  Where pages moved meanwhile, that is the
 * state after the moves.  A kind of owner adds its reason as one entry of reasons[].
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lang/ops.h"
#include "lang/text.h"
#include "op/owner.h"
#include "watch/explain.h"
#include "watch/figures.h"

enum {
	RUNS_SHOWN = 6,
};

struct window {
	unsigned long pfn, count;
	const struct core_tried *met; /* on the way through it */
	unsigned int met_count;
	bool last; /* after it nothing else was tried */
	int err; /* 0 or CORE_CMA_ERROR_UNKNOWN where it is not known */
};

struct why {
	FILE *f;
	const struct run *r;
	/* Windows one after the other that have the same in their way are printed once. */
	struct window begun, last;
	unsigned int windows;
	char *reasons;
	bool any; /* printed */
};

/* ---------------------------------------------------------------- what is in the way in a window */

static const struct object *owner_of(const struct run *r, unsigned long pfn)
{
	unsigned int slot = model_owner(r->model, pfn);

	return slot == MODEL_NONE ? NULL : &r->model->object[slot];
}

static bool met(const struct window *w, enum core_tried_what what, unsigned long pfn)
{
	unsigned int i;

	for (i = 0; i < w->met_count; i++)
		if (w->met[i].what == what && (pfn == CORE_NO_PFN || w->met[i].pfn == pfn))
			return true;
	return false;
}

/* Whether the kernel ran out of memory while it tried the window. */
static bool lacked_memory(const struct window *w)
{
	return w->last && met(w, CORE_TRIED_RECLAIM, CORE_NO_PFN) &&
	       (w->err == -ENOMEM || !w->err || w->err == CORE_CMA_ERROR_UNKNOWN);
}

/* Whether a page of a window is in its way for a reason, of which what is said to people is part. */
typedef bool applies(const struct run *r, const struct window *w, unsigned long pfn, const char *what);

static bool is_refused(const struct run *r, const struct window *w, unsigned long pfn, const char *what)
{
	const struct object *object = owner_of(r, pfn);

	(void)what;
	return object && owners[object->kind].driver && (object->pins || met(w, CORE_TRIED_REFUSED, pfn));
}

/* Whether the page is of a folio, which goes as a whole or not at all. */
static bool has_folio(const struct object *object)
{
	return object && owners[object->kind].moves && !owners[object->kind].driver;
}

/* References of the program to any page of a folio. */
static int pins_of(const struct run *r, unsigned long pfn)
{
	const struct object *object;
	unsigned long count, first = core_folio(pfn, &count), i;
	int pins = 0;

	for (i = 0; i < count; i++) {
		object = owner_of(r, first + i);
		pins += object ? object->pins : 0;
	}
	return pins;
}

/* Who has references to a folio that keep it from migrating. */
struct holders {
	unsigned int references; /* of the program */
	bool batch; /* an LRU batch has one, too */
	unsigned int bits; /* enum core_folio_bits */
};

static struct holders holders_of(const struct run *r, unsigned long pfn)
{
	struct holders holders = {0};
	struct core_folio_state state;

	if (!has_folio(owner_of(r, pfn)))
		return holders;
	core_folio_state(pfn, &state);
	holders.bits = state.bits;
	/* A folio in a batch is on no list yet. */
	holders.batch = !(state.bits & CORE_FOLIO_LRU) && state.others > pins_of(r, pfn);
	if (state.others > holders.batch)
		holders.references = state.others - holders.batch;
	return holders;
}

static bool is_held(const struct run *r, const struct window *w, unsigned long pfn, const char *what)
{
	(void)w;
	(void)what;
	return holders_of(r, pfn).references || holders_of(r, pfn).batch;
}

static bool is_obstacle(const struct run *r, const struct window *w, unsigned long pfn, const char *what)
{
	const struct object *object = owner_of(r, pfn);

	(void)w;
	return object && op_owner(object->kind)->obstacle == what;
}

static bool is_homeless(const struct run *r, const struct window *w, unsigned long pfn, const char *what)
{
	const struct object *object = owner_of(r, pfn);

	(void)what;
	return object && owners[object->kind].moves && lacked_memory(w);
}

static bool is_kernels(const struct run *r, const struct window *w, unsigned long pfn, const char *what)
{
	unsigned int word = core_view_page(pfn);

	(void)w;
	(void)what;
	return !owner_of(r, pfn) && (!(word & CORE_PG_VALID) || word & CORE_PG_RESERVED || !(word & CORE_PG_REF0));
}

void explain_owner(FILE *f, const struct object *object)
{
	fprintf(f, "obj %u, ", object->serial);
	if (object->kind == OBJECT_CACHE)
		fprintf(f, "page %lu of file %u", object->index, object->file);
	else
		fprintf(f, "%s", owners[object->kind].name);
	if (op_owner(object->kind)->has_class)
		fprintf(f, " gfp=%s", core_gfp(object->gfp)->name);
}

void explain_folio(FILE *f, unsigned int bits)
{
	static const struct {
		unsigned int bit;
		const char *text;
	} words[] = {
		{CORE_FOLIO_DIRTY, "dirty"},
		{CORE_FOLIO_WRITEBACK, "under writeback"},
		{CORE_FOLIO_LOCKED, "locked"},
		{CORE_FOLIO_MAPPED, "mapped"},
		{CORE_FOLIO_SWAPCACHE, "in the swap cache"},
		{CORE_FOLIO_UNEVICTABLE, "not evictable"},
		{CORE_FOLIO_PRIVATE, "with private data of its file system"},
	};
	const char *separator = ", ";
	unsigned int i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!(bits & words[i].bit))
			continue;
		fprintf(f, "%s%s", separator, words[i].text);
		separator = " and ";
	}
}

/* How many processes have the page of theirs, or of a file, in their page tables. */
static unsigned int count_mappers(const struct object *object)
{
	unsigned int process, count = 0;

	for (process = 0; process < CORE_PROCESSES; process++) {
		if (!core_process_lives(process) || object->index >= CORE_PROCESS_PAGES)
			continue;
		if (object->kind == OBJECT_ANON)
			count += core_process_page(process, object->index) == object->pfn;
		else if (object->kind == OBJECT_CACHE && core_process_file(process) == object->file)
			count += core_process_file_page(process, object->index) == object->pfn;
	}
	return count;
}

/* How it is with a folio beside who holds it. */
static void print_folio(const struct why *y, const struct object *object, unsigned long pfn)
{
	struct holders holders = holders_of(y->r, pfn);
	unsigned int mappers = count_mappers(object);
	unsigned long count;

	explain_folio(y->f, mappers ? holders.bits & ~CORE_FOLIO_MAPPED : holders.bits);
	if (mappers)
		fprintf(y->f, ", mapped by %u process%s", mappers, mappers == 1 ? "" : "es");
	if (holders.batch)
		fprintf(y->f, ", in an LRU batch of a CPU");
	core_folio(pfn, &count);
	if (count > 1)
		fprintf(y->f, ", in a folio of %lu pages", count);
}

static void print_owner(const struct why *y, unsigned long pfn)
{
	const struct object *object = owner_of(y->r, pfn);

	if (!object)
		return;
	fprintf(y->f, " (");
	explain_owner(y->f, object);
	if (has_folio(object))
		print_folio(y, object, pfn);
	fprintf(y->f, ")");
}

/* The first page of the window is the example. */
static bool print_reason(const struct why *y, const struct window *w, applies *is, const char *what)
{
	unsigned long pfn, first = CORE_NO_PFN, pages = 0;

	for (pfn = w->pfn; pfn < w->pfn + w->count; pfn++) {
		if (!is(y->r, w, pfn, what))
			continue;
		first = first == CORE_NO_PFN ? pfn : first;
		pages++;
	}
	if (!pages)
		return false;
	fprintf(y->f, "      pfn 0x%lx", first);
	if (pages > 1)
		fprintf(y->f, " and %lu more", pages - 1);
	fprintf(y->f, ": %s", what);
	print_owner(y, first);
	fprintf(y->f, "\n");
	return true;
}

/* The folio that has the page and the first of its pages in the window. */
static unsigned long folio_in(const struct window *w, unsigned long pfn, unsigned long *end)
{
	unsigned long count, first = core_folio(pfn, &count);

	*end = first + count;
	return first > w->pfn ? first : w->pfn;
}

/* Folios that somebody has references to, one by one; how many. */
static unsigned long print_held(const struct why *y, const struct window *w)
{
	unsigned long pfn, end, folios = 0;
	unsigned int references;

	for (pfn = w->pfn; pfn < w->pfn + w->count; pfn = end) {
		end = pfn + 1;
		if (!is_held(y->r, w, pfn, NULL))
			continue;
		references = holders_of(y->r, pfn).references;
		pfn = folio_in(w, pfn, &end);
		if (folios++ >= RUNS_SHOWN)
			continue;
		fprintf(y->f, "      pfn 0x%lx: held by ", pfn);
		if (references)
			fprintf(y->f, "%u reference%s", references, references == 1 ? "" : "s");
		else
			fprintf(y->f, "an LRU batch");
		print_owner(y, pfn);
		fprintf(y->f, "\n");
	}
	if (folios > RUNS_SHOWN)
		fprintf(y->f, "      and %lu more folios that are held\n", folios - RUNS_SHOWN);
	return folios;
}

static unsigned long count_pages(const struct why *y, const struct window *w, applies *is)
{
	unsigned long pfn, pages = 0;

	for (pfn = w->pfn; pfn < w->pfn + w->count; pfn++)
		pages += is(y->r, w, pfn, NULL);
	return pages;
}

/* A pageblock of the window that somebody else isolated: nothing in it was even looked at. */
static bool print_isolation(const struct why *y, const struct window *w)
{
	const struct model *m = y->r->model;
	unsigned long size = 1UL << y->r->build->block_order, pfn = w->pfn & -size;
	const struct object *object;
	unsigned int i;

	for (i = 0; i < m->live_count[OBJECT_ISOLATION]; i++) {
		object = &m->object[m->live[OBJECT_ISOLATION][i]];
		if (object->pfn + object->count <= pfn || object->pfn >= ((w->pfn + w->count + size - 1) & -size))
			continue;
		fprintf(y->f, "      pageblocks [0x%lx, 0x%lx): isolated by another (obj %u)\n", object->pfn,
			object->pfn + object->count, object->serial);
		return true;
	}
	return false;
}

/* How far the kernel came, where no owner explains more. */
static void print_course(const struct why *y, const struct window *w)
{
	unsigned int i;

	for (i = w->met_count; i-- > 0;) {
		if (w->met[i].what != CORE_TRIED_FREE)
			continue;
		fprintf(y->f, "      pfn 0x%lx: not free after migration, it is not known by whom\n",
			w->met[i].pfn + w->met[i].count);
		return;
	}
	fprintf(y->f, "      %s\n",
		w->met_count ? "migration failed, it is not known at which page"
			     : "its pageblocks could not be isolated, it is not known why");
}

static const char *error_text(int err)
{
	return err == -EBUSY ? "busy" : err == -ENOMEM ? "no memory" : err == -EINTR ? "interrupted" : "failed";
}

/* Owners in the order of their kinds; a reason that several have is printed once, for all of them. */
static bool print_obstacles(const struct why *y, const struct window *w)
{
	const char *what, *before = NULL;
	bool any = false;
	unsigned int kind;

	for (kind = OBJECT_NONE + 1; kind < OBJECT_KINDS; kind++) {
		what = op_owner(kind)->obstacle;
		if (what && what != before)
			any |= print_reason(y, w, is_obstacle, what);
		before = what ? what : before;
	}
	return any;
}

/* Whoever pins the only page in the way, or has the only references, could have let the window go. */
static void print_change(const struct why *y, unsigned long refused, unsigned long held)
{
	if (refused + held == 1)
		fprintf(y->f, "      nothing else was in the way: without %s it could have been allocated\n",
			refused ? "the driver's refusal" : "what holds that folio");
}

static void print_window(const struct why *y, const struct window *w)
{
	bool any = print_isolation(y, w);
	unsigned long refused = count_pages(y, w, is_refused), held;

	print_reason(y, w, is_refused, "its driver refuses for now to let it migrate");
	held = print_held(y, w);
	any |= print_obstacles(y, w);
	any |= print_reason(y, w, is_homeless, "movable, but there was no memory to migrate to");
	any |= print_reason(y, w, is_kernels, "a hole, reserved, or taken by the kernel itself");
	if (!any)
		print_change(y, refused, held);
	if (!any && !refused && !held)
		print_course(y, w);
}

/* Tells the windows that were put together. */
static void end_windows(struct why *y)
{
	const struct window *w = &y->last;

	if (!y->windows)
		return;
	if (y->windows > 1)
		fprintf(y->f, "   %u windows from [0x%lx, 0x%lx) to ", y->windows, y->begun.pfn,
			y->begun.pfn + y->begun.count);
	else
		fprintf(y->f, "   window ");
	fprintf(y->f, "[0x%lx, 0x%lx): ", w->pfn, w->pfn + w->count);
	if (w->err && w->err != CORE_CMA_ERROR_UNKNOWN)
		fprintf(y->f, "%s (%d)\n", error_text(w->err), w->err);
	else
		fprintf(y->f, "failed\n");
	fputs(y->reasons, y->f);
	free(y->reasons);
	y->reasons = NULL;
	y->windows = 0;
}

static void add_window(struct why *y, const struct window *w)
{
	char *text = NULL;
	size_t size;
	struct why inner = *y;

	inner.f = open_memstream(&text, &size);
	if (!inner.f)
		return;
	print_window(&inner, w);
	fclose(inner.f);
	if (y->windows && (y->last.err != w->err || strcmp(y->reasons, text) != 0))
		end_windows(y);
	if (!y->windows++)
		y->begun = *w;
	free(y->reasons);
	y->reasons = text;
	y->last = *w;
}

/* ---------------------------------------------------------------- the bitmap of an area */

static unsigned long run_end(const struct core_view_area *area, unsigned long i)
{
	while (i < area->bits && !area_bit(area, i))
		i++;
	return i;
}

/* Of the free pages [from, to), those from the first on that may begin a window. */
static unsigned long aligned_room(unsigned long from, unsigned long to, unsigned int align)
{
	unsigned long size = 1UL << align, start = (from + size - 1) & -size;

	return start < to ? to - start : 0;
}

static void print_run(const struct why *y, unsigned long from, unsigned long to)
{
	fprintf(y->f, "      free [0x%lx, 0x%lx): %lu pages", from, to, to - from);
	if (y->r->rec.align)
		fprintf(y->f, ", %lu from the first that is aligned", aligned_room(from, to, y->r->rec.align));
	fprintf(y->f, "\n");
}

/* Free runs of the bitmap, and whether one would have held the request. */
static void print_bitmap(const struct why *y, const struct core_view_area *area)
{
	unsigned long i, end, pages = 0, largest = 0, from, runs = 0;

	for (i = 0; i < area->bits; i = end + 1) {
		end = run_end(area, i);
		from = area->pfn + (i << area->order_per_bit);
		pages += (end - i) << area->order_per_bit;
		if (end - i > largest)
			largest = end - i;
		if (end > i && runs++ < RUNS_SHOWN)
			print_run(y, from, area->pfn + (end << area->order_per_bit));
	}
	fprintf(y->f, "      %lu of %lu pages free in the bitmap, in %lu runs, the largest of %lu\n", pages,
		area->count, runs, largest << area->order_per_bit);
}

static void explain_no_window(const struct why *y, const struct core_view_area *area)
{
	const struct op_record *rec = &y->r->rec;

	fprintf(y->f, "   no window: the bitmap has no room for %lu pages", rec->count);
	if (rec->align)
		fprintf(y->f, " aligned to order %u", rec->align);
	if (rec->count > area->count)
		fprintf(y->f, ", the area has %lu\n", area->count);
	else
		fprintf(y->f, "\n");
	print_bitmap(y, area);
}

/* ---------------------------------------------------------------- one operation */

/* The window behind the last that was given up, if one was tried: the first in the bitmap from there on. */
static bool find_last(const struct why *y, const struct core_view_area *area, unsigned long from, struct window *w)
{
	unsigned long step = 1UL << area->order_per_bit, size = 1UL << y->r->rec.align, end;

	for (w->pfn = from; w->pfn + w->count <= area->pfn + area->count; w->pfn += step) {
		if (w->pfn & (size - 1))
			continue;
		end = run_end(area, (w->pfn - area->pfn) >> area->order_per_bit);
		if (area->pfn + (end << area->order_per_bit) >= w->pfn + w->count)
			return true;
	}
	return false;
}

static void explain_cma(struct why *y)
{
	struct core_view_area areas[CORE_MAX_AREAS] = {0}, *area = &areas[y->r->rec.area];
	const struct core_tried *tried;
	unsigned int i, count = core_tried(&tried), start = 0;
	struct window w = {.count = y->r->rec.count};
	unsigned long from;

	core_view_areas(areas, y->r->rec.area + 1);
	if (!area->count) {
		fprintf(y->f, "   the area was not activated when the machine booted\n");
		return;
	}
	from = area->pfn;
	for (i = 0; i < count; i++) {
		if (tried[i].what != CORE_TRIED_BUSY)
			continue;
		w = (struct window){tried[i].pfn, tried[i].count, &tried[start], i - start, false, -EBUSY};
		add_window(y, &w);
		start = i + 1;
		/* The area of a node is asked before. */
		if (w.pfn < area->pfn || w.pfn >= area->pfn + area->count)
			continue;
		y->any = true;
		from = w.pfn + 1;
	}
	w = (struct window){0, y->r->rec.count, &tried[start], count - start, true, core_cma_inner_error()};
	if (start < count && find_last(y, area, from, &w)) {
		add_window(y, &w);
		y->any = true;
	}
	end_windows(y);
	if (!y->any)
		explain_no_window(y, area);
}

static void explain_range(struct why *y)
{
	const struct op_record *rec = &y->r->rec;
	const struct core_tried *tried;
	struct window w = {.pfn = rec->pfn, .count = rec->count, .last = true, .err = rec->err};

	w.met_count = core_tried(&tried);
	w.met = tried;
	add_window(y, &w);
	end_windows(y);
}

static const struct {
	enum op_kind kind;
	void (*explain)(struct why *y);
} explained[] = {
	{OP_KIND_CMA_ALLOC, explain_cma},
	{OP_KIND_CONTIG_ALLOC, explain_range},
};

void explain(void *f, const struct run *r, int at, const struct op *op)
{
	struct why y = {.f = f, .r = r};
	char text[TEXT_OP_MAX];
	unsigned int i;

	if (!op || r->skip || r->rec.ok)
		return;
	for (i = 0; i < sizeof(explained) / sizeof(explained[0]); i++) {
		if (explained[i].kind != ops[op->code].kind)
			continue;
		text_op(text, sizeof(text), r->program, op);
		fprintf(f, "%d: %s failed:\n", at, text);
		if (r->rec.kind == explained[i].kind)
			explained[i].explain(&y);
		else if (r->rec.area < r->machine->areas)
			fprintf(f, "   the kernel does not ask the default area for a page or less\n");
		else
			fprintf(f, "   there is no default area, and none of its node's that had room\n");
	}
}
