// SPDX-License-Identifier: GPL-2.0
/*
 * model.c - the reference model, see model.h.
 *
 * Three facts are kept twice and must agree: the object, its slot in the list of live objects of its kind, and the
 * owner of each of its pages.  Everything costs O(pages touched), apart from the lists of live objects, which keep
 * their order and so move a few bytes when an object dies.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "props/model.h"

#define OWNER(kind, ...) [kind] = {.symbol = #kind, __VA_ARGS__},
const struct owner owners[OBJECT_KINDS] = {
#include "props/owners.def"
};
#undef OWNER

/* ---------------------------------------------------------------- pages and pageblocks */

static unsigned int pageblock_order(void)
{
	return core_build()->block_order;
}

static bool in_machine(const struct model *model, unsigned long pfn)
{
	return pfn >= model->start_pfn && pfn < model->end_pfn;
}

unsigned long model_block(const struct model *model, unsigned long pfn)
{
	return (pfn >> pageblock_order()) - (model->start_pfn >> pageblock_order());
}

unsigned int model_owner(const struct model *model, unsigned long pfn)
{
	return in_machine(model, pfn) ? model->owner[pfn - model->start_pfn] : MODEL_NONE;
}

bool of_owned_folio(const struct model *model, unsigned long pfn, unsigned int word)
{
	unsigned long count;

	if (!(word & (CORE_PG_HEAD | CORE_PG_TAIL)))
		return false;
	for (pfn = core_folio(pfn, &count); count; count--, pfn++)
		if (model_owner(model, pfn) != MODEL_NONE)
			return true;
	return false;
}

struct span {
	unsigned long first, end; /* indexes into model->owner[], end exclusive */
};

/* What of a range lies in the machine; only a false allocation leaves it. */
static struct span span_of(const struct model *model, unsigned long pfn, unsigned long count)
{
	unsigned long end = pfn + count;
	struct span span = {0, 0};

	if (pfn < model->start_pfn)
		pfn = model->start_pfn;
	if (end > model->end_pfn)
		end = model->end_pfn;
	if (pfn < end)
		span = (struct span){pfn - model->start_pfn, end - model->start_pfn};
	return span;
}

/* Who is the owner only as long as nobody else gets the page. */
static void end_weak(struct model *model, unsigned long i)
{
	if (model->owner[i] != MODEL_NONE && owners[model->object[model->owner[i]].kind].weak)
		model_remove(model, model->owner[i]);
}

static void claim_pages(struct model *model, unsigned int slot, unsigned long pfn, unsigned long count)
{
	struct span span = span_of(model, pfn, count);
	unsigned long i;

	for (i = span.first; i < span.end; i++) {
		end_weak(model, i);
		if (model->owner[i] != MODEL_NONE && model->taken == CORE_NO_PFN)
			model->taken = model->start_pfn + i;
		model->owner[i] = slot;
	}
	if (!in_machine(model, pfn))
		model->taken = pfn;
	else if (span.end - span.first != count && model->taken == CORE_NO_PFN)
		model->taken = model->end_pfn;
}

/* Where a false allocation made two objects overlap, the younger keeps the page. */
static void drop_pages(struct model *model, unsigned int slot, unsigned long pfn, unsigned long count)
{
	struct span span = span_of(model, pfn, count);
	unsigned long i;

	for (i = span.first; i < span.end; i++)
		if (model->owner[i] == slot)
			model->owner[i] = MODEL_NONE;
}

static void mark_isolated(struct model *model, const struct object *object, uint8_t value)
{
	unsigned long pfn, step = 1UL << pageblock_order();

	for (pfn = object->pfn; pfn < object->pfn + object->count; pfn += step)
		if (in_machine(model, pfn))
			model->isolated[model_block(model, pfn)] = value;
}

/* ---------------------------------------------------------------- stamps */

static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 31)) * 0x9e3779b97f4a7c15ull;
	x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
	return x ^ (x >> 32);
}

/* Of page i of the machine, which the object owns.  Never 0, so that a cleared page shows. */
static uint64_t stamp_of(const struct model *model, const struct object *object, unsigned long i)
{
	unsigned long page = object->place + (model->start_pfn + i - object->pfn);

	return mix((uint64_t)object->serial << 32 | page) | 1;
}

/* The last word of a page, by its first. */
static uint64_t *last_word(uint64_t *first)
{
	static unsigned long words; /* of a page */

	if (!words)
		words = core_build()->page_bytes / sizeof(*first);
	return first + words - 1;
}

/* A page that nobody owns for sure may be another's already. */
static bool is_stamped(const struct object *object)
{
	const struct owner *owner = &owners[object->kind];

	return owner->owns && !owner->weak && !owner->blank;
}

/* core_reset() puts back these two words of a page that was owned, and no others: write nothing else. */
void model_stamp(const struct model *model, unsigned int slot)
{
	const struct object *object = &model->object[slot];
	struct span span = span_of(model, object->pfn, is_stamped(object) ? object->count : 0);
	uint64_t *first, value;

	for (; span.first < span.end; span.first++) {
		if (model->owner[span.first] != slot)
			continue;
		value = stamp_of(model, object, span.first);
		first = core_page_bytes(model->start_pfn + span.first);
		*first = value;
		*last_word(first) = ~value;
	}
}

bool model_has_stamp(const struct model *model, unsigned int slot, unsigned long pfn)
{
	const struct object *object = &model->object[slot];
	uint64_t value = stamp_of(model, object, object->pfn - model->start_pfn);
	uint64_t *first = core_page_bytes(pfn);

	return *first == value && *last_word(first) == ~value;
}

unsigned long model_check_stamp(const struct model *model, unsigned int slot)
{
	const struct object *object = &model->object[slot];
	struct span span = span_of(model, object->pfn, is_stamped(object) ? object->count : 0);
	uint64_t *first, value;

	for (; span.first < span.end; span.first++) {
		if (model->owner[span.first] != slot)
			continue;
		value = stamp_of(model, object, span.first);
		first = core_page_bytes(model->start_pfn + span.first);
		if (*first != value || *last_word(first) != ~value)
			return model->start_pfn + span.first;
	}
	return CORE_NO_PFN;
}

bool model_is_zero(unsigned long pfn)
{
	const uint64_t *words = core_page_bytes(pfn);
	unsigned long count = core_build()->page_bytes / sizeof(*words);

	return !(words[0] | words[1] | words[count / 4] | words[count / 2] | words[count - 1]);
}

static unsigned long find_dirty(const struct object *object)
{
	unsigned long i;

	for (i = 0; object->zeroed && i < object->count; i++)
		if (!model_is_zero(object->pfn + i))
			return object->pfn + i;
	return CORE_NO_PFN;
}

/* ---------------------------------------------------------------- objects */

static unsigned long largest_machine(void)
{
	unsigned long pages, most = 1;
	unsigned int i;

	for (i = 0; i < core_machines(); i++) {
		pages = core_machine(i)->end_pfn - core_machine(i)->start_pfn;
		if (pages > most)
			most = pages;
	}
	return most;
}

static void model_init(struct model *model, unsigned long pages)
{
	unsigned int i;

	free(model->owner);
	free(model->isolated);
	if (pages < largest_machine())
		pages = largest_machine();
	model->pages = pages;
	model->owner = malloc(pages * sizeof(*model->owner));
	model->isolated = calloc((pages >> pageblock_order()) + 2, 1);
	if (!model->owner || !model->isolated)
		abort();
	memset(model->owner, 0xff, pages * sizeof(*model->owner));
	for (i = 0; i < MODEL_OBJECTS; i++)
		model->unused[i] = MODEL_OBJECTS - 1 - i;
	model->unuseds = MODEL_OBJECTS;
}

static void live_add(struct model *model, unsigned int slot)
{
	enum object_kind kind = model->object[slot].kind;

	model->live[kind][model->live_count[kind]++] = slot;
}

static void live_remove(struct model *model, unsigned int slot)
{
	enum object_kind kind = model->object[slot].kind;
	uint32_t *live = model->live[kind];
	unsigned int i = model->live_count[kind];

	while (i > 0 && live[i - 1] != slot)
		i--;
	if (!i)
		return;
	memmove(&live[i - 1], &live[i], (model->live_count[kind] - i) * sizeof(*live));
	model->live_count[kind]--;
}

static unsigned int take_slot(struct model *model, const struct object *object)
{
	unsigned int slot;

	if (!model->unuseds)
		return MODEL_NONE;
	slot = model->unused[--model->unuseds];
	model->object[slot] = *object;
	live_add(model, slot);
	return slot;
}

static void free_slot(struct model *model, unsigned int slot)
{
	assert(model_is_live(model, slot));
	live_remove(model, slot);
	model->object[slot].kind = OBJECT_NONE;
	model->unused[model->unuseds++] = slot;
}

void model_reset(struct model *model, unsigned int machine)
{
	const struct core_machine *m = core_machine(machine);
	unsigned int kind;

	for (kind = OBJECT_NONE; kind < OBJECT_KINDS; kind++)
		while (model->live_count[kind])
			model_remove(model, model->live[kind][model->live_count[kind] - 1]);
	if (m->end_pfn - m->start_pfn > model->pages || !model->owner)
		model_init(model, m->end_pfn - m->start_pfn);
	model->machine = machine;
	model->start_pfn = m->start_pfn;
	model->end_pfn = m->end_pfn;
	model->serial = 0;
	model->taken = model->dirty = CORE_NO_PFN;
}

unsigned int model_add(struct model *model, const struct object *object)
{
	unsigned int slot = take_slot(model, object);
	struct object *added;

	model->taken = model->dirty = CORE_NO_PFN;
	if (slot == MODEL_NONE)
		return MODEL_NONE;
	added = &model->object[slot];
	added->serial = model->serial++;
	added->place = 0;
	if (!owners[added->kind].owns) {
		mark_isolated(model, added, 1);
		return slot;
	}
	claim_pages(model, slot, added->pfn, added->count);
	if (model->taken == CORE_NO_PFN)
		model->dirty = find_dirty(added);
	added->zeroed = false;
	model_stamp(model, slot);
	return slot;
}

void model_remove(struct model *model, unsigned int slot)
{
	const struct object *object = &model->object[slot];

	if (!owners[object->kind].owns)
		mark_isolated(model, object, 0);
	else
		drop_pages(model, slot, object->pfn, object->count);
	free_slot(model, slot);
}

/* Makes a separate object of what lies behind `end`. */
static void split_off(struct model *model, unsigned int slot, unsigned long end)
{
	struct object rest = model->object[slot];
	struct span span;
	unsigned int new;

	rest.count -= end - rest.pfn;
	rest.place += end - rest.pfn;
	rest.pfn = end;
	new = take_slot(model, &rest);
	span = span_of(model, end, rest.count);
	for (; span.first < span.end; span.first++)
		if (model->owner[span.first] == slot)
			model->owner[span.first] = new;
}

void model_cut(struct model *model, unsigned int slot, unsigned long pfn, unsigned long count)
{
	struct object *object = &model->object[slot];
	unsigned long end = pfn + count, object_end = object->pfn + object->count;

	assert(model_is_live(model, slot) && count && pfn >= object->pfn && end <= object_end);
	if (pfn == object->pfn && end == object_end) {
		model_remove(model, slot);
		return;
	}
	drop_pages(model, slot, pfn, count);
	if (pfn == object->pfn) {
		object->place += count;
		object->pfn = end;
		object->count -= count;
		return;
	}
	if (end < object_end)
		split_off(model, slot, end);
	object->count = pfn - object->pfn;
}

bool model_move(struct model *model, unsigned long from, unsigned long to)
{
	unsigned int slot = model_owner(model, from);

	if (slot == MODEL_NONE || !owners[model->object[slot].kind].moves)
		return false;
	if (!in_machine(model, to))
		return false;
	end_weak(model, to - model->start_pfn);
	if (model_owner(model, to) != MODEL_NONE)
		return false;
	model->owner[from - model->start_pfn] = MODEL_NONE;
	model->owner[to - model->start_pfn] = slot;
	model->object[slot].pfn = to;
	return true;
}

/* The tails of a folio have no reference; a page table is a new use of the page. */
static bool is_used(unsigned long pfn)
{
	unsigned int word = core_view_page(pfn);

	return !(word & CORE_PG_TABLE) && (!(word & CORE_PG_REF0) || word & CORE_PG_TAIL);
}

void model_leave_unseen(struct model *model, unsigned long pfn)
{
	const struct object left = {.kind = OBJECT_LEFT, .pfn = pfn, .count = 1};

	if (model_owner(model, pfn) == MODEL_NONE && is_used(pfn))
		model_add(model, &left);
}

bool model_leave(struct model *model, unsigned long pfn)
{
	unsigned int slot = model_owner(model, pfn);

	if (slot == MODEL_NONE || !owners[model->object[slot].kind].leaves)
		return false;
	model_remove(model, slot);
	model_leave_unseen(model, pfn);
	return true;
}

unsigned int model_swapped(const struct model *model, unsigned long slot)
{
	unsigned int i, object;

	for (i = 0; i < model->live_count[OBJECT_SWAPPED]; i++) {
		object = model->live[OBJECT_SWAPPED][i];
		if (model->object[object].slot == slot)
			return object;
	}
	return MODEL_NONE;
}

static void change_kind(struct model *model, unsigned int slot, enum object_kind kind)
{
	live_remove(model, slot);
	model->object[slot].kind = kind;
	live_add(model, slot);
}

bool model_swap_out(struct model *model, unsigned long pfn, unsigned long slot)
{
	unsigned int page = model_owner(model, pfn);
	struct object *object = &model->object[page];

	if (page == MODEL_NONE || object->kind != OBJECT_ANON || model_swapped(model, slot) != MODEL_NONE)
		return false;
	drop_pages(model, page, pfn, 1);
	change_kind(model, page, OBJECT_SWAPPED);
	object->pfn = CORE_NO_PFN;
	object->count = 0;
	object->slot = slot;
	return true;
}

bool model_swap_in(struct model *model, unsigned long slot, unsigned long pfn)
{
	unsigned int page = model_swapped(model, slot);
	struct object *object = &model->object[page];

	if (page == MODEL_NONE || !in_machine(model, pfn))
		return false;
	end_weak(model, pfn - model->start_pfn);
	if (model_owner(model, pfn) != MODEL_NONE)
		return false;
	change_kind(model, page, OBJECT_ANON);
	object->pfn = pfn;
	object->count = 1;
	object->slot = 0;
	model->owner[pfn - model->start_pfn] = page;
	return true;
}

void model_sweep(struct model *model)
{
	unsigned int i, slot;

	for (i = model->live_count[OBJECT_LEFT]; i--;) {
		slot = model->live[OBJECT_LEFT][i];
		if (!is_used(model->object[slot].pfn))
			model_remove(model, slot);
	}
}

unsigned int model_pick(const struct model *model, enum object_kind kind, unsigned int n)
{
	unsigned int live_count = model->live_count[kind];

	assert(kind > OBJECT_NONE && kind < OBJECT_KINDS);
	return live_count ? model->live[kind][live_count - 1 - n % live_count] : MODEL_NONE;
}

/* ---------------------------------------------------------------- what it holds of itself */

bool model_is_live(const struct model *model, unsigned int slot)
{
	return slot < MODEL_OBJECTS && model->object[slot].kind != OBJECT_NONE;
}

static bool lists_agree(const struct model *model)
{
	unsigned int kind, i, live = 0;

	for (kind = OBJECT_NONE; kind < OBJECT_KINDS; kind++) {
		for (i = 0; i < model->live_count[kind]; i++)
			if (model->object[model->live[kind][i]].kind != kind)
				return false;
		live += model->live_count[kind];
	}
	return !model->live_count[OBJECT_NONE] && live + model->unuseds == MODEL_OBJECTS;
}

static bool owner_agrees(const struct model *model, unsigned long pfn)
{
	unsigned int slot = model_owner(model, pfn);
	const struct object *object;

	if (slot == MODEL_NONE)
		return true;
	if (!model_is_live(model, slot))
		return false;
	object = &model->object[slot];
	return owners[object->kind].owns && pfn >= object->pfn && pfn - object->pfn < object->count;
}

bool model_is_consistent(const struct model *model)
{
	unsigned long pfn;

	for (pfn = model->start_pfn; pfn < model->end_pfn; pfn++)
		if (!owner_agrees(model, pfn))
			return false;
	return lists_agree(model);
}
