// SPDX-License-Identifier: GPL-2.0
/*
 * state.c - what the checks remember, see state.h.
 *
 * All arrays are allocated once, for the largest machine; the boot figures of a machine are taken when it is first
 * seen, right after its reset.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "props/walk.h"

enum {
	WORD_BITS = sizeof(unsigned long) * CHAR_BIT,
};

static struct {
	unsigned long pages, block_count; /* of the largest machine, with room for unaligned ends */
	struct boot *boot; /* per machine */
	unsigned int *words;
	struct before before;
	unsigned long ops, walked_at; /* operations begun since the program began, and at the last walk */
} state;

/* ---------------------------------------------------------------- small questions */

unsigned int zone_of(const struct core_machine *machine, unsigned long pfn)
{
	unsigned int z;

	for (z = 0; z < machine->zones; z++)
		if (pfn >= machine->zone[z].start_pfn && pfn < machine->zone[z].end_pfn)
			return z;
	return NO_ZONE;
}

bool is_held(const struct check *c, unsigned long pfn)
{
	if (!c->boot->held || pfn < c->model->start_pfn || pfn >= c->model->end_pfn)
		return false;
	return c->boot->held[pfn - c->model->start_pfn];
}

unsigned int area_of(const struct core_machine *machine, unsigned long pfn)
{
	unsigned int a;

	for (a = 0; a < machine->areas; a++)
		if (pfn >= machine->area[a].pfn && pfn < machine->area[a].pfn + machine->area[a].count)
			return a;
	return CORE_MAX_AREAS;
}

const struct object *pcp_off(const struct check *c, unsigned int zone)
{
	const struct model *model = c->model;
	const struct object *object;
	unsigned int i;

	for (i = 0; i < model->live_count[OBJECT_ISOLATION]; i++) {
		object = &model->object[model->live[OBJECT_ISOLATION][i]];
		if (object->pcp_off && zone_of(c->machine, object->pfn) == zone)
			return object;
	}
	return NULL;
}

bool is_movable_zone(const struct core_zone *zone)
{
	return !strcmp(zone->name, "Movable");
}

bool is_mergeable(unsigned int type)
{
	return type == CORE_UNMOVABLE || type == CORE_MOVABLE || type == CORE_RECLAIMABLE;
}

unsigned long round_down(unsigned long pfn, unsigned int order)
{
	return pfn >> order << order;
}

unsigned long round_up(unsigned long pfn, unsigned int order)
{
	return round_down(pfn + (1ul << order) - 1, order);
}

bool has_straddler(const struct check *c, unsigned long pfn, unsigned long count)
{
	unsigned long end = round_up(pfn + count, c->build->max_order);
	unsigned int slot;

	if (c->build->max_order <= c->build->block_order)
		return false;
	for (pfn = round_down(pfn, c->build->max_order); pfn < end; pfn++) {
		slot = model_owner(c->model, pfn);
		if (slot != MODEL_NONE && c->model->object[slot].order > c->build->block_order)
			return true;
	}
	return false;
}

bool window_free(const struct check *c, unsigned long start, unsigned long count)
{
	unsigned long pfn;
	unsigned int word;

	for (pfn = start; pfn < start + count; pfn++) {
		if (model_owner(c->model, pfn) != MODEL_NONE || c->model->isolated[model_block(c->model, pfn)])
			return false;
		word = core_view_page(pfn);
		if (!(word & CORE_PG_REF0) || !(word & CORE_PG_VALID) || word & (CORE_PG_RESERVED | CORE_PG_GUARD))
			return false;
	}
	/* That would make the isolation fail. */
	return !has_straddler(c, start, count);
}

bool test_bit(const unsigned long *bitmap, unsigned long bit)
{
	return bitmap[bit / WORD_BITS] >> bit % WORD_BITS & 1;
}

void set_bit(unsigned long *bitmap, unsigned long bit)
{
	bitmap[bit / WORD_BITS] |= 1ul << bit % WORD_BITS;
}

unsigned long bitmap_words(unsigned long bits)
{
	return (bits + WORD_BITS - 1) / WORD_BITS;
}

unsigned long pcp_pages(const struct core_view_zone *z)
{
	unsigned long pages = 0;
	unsigned int cpu;

	for (cpu = 0; cpu < CORE_MAX_CPUS; cpu++)
		pages += z->pcp[cpu].listed;
	return pages;
}

/* ---------------------------------------------------------------- memory */

static void *need(size_t count, size_t size)
{
	void *p = calloc(count, size);

	if (!p)
		abort();
	return p;
}

static void forget_arrays(void)
{
	unsigned int i;

	free(state.words);
	free(state.before.list);
	free(state.before.block);
	free(state.before.atomic);
	for (i = 0; i < CORE_MAX_AREAS; i++)
		free(state.before.bitmap[i]);
}

/* For the largest machine, or the described one if that is larger. */
static void state_init(unsigned long described_pages)
{
	unsigned int i;

	state.pages = described_pages;
	for (i = 0; i < core_machines(); i++) {
		unsigned long pages = core_machine(i)->end_pfn - core_machine(i)->start_pfn;

		if (pages > state.pages)
			state.pages = pages;
	}
	forget_arrays();
	state.block_count = (state.pages >> core_build()->block_order) + 2;
	if (!state.boot)
		state.boot = need(core_machines() + 1, sizeof(*state.boot));
	state.words = need(state.pages, sizeof(*state.words));
	state.before.list = need(state.pages, 1);
	state.before.block = need(state.block_count, 1);
	state.before.atomic = need(state.block_count, 1);
	for (i = 0; i < CORE_MAX_AREAS; i++)
		state.before.bitmap[i] = need(bitmap_words(state.pages), sizeof(unsigned long));
}

const struct before *state_before(void)
{
	return &state.before;
}

unsigned int *state_words(void)
{
	return state.words;
}

/* The described machine comes behind those of the table. */
static unsigned int boot_index(unsigned int machine)
{
	return machine == CORE_DESCRIBED ? core_machines() : machine;
}

const struct boot *state_boot(unsigned int machine)
{
	return &state.boot[boot_index(machine)];
}

/* ---------------------------------------------------------------- after boot */

/* Pages that are in no state that the model knows: the kernel took them while booting. */
static uint8_t *find_held(const struct model *model, const struct core_view *view, struct walk *walk)
{
	struct check c = {
		.model = model,
		.view = view,
		.build = core_build(),
		.machine = core_machine(model->machine),
		.before = &state.before,
		.boot = state_boot(model->machine),
	};
	uint8_t *held = need(view->end_pfn - view->start_pfn, 1);
	unsigned long pages = 0;
	unsigned int z;

	walk_pages(&c, walk, held);
	for (z = 0; z < view->zones; z++)
		pages += walk->zone[z].held;
	if (pages)
		return held;
	free(held);
	return NULL;
}

static void remember_boot(const struct model *model)
{
	struct boot *boot = &state.boot[boot_index(model->machine)];
	const struct core_view *view = core_view();
	const struct core_view_zone *from;
	struct walk walk;
	unsigned int z;

	free(boot->held);
	boot->held = NULL;
	boot->held = find_held(model, view, &walk);
	boot->zones = view->zones;
	boot->totalram = view->totalram;
	boot->totalcma = view->totalcma;
	for (z = 0; z < view->zones; z++) {
		from = &view->zone[z];
		boot->zone[z].free = from->stat_free + pcp_pages(from);
		boot->zone[z].free_cma = from->free_by_type[CORE_CMA] + walk.zone[z].pcp_cma;
		boot->zone[z].managed = from->managed;
		boot->zone[z].present = from->present;
		boot->zone[z].nr_isolate_pageblock = from->nr_isolate_pageblock;
		boot->zone[z].contiguous = from->contiguous;
	}
	boot->known = true;
}

void state_program_begin(const struct model *model)
{
	if (!state.boot || model->end_pfn - model->start_pfn > state.pages)
		state_init(model->end_pfn - model->start_pfn);
	memset(state.before.atomic, 0, state.block_count);
	memset(state.before.atomic_lost, 0, sizeof(state.before.atomic_lost));
	state.ops = 0;
	state.walked_at = -1ul;
	if (model->machine == CORE_DESCRIBED || !state_boot(model->machine)->known)
		remember_boot(model);
}

/* ---------------------------------------------------------------- around an operation */

static void remember_bitmaps(unsigned int areas)
{
	static struct core_view_area area[CORE_MAX_AREAS];
	unsigned int a;

	core_view_areas(area, areas);
	for (a = 0; a < areas; a++) {
		state.before.bits[a] = area[a].count ? area[a].bits : 0;
		if (state.before.bits[a])
			memcpy(state.before.bitmap[a], area[a].bitmap,
			       bitmap_words(state.before.bits[a]) * sizeof(unsigned long));
	}
}

void state_op_begin(const struct model *model, enum op_kind kind)
{
	state.before.fresh = state.walked_at == state.ops;
	state.ops++;
	if (kind == OP_KIND_CMA_ALLOC || kind == OP_KIND_CMA_RELEASE)
		remember_bitmaps(core_machine(model->machine)->areas);
	if (kind == OP_KIND_CMA_ALLOC)
		core_cma_events(&state.before.events);
}

/* A pageblock is reserved right behind the allocation that was made of it. */
static void note_atomic(const struct check *c)
{
	const struct op_record *op = c->op;
	unsigned long pfn, step = 1ul << c->build->block_order;

	if (!(c->types >> CORE_HIGHATOMIC & 1))
		return;
	for (pfn = op->pfn; pfn < op->pfn + (1ul << op->order); pfn += step)
		if (zone_of(c->machine, pfn) < NO_ZONE && core_view_block(pfn) == CORE_HIGHATOMIC)
			state.before.atomic[model_block(c->model, pfn)] = 1;
}

static void lose_atomic(const struct check *c, unsigned long pfn, unsigned long end)
{
	unsigned long last = (1ul << c->build->block_order) - 1;
	unsigned int zone;

	for (pfn &= ~last; pfn < end; pfn += last + 1) {
		/* One that the zone has in part may have its end, or its beginning, elsewhere. */
		zone = zone_of(c->machine, pfn) < NO_ZONE ? zone_of(c->machine, pfn) : zone_of(c->machine, pfn + last);
		if (zone < NO_ZONE)
			state.before.atomic_lost[zone] |= state.before.atomic[model_block(c->model, pfn)];
	}
}

/*
 * Isolation before 6.17 forgets that a pageblock was HIGHATOMIC, and leaves the count of the reserve as it was.  Where
 * the kernel looked for a range, nobody knows which pageblocks it isolated and gave up.
 */
static void note_atomic_lost(const struct check *c)
{
	const struct op_record *op = c->op;

	if (c->build->isolate_bit)
		return;
	if (op->searched)
		lose_atomic(c, c->machine->start_pfn, c->machine->end_pfn);
	else if (op->pfn && (op->kind == OP_KIND_ISOLATE || op->kind == OP_KIND_CONTIG_ALLOC))
		lose_atomic(c, op->pfn, op->pfn + op->count);
}

void state_op_end(const struct check *c)
{
	note_atomic_lost(c);
	note_atomic(c);
}

void state_walk_end(const struct check *c)
{
	const struct core_view *view = c->view;
	unsigned long pages = view->end_pfn - view->start_pfn;

	memcpy(state.before.list, view->list, pages);
	memcpy(state.before.block, view->block, model_block(c->model, view->end_pfn - 1) + 1);
	state.walked_at = state.ops;
}
