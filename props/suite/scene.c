// SPDX-License-Identifier: GPL-2.0
/*
 * scene.c - see scene.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "props/suite/scene.h"

static struct model model;
struct scene scene = {.model = &model};

static struct core_view copy;
static struct {
	unsigned int *word;
	unsigned char *list, *block;
} arrays;

void scene_start(void)
{
	host_start();
}

void scene_begin(const char *machine)
{
	unsigned int i = 0;

	while (machine && i + 1 < core_machines() && strcmp(core_machine(i)->name, machine))
		i++;
	verdict_begin(NULL);
	if (core_reset(i))
		abort();
	core_op_begin();
	core_op_end();
	scene.build = core_build();
	scene.machine = core_machine(i);
	model_reset(&model, i);
	props_program_begin(&model);
}

bool has_big_blocks(void)
{
	return scene.build->max_order > scene.build->block_order;
}

unsigned int class_of(const char *name)
{
	unsigned int i;

	for (i = 0; i < core_gfps(); i++)
		if (!strcmp(core_gfp(i)->name, name))
			return i;
	fprintf(stderr, "no allocation class %s\n", name);
	abort();
}

/* ---------------------------------------------------------------- operations */

struct op_record new_record(enum op_kind kind, bool ok)
{
	struct op_record op = {.kind = kind, .ok = ok, .slot = MODEL_NONE};

	return op;
}

static void begin(enum op_kind kind)
{
	props_op_begin(&model, kind);
	core_op_begin();
}

static void settle(void)
{
	const struct core_move *moves;
	unsigned int i, count;

	core_op_end();
	count = core_moves(&moves);
	for (i = 0; i < count; i++)
		model_move(&model, moves[i].from, moves[i].to);
}

static void add(struct op_record *op, struct object object)
{
	settle();
	if (!op->ok)
		return;
	object.pfn = op->pfn;
	object.count = op->count;
	op->slot = model_add(&model, &object);
}

struct op_record scene_alloc(const char *class, unsigned int order)
{
	struct op_record op = new_record(OP_KIND_ALLOC, false);
	struct object object = {.kind = OBJECT_PAGES, .order = order, .gfp = class_of(class)};

	begin(op.kind);
	op.gfp = object.gfp;
	op.order = order;
	op.count = 1ul << order;
	op.pfn = core_alloc(op.gfp, order);
	op.ok = op.pfn != CORE_NO_PFN;
	object.zeroed = core_gfp(op.gfp)->zero;
	add(&op, object);
	return op;
}

struct op_record scene_movable(void)
{
	struct op_record op = new_record(OP_KIND_ALLOC, false);
	struct object object = {.kind = OBJECT_MOVABLE, .gfp = class_of("movable")};

	begin(op.kind);
	op.gfp = object.gfp;
	op.count = 1;
	op.pfn = core_alloc(op.gfp, 0);
	op.ok = op.pfn != CORE_NO_PFN;
	if (op.ok)
		core_movable_get(op.pfn);
	add(&op, object);
	return op;
}

struct op_record scene_free(unsigned int slot)
{
	struct op_record op = new_record(OP_KIND_FREE, true);
	struct object object = model.object[slot];

	begin(op.kind);
	op.pfn = object.pfn;
	op.order = object.order;
	op.count = object.count;
	op.gfp = object.gfp;
	if (object.kind == OBJECT_MOVABLE)
		core_movable_put(object.pfn);
	core_free(object.pfn, object.order);
	settle();
	model_remove(&model, slot);
	return op;
}

struct op_record scene_cma_alloc(unsigned int area, unsigned long count, unsigned int align)
{
	struct op_record op = new_record(OP_KIND_CMA_ALLOC, false);
	struct object object = {.kind = OBJECT_CMA, .area = area};

	begin(op.kind);
	op.area = area;
	op.align = align;
	op.count = count;
	op.pfn = core_cma_alloc(area, count, align);
	op.ok = op.pfn != CORE_NO_PFN;
	add(&op, object);
	return op;
}

struct op_record scene_cma_release(unsigned int slot)
{
	struct op_record op = new_record(OP_KIND_CMA_RELEASE, false);
	struct object object = model.object[slot];

	begin(op.kind);
	op.area = object.area;
	op.pfn = object.pfn;
	op.count = object.count;
	op.ok = core_cma_release(object.area, object.pfn, object.count);
	settle();
	if (op.ok)
		model_remove(&model, slot);
	return op;
}

struct op_record scene_contig_alloc(unsigned long pfn, unsigned long count, enum core_type type)
{
	struct op_record op = new_record(OP_KIND_CONTIG_ALLOC, false);
	struct object object = {.kind = OBJECT_CONTIG};

	begin(op.kind);
	op.pfn = pfn;
	op.count = count;
	op.err = core_contig_alloc(pfn, pfn + count, type);
	op.ok = !op.err;
	add(&op, object);
	return op;
}

struct op_record scene_isolate(unsigned long pfn, unsigned long count, bool pcp_off)
{
	struct op_record op = new_record(OP_KIND_ISOLATE, false);
	struct object object = {.kind = OBJECT_ISOLATION, .pcp_off = pcp_off};

	begin(op.kind);
	op.pfn = pfn;
	op.count = count;
	if (pcp_off)
		core_pcp_disable(pfn);
	op.err = core_isolate(pfn, pfn + count);
	op.ok = !op.err;
	if (pcp_off && !op.ok)
		core_pcp_enable(pfn);
	add(&op, object);
	return op;
}

/* ---------------------------------------------------------------- findings */

static bool match(const char *signature, const char *id)
{
	size_t length = strlen(id);

	return !strncmp(signature, id, length) && (!signature[length] || signature[length] == ':');
}

static void note_proof(const char *sign, const char *signature)
{
	const char *path = getenv("MMFUZZ_PROVEN");
	FILE *f = path ? fopen(path, "a") : NULL;

	if (!f)
		return;
	fprintf(f, "%s%s\n", sign, signature);
	fclose(f);
}

void proven(const char *signature)
{
	note_proof("", signature);
}

void unprovable(const char *signature)
{
	note_proof("-", signature);
}

/*
 * A finding whose text names a page is of that page, for those who mark it in maps.  Others name addresses (X), where
 * compaction goes on (M12), or a link that leads to no page (B5).
 */
static void carries_page(const struct finding *f)
{
	if (*f->signature == 'X' || match(f->signature, "M12:compaction") || match(f->signature, "B5:wild"))
		return;
	if (strstr(f->text, "0x"))
		cr_expect_neq(f->pfn, CORE_NO_PFN, "%s is of no page, but: %s", f->signature, f->text);
}

bool finds_view(const char *id, const struct op_record *op, unsigned int cost, const struct core_view *view)
{
	unsigned int i;

	verdict_begin(NULL);
	props_run_view(&model, op, cost, view);
	for (i = 0; i < verdict->findings; i++)
		if (match(verdict->finding[i].signature, id)) {
			carries_page(&verdict->finding[i]);
			proven(verdict->finding[i].signature);
			return true;
		}
	return false;
}

bool finds(const char *id, const struct op_record *op, unsigned int cost)
{
	return finds_view(id, op, cost, NULL);
}

const char *found(void)
{
	static char text[1024];
	size_t length = 0;
	unsigned int i;

	for (i = 0; i < verdict->findings && length < sizeof(text); i++)
		length += snprintf(text + length, sizeof(text) - length, "%s%s (%s)", i ? ", " : "",
				   verdict->finding[i].signature, verdict->finding[i].text);
	return verdict->findings ? text : "nothing";
}

void fair_scene(const char *machine)
{
	scene_begin(machine);
	scene_populate();
	cr_assert_not(finds("none", NULL, COST_OP | COST_WALK) || verdict->findings, "found %s before", found());
}

void expect_finding(const char *id, const struct op_record *op, unsigned int cost)
{
	cr_expect(finds(id, op, cost), "expected %s, found %s", id, found());
}

void expect_in_view(const char *id, const struct core_view *view)
{
	cr_expect(finds_view(id, NULL, COST_WALK, view), "expected %s, found %s", id, found());
}

struct op_record scene_move_pages(void)
{
	unsigned int order, tries;
	struct op_record op;

	scene_begin("flat");
	if (!scene.build->movable_ops)
		cr_skip_test("no movable drivers");
	order = scene.build->block_order;
	for (tries = 0; tries < MODEL_OBJECTS - 64; tries++) {
		op = scene_movable();
		cr_assert(op.ok);
		op = scene_contig_alloc(round_down(op.pfn, order), 1ul << order, core_view_block(op.pfn));
		if (op.ok)
			return op;
	}
	/* Where pageblocks are large the first pages may all lie beside what boot reserved. */
	cr_assert_gt(order, 12, "no movable page could be moved away");
	cr_skip_test("no movable page lies in a pageblock of its own kind");
	return op;
}

/* ---------------------------------------------------------------- a view to alter */

static void *copied(void *old, const void *from, size_t size)
{
	void *room = realloc(old, size);

	if (!room)
		abort();
	return memcpy(room, from, size);
}

struct core_view *view_copy(void)
{
	unsigned long pages;

	copy = *core_view();
	pages = copy.end_pfn - copy.start_pfn;
	arrays.word = copied(arrays.word, copy.page, pages * sizeof(*arrays.word));
	arrays.list = copied(arrays.list, copy.list, pages);
	arrays.block = copied(arrays.block, copy.block, model_block(&model, copy.end_pfn - 1) + 1);
	copy.page = arrays.word;
	copy.list = arrays.list;
	copy.block = arrays.block;
	return &copy;
}

unsigned int *view_word(unsigned long pfn)
{
	return &arrays.word[pfn - copy.start_pfn];
}

unsigned char *view_list(unsigned long pfn)
{
	return &arrays.list[pfn - copy.start_pfn];
}

unsigned char *view_block(unsigned long pfn)
{
	return &arrays.block[model_block(&model, pfn)];
}

/* ---------------------------------------------------------------- places */

static unsigned int free_order(const struct core_view *view, unsigned long i)
{
	return view->list[i] >> 3 & 15;
}

static bool in_area(unsigned long pfn)
{
	return area_of(scene.machine, pfn) < CORE_MAX_AREAS;
}

/* First free block of an order in [low, high], in an area or outside, or CORE_NO_PFN. */
static unsigned long find_free(unsigned int low, unsigned int high, bool area)
{
	const struct core_view *view = core_view();
	unsigned long i, pages = view->end_pfn - view->start_pfn;

	for (i = 0; i < pages; i++) {
		if (!(view->list[i] & CORE_ON_FREE) || (view->list[i] & 7) == CORE_ISOLATE)
			continue;
		if (free_order(view, i) >= low && free_order(view, i) <= high && in_area(view->start_pfn + i) == area)
			return view->start_pfn + i;
	}
	return CORE_NO_PFN;
}

static unsigned long find_isolated(void)
{
	const struct core_view *view = core_view();
	unsigned long i, pages = view->end_pfn - view->start_pfn;

	for (i = 0; i < pages; i++)
		if ((view->list[i] & CORE_ON_FREE) && (view->list[i] & 7) == CORE_ISOLATE)
			return view->start_pfn + i;
	return CORE_NO_PFN;
}

static unsigned long find_owned(enum object_kind kind)
{
	unsigned int slot = model_pick(&model, kind, 0);

	return slot == MODEL_NONE ? CORE_NO_PFN : model.object[slot].pfn;
}

unsigned long place_find(enum place place)
{
	unsigned int block = scene.build->block_order, max = scene.build->max_order, z;

	switch (place) {
	case PLACE_FREE_HEAD:
		return find_free(1, max - 1, false);
	case PLACE_FREE_TAIL:
		return find_free(1, max - 1, false) + 1;
	case PLACE_FREE_BLOCK:
		return find_free(block, max, false);
	case PLACE_BIG_TAIL:
		return find_free(block + 1, max, false) + (1ul << block);
	case PLACE_OWNED:
		return find_owned(OBJECT_PAGES);
	case PLACE_AREA_FREE:
		return find_free(0, max, true);
	case PLACE_AREA_OWNED:
		return find_owned(OBJECT_CMA);
	case PLACE_ISOLATED:
		return find_isolated();
	case PLACE_LAST_ZONE:
		for (z = scene.machine->zones; z-- > 0;)
			if (scene.machine->zone[z].start_pfn < scene.machine->zone[z].end_pfn)
				return scene.machine->zone[z].start_pfn;
		return CORE_NO_PFN;
	default:
		return CORE_NO_PFN;
	}
}

/* A free pageblock outside the areas, from the top: there the machines keep movable memory. */
static unsigned long find_block(void)
{
	unsigned int order = scene.build->block_order;
	unsigned long pfn = round_down(scene.machine->end_pfn, order) - (1ul << order);
	const struct core_view *view = core_view();

	for (; pfn >= scene.machine->start_pfn; pfn -= 1ul << order)
		if (!in_area(pfn) && (view->list[pfn - view->start_pfn] & CORE_ON_FREE) &&
		    free_order(view, pfn - view->start_pfn) >= order)
			return pfn;
	return CORE_NO_PFN;
}

void scene_populate(void)
{
	unsigned int i;

	for (i = 0; i < 3; i++)
		scene_alloc("unmovable", i);
	for (i = 0; i < 4; i++)
		scene_movable();
	scene_cma_alloc(0, 5, 0);
	scene_isolate(find_block(), 1ul << scene.build->block_order, false);
	scene_alloc("compound", 2);
	scene_alloc("reclaimable", 0);
	scene_alloc("unmovable", 0);
}
