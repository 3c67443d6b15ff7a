// SPDX-License-Identifier: GPL-2.0
/*
 * areas_run.c - boots a described machine and runs its operations, and says which findings its description accounts
 * for.
 *
 * What a boot does not claim to survive ends it quietly: memory that is not there makes it panic.  Two more things are
 * known and told by the description alone, not by what happens: see excuse().
 */
#include <fnmatch.h>
#include <string.h>

#include "areas.h"
#include "host.h"
#include "text.h"
#include "verdict.h"

static const struct areas *running;

/* After boot. */
static bool area_outside(void)
{
	const struct core_machine *m = core_machine(CORE_GIVEN);
	const struct core_region *r;
	unsigned int regions = core_memblock_early(CORE_MEMBLOCK_MEMORY, &r), page = core_build()->page_shift, a, i;

	for (a = 0; a < m->areas; a++) {
		unsigned long long base = (unsigned long long)m->area[a].pfn << page;
		unsigned long long end = base + ((unsigned long long)m->area[a].count << page);

		for (i = 0; i < regions; i++)
			if (!r[i].nomap && r[i].base <= base && base < r[i].base + r[i].size)
				base = r[i].base + r[i].size;
		if (base < end)
			return true;
	}
	return false;
}

/* Memory that begins or ends inside a page, by a no-map region. */
static bool has_odd_memory(void)
{
	const struct core_region *r;
	unsigned int regions = core_memblock_early(CORE_MEMBLOCK_MEMORY, &r), i;

	for (i = 0; i < regions; i++)
		if ((r[i].base | r[i].size) & ((1ull << core_build()->page_shift) - 1))
			return true;
	return false;
}

static const char *excuse(const char *signature)
{
	/* mm/memblock.c and its callers say so in as many words: without memory there is no boot. */
	if (verdict->at == VERDICT_AT_BOOT && !fnmatch("panic:*", signature, 0))
		return "[end] boot has no memory left, or was refused it (failure injection)";
	/* Both areas are activated: everything after it is consequence. */
	if (!running->told && host_log_has("OVERLAP DETECTED"))
		return "[end] regions of the tree overlap: corpus/boot/overlap.dts";
	if (!strcmp(signature, "warn:cma_activate_area") || !strcmp(signature, "warn:cma_validate_zones") ||
	    area_outside())
		return "[end] an area lies outside of RAM: corpus/boot/outside.dts";
	/* As on the machines of that kind in the table (corpus/known). */
	if (host_log_has("mobility grouping off") &&
	    (!fnmatch("M[128]:*", signature, 0) || !fnmatch("warn:*_free_list", signature, 0) ||
	     !fnmatch("warn:*account_freepages", signature, 0)))
		return "a type set while mobility grouping is off is not the list's: corpus/regressions/*/mobility-off.mm";
	if (!strcmp(signature, "warn:early_init_dt_scan_root"))
		return "the root node has no #address-cells or #size-cells, which newer kernels complain of";
	if (!fnmatch("*:unflatten_dt_nodes", signature, 0))
		return "[end] a node under one that is not available: its parent is what lies on the stack (no CONFIG_OF_KOBJ)";
	if (has_odd_memory())
		return "[end] a part of a page is not to be mapped, and given up again: corpus/boot/no-map-odd.dts";
	if (!strcmp(signature, "X1:leak") && host_log_has("Failed to allocate memory for reserved_mem array"))
		return "what was reserved is forgotten (failure injection)";
	return NULL;
}

void areas_run(const struct areas *a, const struct run_options *options, struct run_result *result)
{
	struct run_options with = *options;

	running = a;
	if (a->known) {
		verdict_begin(&a->program);
		*result = (struct run_result){0};
		return;
	}
	with.spec = &a->spec;
	with.plan = a->told ? &a->plan : NULL;
	verdict_set_excuse(excuse);
	interp_run(&a->program, &with, result);
	verdict_set_excuse(NULL);
}

/* ---------------------------------------------------------------- for people */

static void show_range(FILE *f, const char *option, unsigned long long base, unsigned long long size)
{
	fprintf(f, " \\\n  --%s 0x%llx+0x%llx", option, base, size);
}

static void show_area(FILE *f, const struct core_spec_area *a)
{
	static const char *const hows[] = {"", ",fixed", ",reserved"};

	fprintf(f, " \\\n  --area %s=0x%llx@0x%llx-0x%llx", a->name, a->size, a->base, a->limit);
	if (a->alignment)
		fprintf(f, ",align=0x%llx", a->alignment);
	if (a->order_per_bit)
		fprintf(f, ",order=%u", a->order_per_bit);
	fprintf(f, "%s%s", hows[a->how], a->keep ? ",keep" : "");
}

void areas_show(FILE *f, const struct areas *a)
{
	const struct core_spec *s = &a->spec;
	unsigned int i;

	fprintf(f, "mmfuzz boot");
	for (i = 0; i < s->banks; i++)
		show_range(f, "ram", s->bank[i].base, s->bank[i].size);
	for (i = 0; i < s->reserves; i++)
		show_range(f, "reserve", s->reserve[i].base, s->reserve[i].size);
	if (*a->cmdline)
		fprintf(f, " \\\n  --cmdline '%s'", a->cmdline);
	for (i = 0; i < s->settings; i++)
		fprintf(f, " \\\n  --config %s=%d", s->setting[i].symbol, s->setting[i].value);
	if (s->low_end)
		fprintf(f, " \\\n  --limit 0x%llx", s->low_end);
	if (s->dma32_end)
		fprintf(f, " \\\n  --dma32-end 0x%llx", s->dma32_end);
	if (s->highmem)
		fprintf(f, " \\\n  --highmem 0x%llx", s->highmem);
	for (i = 0; i < CORE_MAX_BOARD_AREAS && s->area[i].name; i++)
		show_area(f, &s->area[i]);
	if (s->bottom_up)
		fprintf(f, " \\\n  --bottom-up");
	if (s->dtb)
		fprintf(f, " \\\n  --dtb TREE");
	fputc('\n', f);
	if (s->fail_memblock)
		fprintf(f, "# memblock allocation %u fails\n", s->fail_memblock);
	if (s->fail_slab)
		fprintf(f, "# slab allocation %u fails\n", s->fail_slab);
	if (s->early_resize)
		fprintf(f, "# memblock's arrays may grow from the beginning\n");
	text_ops(f, &a->program, 0, a->program.ops);
}
