// SPDX-License-Identifier: GPL-2.0
/*
 * process.c - operations on the anonymous memory of processes; see op.h for their shape.
 *
 * An object is a page, which all processes have at the same place that share it since a fork.
 */
#include <errno.h>

#include "op/common.h"
#include "op/table.h"

/* ---------------------------------------------------------------- faults */

bool call_access(struct run *r, unsigned int process, unsigned long page, bool write, unsigned long objects)
{
	r->call.file = process;
	r->call.index = page;
	r->call.value = write;
	r->call.gfp = CORE_GFP_MOVABLE;
	return has_room(r, objects);
}

void call_accessed(struct run *r, unsigned int slot)
{
	if (slot == MODEL_NONE)
		return;
	r->call.slot = slot;
	r->call.stamped = true;
	r->call.pfn = called(r)->pfn;
	r->call.count = called(r)->count;
}

static void call_fault(struct run *r, unsigned int process, unsigned long page, bool write)
{
	unsigned int slot;

	if (!call_access(r, process, page, write, CORE_PROCESS_PAGES + 1))
		return;
	/* What somebody writes must be there until then, or in swap. */
	slot = model_owner(r->model, core_process_page(process, page));
	if (slot == MODEL_NONE)
		slot = model_swapped(r->model, core_process_slot(process, page));
	call_accessed(r, slot);
}

static void prepare_fault(struct run *r, const uint8_t *arg)
{
	call_fault(r, arg[0], arg[1], arg[2]);
}

static void prepare_write_many(struct run *r, const uint8_t *arg)
{
	call_fault(r, arg[0], (arg[1] + r->repeated) % CORE_PROCESS_PAGES, true);
}

static unsigned int order_of(unsigned long pages)
{
	return pages ? 63 - __builtin_clzl(pages) : 0;
}

static void act_fault(struct run *r)
{
	unsigned long first, count;

	r->rec.err = core_process_fault(r->call.file, r->call.index, (int)r->call.value, &first, &count);
	r->rec.ok = !r->rec.err;
	/* It may have lacked a page table. */
	r->rec.kind = OP_KIND_OTHER;
	if (!r->rec.ok)
		return;
	r->rec.pfn = core_process_page(r->call.file, r->call.index);
	r->rec.count = count;
	r->rec.order = order_of(count);
	/* What was there already, or is a page of zeroes. */
	if (!count)
		return;
	r->rec.kind = OP_KIND_OWN;
	r->rec.pfn = core_process_page(r->call.file, first);
	r->call.index = first;
}

/* Whether the page that was there before is still somebody's. */
static bool had_page(const struct run *r)
{
	const struct object *object = called(r);

	return object->kind == OBJECT_ANON && object->index == r->call.index;
}

/* A page that was copied for who writes has the old one's contents; a new one is zero. */
static void add_pages(struct run *r)
{
	struct object page = {.kind = OBJECT_ANON, .count = 1, .index = r->call.index};
	bool copied = r->call.slot != MODEL_NONE;
	unsigned long i;
	unsigned int slot;

	if (copied && had_page(r) && !model_has_stamp(r->model, r->call.slot, r->rec.pfn))
		check_fail_page(r->rec.pfn, "B12", "copy",
				"page 0x%lx was copied for a process that writes, not as it was", r->rec.pfn);
	if (copied)
		called(r)->needed &= ~(1u << r->call.file);
	page.zeroed = !copied;
	page.needed = 1u << r->call.file;
	for (i = 0; i < r->rec.count; i++, page.index++) {
		page.pfn = r->rec.pfn + i;
		slot = model_add(r->model, &page);
		r->rec.slot = i ? r->rec.slot : slot;
	}
}

static void add_process(struct run *r, unsigned int process)
{
	const struct object object = {.kind = OBJECT_PROCESS, .file = process};

	model_add(r->model, &object);
}

static bool is_new(const struct run *r)
{
	const struct model *model = r->model;
	unsigned int i;

	for (i = 0; i < model->live_count[OBJECT_PROCESS]; i++)
		if (model->object[model->live[OBJECT_PROCESS][i]].file == r->call.file)
			return false;
	return true;
}

/* What a process that has locked its memory has mapped; what it has a copy of is another's. */
static void mark_mlocked(struct run *r, unsigned int process, unsigned long first, unsigned long pages)
{
	unsigned long page;
	unsigned int slot;

	for (page = first; page < first + pages && page < CORE_PROCESS_PAGES; page++) {
		slot = model_owner(r->model, core_process_page(process, page));
		if (slot != MODEL_NONE && r->model->object[slot].kind == OBJECT_ANON)
			r->model->object[slot].mlocked = !core_process_slot(process, page);
	}
}

void begin_process(struct run *r)
{
	if (is_new(r))
		add_process(r, r->call.file);
}

static void write_page(struct run *r)
{
	called(r)->needed |= 1u << r->call.file;
	write_object(r->model, r->call.slot);
}

static void apply_fault(struct run *r)
{
	begin_process(r);
	if (!r->rec.ok)
		return;
	if (r->rec.count)
		add_pages(r);
	else if (r->call.slot != MODEL_NONE && r->call.value)
		write_page(r);
	if (!core_process_locked(r->call.file))
		return;
	if (r->call.slot != MODEL_NONE)
		called(r)->mlocked = false;
	mark_mlocked(r, r->call.file, r->call.index, r->rec.count + !r->rec.count);
}

/* Who ends its lock knows nothing of the others': no mark is kept. */
static void forget_mlocked(struct run *r)
{
	struct model *model = r->model;
	unsigned int i;

	for (i = 0; i < model->live_count[OBJECT_ANON]; i++)
		model->object[model->live[OBJECT_ANON][i]].mlocked = false;
}

/* ---------------------------------------------------------------- processes */

static bool pick_process(struct run *r, unsigned int n)
{
	const struct object *object = pick(r, OBJECT_PROCESS, n);

	if (object)
		r->call.file = object->file;
	return object;
}

static void prepare_fork(struct run *r, const uint8_t *arg)
{
	unsigned int child = 0;

	if (!pick_process(r, arg[0]))
		return;
	while (child < CORE_PROCESSES && core_process_lives(child))
		child++;
	r->value_name = "process";
	r->call.value = child;
	has_room(r, CORE_PROCESS_PAGES + 1);
	if (child == CORE_PROCESSES)
		r->skip = "there are no more processes";
}

static void act_fork(struct run *r)
{
	r->rec.err = core_process_fork(r->call.file, r->call.value);
	r->rec.ok = !r->rec.err;
}

/* Pages that are pinned for long are copied at once. */
static void add_copy(struct run *r, unsigned int child, unsigned long index)
{
	struct object page = {.kind = OBJECT_ANON, .count = 1, .index = index, .needed = 1u << child};
	unsigned int original = model_owner(r->model, core_process_page(r->call.file, index)), slot;

	page.pfn = core_process_page(child, index);
	slot = model_owner(r->model, page.pfn);
	if (page.pfn == CORE_NO_PFN || (slot != MODEL_NONE && !owners[r->model->object[slot].kind].weak))
		return;
	if (original == MODEL_NONE || !model_has_stamp(r->model, original, page.pfn))
		check_fail_page(page.pfn, "B12", "copy", "page 0x%lx was copied for a child, not as it was", page.pfn);
	model_add(r->model, &page);
}

/* A child needs what its parent does. */
static void share(struct run *r, unsigned int child, unsigned long index)
{
	unsigned int slot = model_owner(r->model, core_process_page(child, index));

	if (slot == MODEL_NONE)
		slot = model_swapped(r->model, core_process_slot(child, index));
	if (slot != MODEL_NONE && r->model->object[slot].needed & 1u << r->call.file)
		r->model->object[slot].needed |= 1u << child;
}

static void apply_fork(struct run *r)
{
	unsigned long i;

	if (!r->rec.ok)
		return;
	add_process(r, r->call.value);
	for (i = 0; i < CORE_PROCESS_PAGES; i++) {
		add_copy(r, r->call.value, i);
		share(r, r->call.value, i);
	}
}

bool call_process_pages(struct run *r, const uint8_t *arg)
{
	if (!pick_process(r, arg[0]))
		return false;
	r->call.index = arg[1];
	r->call.value = arg[2] + 1ul < CORE_PROCESS_PAGES - arg[1] ? arg[2] + 1ul : CORE_PROCESS_PAGES - arg[1];
	r->value_name = "pages";
	return true;
}

static void prepare_unmap(struct run *r, const uint8_t *arg)
{
	if (!call_process_pages(r, arg))
		return;
	/* The page would be the holder's alone. */
	if (r->pins[OBJECT_ANON])
		r->skip = is_referenced;
}

static void advise(struct run *r, enum core_advice advice)
{
	r->rec.err = core_process_advise(r->call.file, r->call.index, r->call.value, advice);
	r->rec.ok = !r->rec.err;
}

static void act_unmap(struct run *r)
{
	advise(r, CORE_ADVICE_DONTNEED);
}

static void prepare_advice(struct run *r, const uint8_t *arg)
{
	call_process_pages(r, arg);
}

static void act_cold(struct run *r)
{
	advise(r, CORE_ADVICE_COLD);
}

static void act_need(struct run *r)
{
	advise(r, CORE_ADVICE_WILLNEED);
}

static void act_pageout(struct run *r)
{
	advise(r, CORE_ADVICE_PAGEOUT);
}

static void act_lazy(struct run *r)
{
	advise(r, CORE_ADVICE_FREE);
}

/* What the process has there may be lost, or is not its own any more. */
static void forget_needed(struct run *r, unsigned int process, unsigned long first, unsigned long pages)
{
	static const enum object_kind kinds[] = {OBJECT_ANON, OBJECT_SWAPPED};
	struct model *model = r->model;
	struct object *object;
	unsigned int i, k;

	for (k = 0; k < 2; k++) {
		for (i = 0; i < model->live_count[kinds[k]]; i++) {
			object = &model->object[model->live[kinds[k]][i]];
			if (object->index - first < pages)
				object->needed &= ~(1u << process);
		}
	}
}

static void apply_given_up(struct run *r)
{
	if (r->rec.ok)
		forget_needed(r, r->call.file, r->call.index, r->call.value);
}

static void prepare_lock(struct run *r, const uint8_t *arg)
{
	pick_process(r, arg[0]);
}

static void set_lock(struct run *r, bool lock)
{
	r->rec.err = core_process_lock(r->call.file, lock);
	r->rec.ok = !r->rec.err;
}

static void act_lock(struct run *r)
{
	set_lock(r, true);
}

static void apply_lock(struct run *r)
{
	if (r->rec.ok)
		mark_mlocked(r, r->call.file, 0, CORE_PROCESS_PAGES);
}

static void act_unlock(struct run *r)
{
	set_lock(r, false);
}

static void prepare_exit(struct run *r, const uint8_t *arg)
{
	if (pick_process(r, arg[0]) && r->pins[OBJECT_ANON])
		r->skip = is_referenced;
}

static void act_exit(struct run *r)
{
	core_process_exit(r->call.file);
}

static void apply_exit(struct run *r)
{
	forget_mlocked(r);
	forget_needed(r, r->call.file, 0, CORE_PROCESS_PAGES);
	model_remove(r->model, r->call.slot);
}

/* ---------------------------------------------------------------- references */

static void prepare_hold(struct run *r, const uint8_t *arg)
{
	pick(r, OBJECT_ANON, arg[0]);
}

/* Pins go before references. */
static void prepare_let_go(struct run *r, const uint8_t *arg)
{
	pick_pinned(r, OBJECT_ANON, arg[0]);
}

static void act_drop(struct run *r)
{
	if (called(r)->longterm)
		core_process_unpin(r->call.pfn);
	else
		act_let_go(r);
}

static void apply_drop(struct run *r)
{
	called(r)->longterm -= called(r)->longterm > 0;
	apply_let_go(r);
}

/* A process that has the page to itself. */
static bool pick_writer(struct run *r, const struct object *object)
{
	unsigned int process;

	for (process = 0; process < CORE_PROCESSES; process++)
		if (core_process_page(process, object->index) == object->pfn &&
		    core_process_writable(process, object->index)) {
			r->call.file = process;
			r->call.index = object->index;
			return true;
		}
	return false;
}

static void prepare_pin(struct run *r, const uint8_t *arg)
{
	const struct object *object = pick(r, OBJECT_ANON, arg[0]);

	if (object && !pick_writer(r, object))
		r->skip = "no process may write to it as it is mapped: write to it first";
}

static void act_pin(struct run *r)
{
	r->rec.err = core_process_pin(r->call.file, r->call.index);
	r->rec.ok = !r->rec.err;
	r->rec.pfn = core_process_page(r->call.file, r->call.index);
}

static void apply_pin(struct run *r)
{
	if (!r->rec.ok)
		return;
	called(r)->longterm++;
	apply_hold(r);
}

/* ---------------------------------------------------------------- the table */

/* Of several rows. */
#define WORDS_FAULT {"page {index} of process {file}", "is accessed: {pages}", "cannot be allocated"}
#define PAGE "the process's page at {pages}"

static const struct op_action actions[] = {
	{OP_PROCESS_FAULT, prepare_fault, act_fault, apply_fault, WORDS_FAULT},
	{OP_PROCESS_WRITE_MANY, prepare_write_many, act_fault, apply_fault, WORDS_FAULT},
	{OP_PROCESS_FORK,
	 prepare_fork,
	 act_fork,
	 apply_fork,
	 {"process {file}", "forks process {value}", "cannot fork, there is no memory"}},
	{OP_PROCESS_UNMAP,
	 prepare_unmap,
	 act_unmap,
	 apply_given_up,
	 {"process {file}", "gives up {value} pages from {index} on", "cannot give them up{error}"}},
	{OP_PROCESS_PAGEOUT,
	 prepare_advice,
	 act_pageout,
	 NULL,
	 {"reclaim", "takes {value} pages of process {file}'s from {index} on, or tries to", "is refused{error}"}},
	{OP_PROCESS_LAZY_FREE,
	 prepare_unmap,
	 act_lazy,
	 apply_given_up,
	 {"process {file}", "does not need what {value} pages from {index} on hold, until it writes there",
	  "cannot give them up{error}"}},
	{OP_PROCESS_COLD,
	 prepare_advice,
	 act_cold,
	 NULL,
	 {"process {file}", "does not use {value} pages from {index} on for a while", "cannot say so{error}"}},
	{OP_PROCESS_NEED,
	 prepare_advice,
	 act_need,
	 NULL,
	 {"process {file}", "will need {value} pages from {index} on, what is in swap is read",
	  "cannot say so{error}"}},
	{OP_PROCESS_LOCK, prepare_lock, act_lock, apply_lock, {"process {file}", "locks its memory", "cannot{error}"}},
	{OP_PROCESS_UNLOCK,
	 prepare_lock,
	 act_unlock,
	 forget_mlocked,
	 {"process {file}", "unlocks its memory", "cannot{error}"}},
	{OP_PROCESS_EXIT, prepare_exit, act_exit, apply_exit, {"process {file}", "exits", NULL}},
	{OP_PROCESS_HOLD, prepare_hold, act_hold, apply_hold, {PAGE, "is held by a reference", NULL}},
	{OP_PROCESS_LET_GO, prepare_let_go, act_drop, apply_drop, {PAGE, "loses a reference that held it", NULL}},
	{OP_PROCESS_PIN,
	 prepare_pin,
	 act_pin,
	 apply_pin,
	 {"page {index} of process {file}", "is pinned for long at {pages}", "cannot be pinned for long{error}"}},
};

static const struct op_owner op_owners[] = {
	{OBJECT_PROCESS, OP_PROCESS_EXIT, OP_FREE, NULL, false, NULL, NULL},
	{OBJECT_ANON, OP_PROCESS_EXIT, OP_PROCESS_LET_GO, NULL, false, "p", "page of processes"},
};

const struct op_subject op_process = OP_SUBJECT_OWNERS(actions, op_owners);
