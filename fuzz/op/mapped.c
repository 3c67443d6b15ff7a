// SPDX-License-Identifier: GPL-2.0
/*
 * mapped.c - operations on the file that a process has mapped; see op.h for their shape.
 *
 * Its pages are the page cache's: an access may read one, and one that is written to is dirty.
 */
#include "op/common.h"
#include "op/table.h"

static unsigned long page_of_file(const struct run *r)
{
	return core_cache_page(core_process_file(r->call.file), r->call.index);
}

static void call_page_of_file(struct run *r, unsigned int process, unsigned long page, bool write)
{
	if (call_access(r, process, page, write, 2))
		call_accessed(r, model_owner(r->model, page_of_file(r)));
}

static void prepare_access(struct run *r, const uint8_t *arg)
{
	call_page_of_file(r, arg[0], arg[1], arg[2]);
}

static void prepare_write_many(struct run *r, const uint8_t *arg)
{
	call_page_of_file(r, arg[0], (arg[1] + r->repeated) % CORE_PROCESS_PAGES, true);
}

static void act_access(struct run *r)
{
	r->rec.err = core_process_file_fault(r->call.file, r->call.index, (int)r->call.value);
	r->rec.ok = !r->rec.err;
	/* It may have lacked a page table. */
	r->rec.kind = r->rec.ok && r->call.slot == MODEL_NONE ? OP_KIND_OWN : OP_KIND_OTHER;
	if (!r->rec.ok)
		return;
	r->rec.pfn = page_of_file(r);
	r->rec.count = 1;
	r->rec.order = 0;
}

/* What was read stays where the access failed later; a page that was there may have been reclaimed and read again. */
static void add_read(struct run *r, unsigned long pfn)
{
	struct object page = {.kind = OBJECT_CACHE, .count = 1, .pfn = pfn, .index = r->call.index};
	unsigned int owner = model_owner(r->model, pfn);

	page.file = core_process_file(r->call.file);
	if (owner == MODEL_NONE || owners[r->model->object[owner].kind].weak)
		r->rec.slot = model_add(r->model, &page);
}

static void apply_access(struct run *r)
{
	unsigned long pfn = page_of_file(r);
	unsigned int slot;

	begin_process(r);
	if (pfn == CORE_NO_PFN)
		return;
	add_read(r, pfn);
	slot = model_owner(r->model, pfn);
	if (!r->rec.ok || !r->call.value || slot == MODEL_NONE)
		return;
	r->model->object[slot].dirty = true;
	write_object(r->model, slot);
}

static void prepare_unmap(struct run *r, const uint8_t *arg)
{
	call_process_pages(r, arg);
}

static void act_unmap(struct run *r)
{
	r->rec.err = core_process_file_unmap(r->call.file, r->call.index, r->call.value);
	r->rec.ok = !r->rec.err;
}

/* ---------------------------------------------------------------- the table */

/* Of several rows. */
#define WORDS_ACCESS {"page {index} of process {file}'s file", "is accessed: {pages}", "cannot be read or mapped"}

static const struct op_action actions[] = {
	{OP_MAPPED_ACCESS, prepare_access, act_access, apply_access, WORDS_ACCESS},
	{OP_MAPPED_WRITE_MANY, prepare_write_many, act_access, apply_access, WORDS_ACCESS},
	{OP_MAPPED_UNMAP,
	 prepare_unmap,
	 act_unmap,
	 NULL,
	 {"process {file}", "unmaps {value} pages of its file from {index} on", "cannot unmap them{error}"}},
};

const struct op_subject op_mapped = OP_SUBJECT(actions);
