// SPDX-License-Identifier: GPL-2.0
/*
 * cache.c - operations on files in the page cache, and on the LRU; see op.h for their shape.
 *
 * An object is a page, as the kernel may split a folio; what an operation does to a page it does to its whole folio.
 */
#include <errno.h>

#include "op/common.h"
#include "op/table.h"

/* ---------------------------------------------------------------- reading */

/* A wish, which the page cache cuts down to what it has (mapping_max_folio_order()), and bytes reduce. */
static unsigned int order_of(const struct run *r, unsigned int arg)
{
	unsigned int most = r->build->cache_order;
	unsigned int order = r->literal && arg > most ? most : arg % (most + 1);

	/* Older kernels have no such folios. */
	return order == 1 ? 0 : order;
}

static void call_read(struct run *r, unsigned int file, unsigned long index, unsigned int order)
{
	unsigned long i;

	r->call.file = file;
	r->call.order = order;
	r->call.count = 1ul << order;
	r->call.index = index & -r->call.count;
	r->call.gfp = CORE_GFP_MOVABLE;
	if (!has_room(r, r->call.count))
		return;
	for (i = 0; i < r->call.count; i++)
		if (core_cache_page(file, r->call.index + i) != CORE_NO_PFN)
			r->skip = "the page cache has it";
}

static void prepare_read(struct run *r, const uint8_t *arg)
{
	call_read(r, arg[0], arg[1], order_of(r, arg[2]));
}

/* One page a repetition. */
static void prepare_read_many(struct run *r, const uint8_t *arg)
{
	call_read(r, arg[0], (arg[1] + r->repeated) % CORE_FILE_PAGES, 0);
}

static void act_read(struct run *r)
{
	r->rec.err = core_cache_read(r->call.file, r->call.index, r->call.order, &r->rec.pfn);
	r->rec.ok = !r->rec.err;
}

static void apply_read(struct run *r)
{
	struct object page = {.kind = OBJECT_CACHE, .count = 1, .file = r->call.file, .index = r->call.index};
	unsigned long i;
	unsigned int slot;

	for (i = 0; r->rec.ok && i < r->rec.count; i++, page.index++) {
		page.pfn = r->rec.pfn + i;
		slot = model_add(r->model, &page);
		r->rec.slot = i ? r->rec.slot : slot;
	}
}

/* ---------------------------------------------------------------- one folio */

static void prepare_folio(struct run *r, const uint8_t *arg)
{
	const struct object *object = pick(r, OBJECT_CACHE, arg[0]);

	if (object)
		r->call.pfn = core_folio(object->pfn, &r->call.count);
}

static void act_on(struct run *r, enum core_cache what)
{
	r->rec.err = core_cache_do(r->call.pfn, what);
	r->rec.ok = !r->rec.err;
}

static void prepare_page(struct run *r, const uint8_t *arg)
{
	pick(r, OBJECT_CACHE, arg[0]);
}

static void prepare_written(struct run *r, const uint8_t *arg)
{
	pick_to_free(r, OBJECT_CACHE, arg[0]);
}

static void act_dirty(struct run *r)
{
	act_on(r, CORE_CACHE_DIRTY);
}

static void apply_dirty(struct run *r)
{
	if (!r->rec.ok)
		return;
	called(r)->dirty = true;
	write_object(r->model, r->call.slot);
}

static void act_write(struct run *r)
{
	act_on(r, CORE_CACHE_WRITE);
}

/* The device has what it writes. */
static void apply_write(struct run *r)
{
	if (r->rec.ok)
		clean_range(r->model, r->call.pfn, r->call.count);
}

static void act_written(struct run *r)
{
	r->rec.err = core_cache_end(CORE_CACHE_WRITE);
	r->rec.ok = !r->rec.err;
}

static void act_lock(struct run *r)
{
	act_on(r, CORE_CACHE_LOCK);
}

static void act_unlock(struct run *r)
{
	r->rec.err = core_cache_end(CORE_CACHE_LOCK);
	r->rec.ok = !r->rec.err;
}

static void prepare_private(struct run *r, const uint8_t *arg)
{
	prepare_folio(r, arg);
	r->call.value = arg[1];
}

static void act_private(struct run *r)
{
	act_on(r, r->call.value ? CORE_CACHE_PRIVATE_KEPT : CORE_CACHE_PRIVATE);
}

static void act_touch(struct run *r)
{
	act_on(r, CORE_CACHE_TOUCH);
}

/* ---------------------------------------------------------------- references */

static void prepare_let_go(struct run *r, const uint8_t *arg)
{
	pick_pinned(r, OBJECT_CACHE, arg[0]);
}

/* ---------------------------------------------------------------- truncation */

static bool range_is_held(const struct run *r, unsigned long pfn, unsigned long count)
{
	unsigned long i;
	unsigned int slot;

	for (i = 0; r->pins[OBJECT_CACHE] && i < count; i++) {
		slot = model_owner(r->model, pfn + i);
		if (slot != MODEL_NONE && r->model->object[slot].pins)
			return true;
	}
	return false;
}

static void prepare_drop(struct run *r, const uint8_t *arg)
{
	const struct object *object = pick_to_free(r, OBJECT_CACHE, arg[0]);

	if (!object)
		return;
	r->call.pfn = core_folio(object->pfn, &r->call.count);
	if (range_is_held(r, r->call.pfn, r->call.count))
		r->skip = is_referenced;
}

static void act_drop(struct run *r)
{
	act_on(r, CORE_CACHE_DROP);
}

/* Pages that somebody has a reference to would be his alone. */
static bool file_is_held(const struct run *r, unsigned int file, unsigned long index)
{
	const struct object *object;
	unsigned int i;

	for (i = 0; i < r->model->live_count[OBJECT_CACHE]; i++) {
		object = &r->model->object[r->model->live[OBJECT_CACHE][i]];
		if (object->pins && object->file == file && object->index >= index)
			return true;
	}
	return false;
}

static void prepare_truncate(struct run *r, const uint8_t *arg)
{
	r->call.file = arg[0];
	r->call.index = arg[1];
	r->value_name = "index";
	r->call.value = r->call.index;
	if (file_is_held(r, r->call.file, r->call.index))
		r->skip = is_referenced;
}

static void act_truncate(struct run *r)
{
	core_cache_truncate(r->call.file, r->call.index);
}

static void apply_truncate(struct run *r)
{
	follow_truncation(r->model, r->call.file, r->call.index);
}

static void prepare_invalidate(struct run *r, const uint8_t *arg)
{
	r->call.file = arg[0];
	r->value_name = "entries";
}

static void act_invalidate(struct run *r)
{
	r->call.value = core_cache_invalidate(r->call.file);
}

/* ---------------------------------------------------------------- the LRU */

static void act_lru_drain(struct run *r)
{
	core_lru_drain(r->call.value);
}

static void prepare_reclaim(struct run *r, const uint8_t *arg)
{
	call_sleeper(r, arg[0]);
	r->call.order = reduced(r, "order", arg[1], 0, r->build->max_order + 1);
	r->value_name = "pages";
}

static void act_reclaim(struct run *r)
{
	r->call.value = core_reclaim(r->call.gfp, r->call.order);
}

/* ---------------------------------------------------------------- the table */

/* Of several rows. */
#define WORDS_READ {"page {index} of file {file}", "is read into the page cache: {pages}", "cannot be read{error}"}
#define PAGE "the page cache's page at {pages}"
#define FOLIO "the page cache's folio at {pages}"

static const struct op_action actions[] = {
	{OP_CACHE_READ, prepare_read, act_read, apply_read, WORDS_READ},
	{OP_CACHE_READ_MANY, prepare_read_many, act_read, apply_read, WORDS_READ},
	{OP_CACHE_DIRTY, prepare_written, act_dirty, apply_dirty, {PAGE, "is written to", NULL}},
	{OP_CACHE_WRITE, prepare_folio, act_write, apply_write, {FOLIO, "goes under writeback", "is clean"}},
	{OP_CACHE_WRITTEN, NULL, act_written, NULL, {"the oldest writeback", "ends", "is none"}},
	{OP_CACHE_LOCK, prepare_folio, act_lock, NULL, {FOLIO, "is locked by another task", "is locked already"}},
	{OP_CACHE_UNLOCK, NULL, act_unlock, NULL, {"the oldest lock of another task", "ends", "is none"}},
	{OP_CACHE_PRIVATE, prepare_private, act_private, NULL, {FOLIO, "gets private data", "has private data"}},
	{OP_CACHE_TOUCH, prepare_folio, act_touch, NULL, {FOLIO, "is read from", NULL}},
	{OP_CACHE_HOLD, prepare_page, act_hold, apply_hold, {PAGE, "is held by a reference", NULL}},
	{OP_CACHE_LET_GO, prepare_let_go, act_let_go, apply_let_go, {PAGE, "loses a reference that held it", NULL}},
	{OP_CACHE_DROP, prepare_drop, act_drop, NULL, {FOLIO, "is truncated", NULL}},
	{OP_CACHE_TRUNCATE,
	 prepare_truncate,
	 act_truncate,
	 apply_truncate,
	 {"file {file}", "is truncated from page {index} on", NULL}},
	{OP_CACHE_INVALIDATE, prepare_invalidate, act_invalidate, NULL, {"file {file}", "is invalidated", NULL}},
	{OP_LRU_DRAIN, prepare_drained, act_lru_drain, NULL, {"the LRU batches of {drained}", "are drained", NULL}},
	{OP_RECLAIM,
	 prepare_reclaim,
	 act_reclaim,
	 NULL,
	 {"direct reclaim for order {order}, class {gfp},", "frees {value} pages", NULL}},
};

static const struct op_owner op_owners[] = {
	{OBJECT_CACHE, OP_CACHE_DROP, OP_CACHE_LET_GO, NULL, false, "f", "page of a file"},
	{OBJECT_LEFT, OP_LRU_DRAIN, OP_FREE, "given up, but still in an LRU batch", false, "l",
	 "given up, in an LRU batch"},
};

const struct op_subject op_cache = OP_SUBJECT_OWNERS(actions, op_owners);
