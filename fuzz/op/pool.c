// SPDX-License-Identifier: GPL-2.0
/*
 * pool.c - operations on the DMA pools of the tree, which lie outside of the allocator: the checks need no record of
 * them, only must nothing of theirs be seen there.  See op.h for their shape.
 */
#include "op/common.h"
#include "op/table.h"

/* Pages as the kernel counts them for a buffer: get_order(). */
static unsigned int order_of(unsigned long count)
{
	unsigned int order = 0;

	while (1ul << order < count)
		order++;
	return order;
}

static void prepare_pool_alloc(struct run *r, const uint8_t *arg)
{
	unsigned int pools = core_pools();

	if (!pools)
		r->skip = "the tree has no DMA pool";
	else if (r->buffers == OP_POOL_BUFFERS)
		r->skip = "no more buffers are kept";
	if (r->skip)
		return;
	r->call.device = reduced(r, "pool", arg[0], 0, pools);
	r->call.bytes = (arg[1] + 1ul) << r->build->page_shift;
	r->call.order = order_of(arg[1] + 1ul);
}

static void act_pool_alloc(struct run *r)
{
	struct run_pool_buffer *b = &r->buffer[r->buffers];

	*b = (struct run_pool_buffer){.pool = r->call.device, .order = r->call.order};
	r->rec.err = core_pool_alloc(b->pool, r->call.bytes, &b->offset);
	r->rec.ok = !r->rec.err;
	r->buffers += r->rec.ok;
	r->value_name = "offset";
	r->call.value = b->offset;
}

static void prepare_pool_free(struct run *r, const uint8_t *arg)
{
	if (r->buffers)
		r->call.value = r->buffers - 1 - reduced(r, "nth", arg[0], 0, r->buffers);
	else
		r->skip = "no buffer of a DMA pool is held";
}

static void act_pool_free(struct run *r)
{
	unsigned int i = r->call.value;

	r->rec.ok = core_pool_free(r->buffer[i].pool, r->buffer[i].offset, r->buffer[i].order);
	for (r->buffers--; i < r->buffers; i++)
		r->buffer[i] = r->buffer[i + 1];
}

/* ---------------------------------------------------------------- the table */

static const struct op_action actions[] = {
	{OP_POOL_ALLOC,
	 prepare_pool_alloc,
	 act_pool_alloc,
	 NULL,
	 {"a buffer of {bytes} bytes from a DMA pool", "is allocated, {value} bytes behind the pool's beginning",
	  "cannot be allocated"}},
	{OP_POOL_FREE,
	 prepare_pool_free,
	 act_pool_free,
	 NULL,
	 {"a buffer of a DMA pool", "is released", "is not taken back"}},
};

const struct op_subject op_pool = OP_SUBJECT(actions);
