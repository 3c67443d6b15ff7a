// SPDX-License-Identifier: GPL-2.0
/* system.c - operations on the machine as a whole: per-CPU lists, CPUs, watermarks, compaction, time; see op.h for
 * their shape. */
#include "op/common.h"

void run_drain(struct run *r, const uint8_t *arg)
{
	r->rec.ok = true;
	core_drain(arg[0] ? (arg[0] - 1u) % r->build->cpus : CORE_MAX_CPUS);
}

void run_cpu(struct run *r, const uint8_t *arg)
{
	r->rec.ok = true;
	r->value_name = "CPU";
	r->value = arg[0] % r->build->cpus;
	core_set_cpu(r->value);
}

void run_min_free(struct run *r, const uint8_t *arg)
{
	unsigned long memory_kb = (r->machine->end_pfn - r->machine->start_pfn) << (r->build->page_shift - 10);

	if (r->pcp_off) {
		r->skip = would_sleep;
		return;
	}
	r->rec.ok = true;
	r->value_name = "min_free_kbytes";
	r->value = memory_kb * arg[0] / 2048;
	core_min_free_kb(r->value);
}

void run_compact(struct run *r, const uint8_t *arg)
{
	unsigned int classes = core_gfps(), class = arg[0], i;

	/* Only those who may sleep get into compaction. */
	for (i = 0; i < classes && !core_gfp(class)->reclaim; i++)
		class = (class + 1) % classes;
	if (i == classes || !r->build->max_order) {
		r->skip = "no class may compact";
		return;
	}
	r->rec.gfp = class;
	r->rec.order = 1 + arg[1] % r->build->max_order;
	r->rec.ok = core_compact(class, r->rec.order);
}

void run_tick(struct run *r, const uint8_t *arg)
{
	r->rec.ok = true;
	core_tick(2 * (arg[0] + 1ul));
}
