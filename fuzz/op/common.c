// SPDX-License-Identifier: GPL-2.0
/* common.c - what operations of several subjects share, see common.h. */
#include <stdarg.h>
#include <stdio.h>

#include "op/common.h"

const char nothing_live[] = "no such object";
const char would_sleep[] = "would sleep";
const char a_folio[] = "it is a folio";
const char is_referenced[] = "somebody has a reference to it";
const char refuses[] = "its driver refuses for now";

static bool is_needed(const struct object *object)
{
	return object->dirty || (owners[object->kind].sole && (object->needed || object->mlocked));
}

static void follow_leave(struct model *model, const struct core_move *move)
{
	unsigned int slot = model_owner(model, move->from);

	if (move->unseen) {
		model_leave_unseen(model, move->from);
		return;
	}
	if (slot != MODEL_NONE && !move->dropped && is_needed(&model->object[slot]))
		check_fail_page(move->from, "R3", "lost", "page 0x%lx left its owner, what was written to it is lost",
				move->from);
	if (!model_leave(model, move->from))
		check_fail_page(move->from, "B3", "migration", "page 0x%lx was given up, its owner keeps its pages",
				move->from);
}

static void follow_swap_in(struct model *model, const struct core_move *move)
{
	if (!model_swap_in(model, move->slot, move->to))
		check_fail_page(move->to, "R3", "swap",
				"slot %lu came back from swap to 0x%lx: nobody's, or the page is owned", move->slot,
				move->to);
}

/* What it held when it left is what it holds now that it is back, if it still is where it came to. */
static void check_swapped_in(const struct model *model, const struct core_move *move)
{
	unsigned int slot = model_owner(model, move->to);

	if (slot == MODEL_NONE || model->object[slot].kind != OBJECT_ANON)
		return;
	if (model_check_stamp(model, slot) != CORE_NO_PFN)
		check_fail_page(move->to, "B12", "swap", "pfn 0x%lx came back from swap with other contents", move->to);
}

/* A page that nobody has, in the swap cache until somebody looks. */
static void follow_left(struct model *model, const struct core_move *move)
{
	const struct object left = {.kind = OBJECT_LEFT, .pfn = move->to, .count = 1};
	unsigned int slot = model_owner(model, move->from);

	if (slot != MODEL_NONE && model->object[slot].kind == OBJECT_LEFT)
		model_remove(model, slot);
	if (model_owner(model, move->to) == MODEL_NONE)
		model_add(model, &left);
}

static void follow_swap_leave(struct model *model, const struct core_move *move)
{
	unsigned int slot = model_swapped(model, move->slot);

	if (slot == MODEL_NONE)
		return;
	if (!move->dropped)
		check_fail("R3", "lost", "slot %lu of swap is nobody's any more, what it holds is lost", move->slot);
	model_remove(model, slot);
}

/* Who has locked its memory keeps in memory what it had mapped. */
static void check_unlocked(const struct model *model, const struct core_move *move)
{
	const struct object *object = &model->object[model_swapped(model, move->slot)];
	unsigned int process;

	for (process = 0; object->mlocked && process < CORE_PROCESSES; process++)
		if (core_process_locked(process) && core_process_slot(process, object->index) == move->slot)
			check_fail_page(move->from, "R3", "mlocked",
					"pfn 0x%lx went to swap, process %u has locked its memory", move->from,
					process);
}

static void follow_swap(struct model *model, const struct core_move *move)
{
	if (move->to != CORE_NO_PFN)
		follow_swap_in(model, move);
	else if (move->from == CORE_NO_PFN)
		follow_swap_leave(model, move);
	else if (!model_swap_out(model, move->from, move->slot))
		check_fail_page(move->from, "R3", "swap",
				"pfn 0x%lx left for slot %lu of swap: no process's, or the slot has another page",
				move->from, move->slot);
	else
		check_unlocked(model, move);
}

void follow_moves(struct model *model)
{
	const struct core_move *move;
	unsigned int i, moves = core_moves(&move);

	for (i = 0; i < moves; i++, move++) {
		if (move->written)
			clean_range(model, move->from, 1);
		else if (move->slot)
			follow_swap(model, move);
		else if (move->to == CORE_NO_PFN)
			follow_leave(model, move);
		else if (move->dropped)
			follow_left(model, move);
		else if (!model_move(model, move->from, move->to))
			check_fail_page(move->from, "B3", "migration",
					"pfn 0x%lx moved to 0x%lx: not movable, or the target is owned", move->from,
					move->to);
	}
	for (i = 0, move -= moves; i < moves; i++, move++)
		if (move->slot && move->to != CORE_NO_PFN)
			check_swapped_in(model, move);
	model_sweep(model);
}

void refuse_number(struct run *r, const char *format, ...)
{
	va_list args;

	if (!r->literal || r->odd[0])
		return;
	va_start(args, format);
	vsnprintf(r->odd, sizeof(r->odd), format, args);
	va_end(args);
}

unsigned long reduced(struct run *r, const char *name, unsigned long number, unsigned long least, unsigned long limit)
{
	if (number >= limit)
		refuse_number(r, "%s=%lu is none of this machine's: %lu to %lu", name, least + number, least,
			      least + limit - 1);
	return number % limit;
}

struct object *called(const struct run *r)
{
	return &r->model->object[r->call.slot];
}

const struct object *pick(struct run *r, enum object_kind kind, unsigned int n)
{
	const struct object *object;

	r->call.slot = model_pick(r->model, kind, n);
	if (r->call.slot == MODEL_NONE) {
		r->skip = nothing_live;
		return NULL;
	}
	reduced(r, "nth", n, 0, r->model->live_count[kind]);
	object = called(r);
	r->call.pfn = object->pfn;
	r->call.count = object->count;
	return object;
}

const struct object *pick_to_free(struct run *r, enum object_kind kind, unsigned int n)
{
	const struct object *object = pick(r, kind, n);

	r->call.stamped = object;
	return object;
}

void call_page(struct run *r, unsigned int slot)
{
	r->call.slot = slot;
	r->call.pfn = called(r)->pfn;
	r->call.count = 1;
}

void pick_pinned(struct run *r, enum object_kind kind, unsigned int n)
{
	unsigned int live_count = r->model->live_count[kind], i, slot;

	if (live_count && r->pins[kind])
		reduced(r, "nth", n, 0, live_count);
	for (i = 0; i < live_count && r->pins[kind]; i++) {
		slot = model_pick(r->model, kind, n + i);
		if (!r->model->object[slot].pins)
			continue;
		call_page(r, slot);
		return;
	}
	r->skip = nothing_live;
}

bool has_room(struct run *r, unsigned long objects)
{
	/* The other CPUs that it runs beside may add some before it does. */
	if (r->beside)
		objects += CORE_MAX_CPUS << r->build->cache_order;
	if (objects <= r->model->unuseds)
		return true;
	r->skip = "the model is full";
	return false;
}

void prepare_drained(struct run *r, const uint8_t *arg)
{
	r->call.value = arg[0] ? reduced(r, "cpu", arg[0] - 1u, 0, r->build->cpus) : CORE_MAX_CPUS;
}

void call_sleeper(struct run *r, unsigned int class)
{
	if (!core_gfp(class)->reclaim)
		refuse_number(r, "gfp=%s is none of those who may sleep", core_gfp(class)->name);
	while (!core_gfp(class)->reclaim)
		class = (class + 1) % core_gfps();
	r->call.gfp = class;
}

bool pick_area(struct run *r, unsigned int n)
{
	if (r->machine->areas)
		r->call.area = reduced(r, "area", n, 0, r->machine->areas);
	else
		r->skip = "no CMA area";
	return r->machine->areas;
}

unsigned long block_pages(struct run *r, unsigned int quarters, unsigned int less)
{
	unsigned long pages = ((quarters + 1UL) << r->build->block_order) / 4;

	return pages - reduced(r, "less", less, 0, pages);
}

unsigned long pages_of(const struct run *r, unsigned long long bytes)
{
	return (bytes + (1ULL << r->build->page_shift) - 1) >> r->build->page_shift;
}

void call_part(struct run *r, unsigned int start, unsigned int length)
{
	const struct object *object = called(r);

	r->call.pfn = object->pfn + reduced(r, "start", start, 0, object->count);
	r->call.count = reduced(r, "count", length, 1, object->pfn + object->count - r->call.pfn) + 1;
}

unsigned long reduce_count(struct run *r, unsigned int area, unsigned long count)
{
	if (r->literal)
		return count;
	return (count - 1) % (r->machine->area[area].count + 1) + 1;
}

void add_object(struct run *r, struct object object)
{
	if (!r->rec.ok)
		return;
	object.pfn = r->rec.pfn;
	object.count = r->rec.count;
	r->rec.slot = model_add(r->model, &object);
}

void apply_free(struct run *r)
{
	if (r->rec.ok)
		model_remove(r->model, r->call.slot);
}

void apply_free_part(struct run *r)
{
	if (r->rec.ok)
		model_cut(r->model, r->call.slot, r->call.pfn, r->call.count);
}

void split_object(struct model *model, unsigned int slot)
{
	struct object page = model->object[slot];
	unsigned long i, count = page.count;

	model_remove(model, slot);
	page.order = 0;
	page.count = 1;
	for (i = 0; i < count; i++, page.pfn++)
		model_add(model, &page);
}

void write_object(struct model *model, unsigned int slot)
{
	struct object *object = &model->object[slot];

	object->zeroed = false;
	object->serial = model->serial++;
	model_stamp(model, slot);
}

void act_hold(struct run *r)
{
	core_folio_hold(r->call.pfn, 1);
}

void apply_hold(struct run *r)
{
	called(r)->pins++;
	r->pins[called(r)->kind]++;
}

void act_let_go(struct run *r)
{
	core_folio_hold(r->call.pfn, -1);
}

void apply_let_go(struct run *r)
{
	called(r)->pins--;
	r->pins[called(r)->kind]--;
}

void clean_range(struct model *model, unsigned long pfn, unsigned long count)
{
	unsigned long end = pfn + count;
	unsigned int slot;

	for (; pfn < end; pfn++) {
		slot = model_owner(model, pfn);
		if (slot != MODEL_NONE)
			model->object[slot].dirty = false;
	}
}

void follow_truncation(struct model *model, unsigned int file, unsigned long index)
{
	struct object *page;
	unsigned int i, slot;

	for (i = 0; i < model->live_count[OBJECT_CACHE]; i++) {
		slot = model->live[OBJECT_CACHE][i];
		page = &model->object[slot];
		if (page->file != file || page->index < index)
			continue;
		if (!model_is_zero(page->pfn))
			check_fail_page(page->pfn, "B12", "not-zero",
					"page %lu of file %u was truncated, and holds what it held", page->index, file);
		page->dirty = false;
		write_object(model, slot);
	}
}

void apply_pages(struct run *r, enum object_kind kind)
{
	add_object(r, (struct object){.kind = kind,
				      .order = r->call.order,
				      .gfp = r->call.gfp,
				      .zeroed = core_gfp(r->call.gfp)->zero});
}
