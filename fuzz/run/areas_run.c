// SPDX-License-Identifier: GPL-2.0
/*
 * areas_run.c - boots a described machine and runs its operations, and says which findings its description accounts
 * for.
 *
 * What a boot does not claim to survive ends it quietly: memory that is not there makes it panic, an area where no RAM
 * is breaks what it touches.  Each such finding is one entry of excuses[]: its signature, and the fact it rests on.
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "run/areas_run.h"

static const struct areas *running;

/* ---------------------------------------------------------------- facts, at any time of a boot and after it */

static bool meet(unsigned long long a, unsigned long long a_size, unsigned long long b, unsigned long long b_size)
{
	return a_size && b_size && a < b + b_size && b < a + a_size;
}

/* As the kernel has them; those whose activation failed are of length 0. */
static unsigned int live_areas(struct plan_range range[CORE_MAX_AREAS])
{
	static struct core_view_area area[CORE_MAX_AREAS];
	unsigned int page = core_build()->page_shift, i, count = 0;

	memset(area, 0, sizeof(area));
	core_view_areas(area, CORE_MAX_AREAS);
	for (i = 0; i < CORE_MAX_AREAS; i++)
		if (area[i].count)
			range[count++] = (struct plan_range){(unsigned long long)area[i].pfn << page,
							     (unsigned long long)area[i].count << page};
	return count;
}

static bool is_ram(unsigned long long base, unsigned long long size)
{
	const struct core_region *r;
	unsigned int regions = core_memblock_early(CORE_MEMBLOCK_MEMORY, &r), i;
	unsigned long long end = base + size;

	for (i = 0; i < regions; i++)
		if (!r[i].nomap && r[i].base <= base && base < r[i].base + r[i].size)
			base = r[i].base + r[i].size;
	return base >= end;
}

static bool area_outside(const struct finding *f)
{
	struct plan_range area[CORE_MAX_AREAS];
	unsigned int areas = live_areas(area), page = core_build()->page_shift, i;
	unsigned long long at = (unsigned long long)f->pfn << page;

	for (i = 0; i < areas; i++)
		if (!is_ram(area[i].base, area[i].size) && (!at || meet(at, 1, area[i].base, area[i].size)))
			return true;
	return false;
}

static bool takes_part(const struct plan_range *area, const struct plan_range *r)
{
	return meet(area->base, area->size, r->base, r->size) && (area->base != r->base || area->size != r->size);
}

/* Whether an area is in part what the description reserves for something else, too. */
static bool reserved_twice(const struct plan_range *area)
{
	const struct plan *p = &running->plan;
	const struct plan_node *n;
	unsigned int i;

	for (i = 0; i < p->ranges; i++)
		if (takes_part(area, &p->range[i]))
			return true;
	for (n = p->node; n < p->node + p->nodes && !p->ignored; n++)
		for (i = 0; n->by_reg && !n->disabled && i < n->ranges; i++)
			if (takes_part(area, &n->range[i]))
				return true;
	return false;
}

static bool area_shared(const struct finding *f)
{
	struct plan_range area[CORE_MAX_AREAS];
	unsigned int areas = live_areas(area), i, j;

	(void)f;
	/* What a tree says that nobody planned is the kernel's to tell. */
	if (!running->told && host_log_has("OVERLAP DETECTED"))
		return true;
	for (i = 0; i < areas; i++) {
		for (j = 0; j < i; j++)
			if (meet(area[i].base, area[i].size, area[j].base, area[j].size))
				return true;
		if (reserved_twice(&area[i]))
			return true;
	}
	return false;
}

static bool at_boot(const struct finding *f)
{
	return f->at == VERDICT_AT_BOOT;
}

static bool no_mobility(const struct finding *f)
{
	(void)f;
	return host_log_has("mobility grouping off");
}

static bool page_late(const struct finding *f)
{
	return at_boot(f) && props_late_page(0) != CORE_NO_PFN;
}

/* Behind the last whole page of RAM there is a part of one, and it is not to be mapped. */
static bool unmapped_tail(const struct finding *f)
{
	const struct core_region *r;
	unsigned int regions = core_memblock_early(CORE_MEMBLOCK_MEMORY, &r), page = core_build()->page_shift, i;
	unsigned long long end = 0;

	for (i = 0; i < regions; i++)
		if ((r[i].base + r[i].size) >> page > (r[i].base + (1ull << page) - 1) >> page)
			end = (r[i].base + r[i].size) >> page << page;
	return at_boot(f) && regions && r[regions - 1].base + r[regions - 1].size > end;
}

static bool table_lost(const struct finding *f)
{
	return at_boot(f) && host_log_has("Failed to allocate memory for reserved_mem array");
}

static bool never_reserved(const struct finding *f)
{
	return at_boot(f) && host_log_has("failed to reserve memory for node") &&
	       host_log_has("compatible matching fail");
}

/* Before the highest memory is asked, a place above 4 GiB is taken, or the other way round, and kept for nobody. */
static bool placed_twice(const struct finding *f)
{
	const struct core_region *r;
	unsigned int regions = core_memblock_early(CORE_MEMBLOCK_MEMORY, &r);

	return at_boot(f) && running->spec.highmem && regions && (r[regions - 1].base + r[regions - 1].size) >> 32;
}

/* An area whose first page is not aligned to what one bit stands for; that of the page, if the finding names one. */
static bool bits_odd(const struct finding *f)
{
	static struct core_view_area area[CORE_MAX_AREAS];
	unsigned int i;

	memset(area, 0, sizeof(area));
	core_view_areas(area, CORE_MAX_AREAS);
	for (i = 0; i < CORE_MAX_AREAS; i++)
		if (area[i].count && area[i].pfn & ((1ul << area[i].order_per_bit) - 1) &&
		    (f->pfn == CORE_NO_PFN || (f->pfn >= area[i].pfn && f->pfn - area[i].pfn < area[i].count)))
			return true;
	return false;
}

/* No machine here has mirrored memory; newer kernels say that they ignore the option then. */
static bool no_mirror(const struct finding *f)
{
	(void)f;
	return strstr(running->cmdline, "kernelcore=mirror") && !host_log_has("ignore kernelcore=mirror");
}

static bool no_memory_map(const struct finding *f)
{
	return at_boot(f) && (host_log_has("memory map backing failed") || host_log_has("usemap allocation failed"));
}

/* Names have "%%" or none. */
static bool name_formats(const struct finding *f)
{
	const struct core_machine *m = core_machine(CORE_DESCRIBED);
	unsigned int a;

	for (a = 0; a < m->areas; a++)
		if (strchr(m->area[a].name, '%') && !strstr(m->area[a].name, "%%"))
			return at_boot(f);
	return false;
}

/* The tree has a format that nobody planned. */
static bool odd_format(const struct finding *f)
{
	return at_boot(f) && !running->told && memchr(running->tree.blob, '%', running->tree.blob_bytes);
}

/* The array has grown before the tree's regions are reserved, and one of them is given up again. */
static bool array_given_up(const struct finding *f)
{
	return at_boot(f) && running->spec.early_resize && host_log_has("compatible matching fail");
}

static bool always(const struct finding *f)
{
	(void)f;
	return true;
}

/* ---------------------------------------------------------------- what a description accounts for */

/* mm/memblock.c and its callers say so in as many words: without memory there is no boot. */
static const char no_memory[] = "[end] boot has no memory left, or was refused it (failure injection)";
static const char shared[] = "[end] an area is reserved for something else, too: corpus/boot/overlap.dts";
static const char outside[] = "[end] an area lies outside of RAM: corpus/boot/outside.dts";
/* As on the machines of that kind in the table (corpus/known). */
static const char no_types[] =
	"a type set while mobility grouping is off is not the list's: corpus/regressions/*/mobility-off.mm";
static const char odd[] = "[end] a part of a page is not to be mapped, and given up again: corpus/boot/no-map-odd.dts";
static const char unmirrored[] =
	"[end] memory below 4 GiB is no zone's with kernelcore=mirror and no mirror: corpus/README.md";
static const char odd_bits[] = "the base is not aligned to order_per_bit: corpus/README.md, order=";
static const char no_map[] = "[end] the memory map has no room, and boot goes on without it: corpus/README.md";
static const char tail[] = "[end] a part of the last page is not to be mapped: corpus/boot/no-map-tail.dts";
static const char formats[] = "a node's name is taken as a format: corpus/boot/percent.dtb";
static const char forgotten[] = "what was reserved is forgotten (failure injection)";

/* Each finding with the fact that makes it one of a kind that is understood; the first that holds is told. */
static const struct excuse {
	const char *signature; /* a pattern */
	bool (*holds)(const struct finding *f);
	const char *why;
} excuses[] = {
	{"panic:*Failed-to-allocate-*", at_boot, no_memory},
	{"panic:Cannot-allocate-bytes-for-node-data", at_boot, no_memory},
	{"panic:early_init_dt_alloc_memory_arch-*", at_boot, no_memory},
	{"panic:memblock-cannot-resize-*", at_boot, no_memory},
	{"warn:cma_activate_area", area_outside, outside},
	{"warn:cma_validate_zones", area_outside, outside},
	{"warn:__alloc_*", area_outside, outside},
	{"X3:hole", area_outside, outside},
	{"segv:*", area_outside, outside},
	{"bug:set_pfnblock_flags_mask", area_outside, outside},
	{"bug:ClearPageReserved", area_outside, outside},
	{"bad_page:*", area_outside, outside},
	{"asan:use-after-poison:free_reserved_page", area_outside, outside},
	{"C7:overlap", area_shared, shared},
	{"X1:area", area_shared, shared},
	{"bad_page:*", area_shared, shared},
	{"M[128]:*", no_mobility, no_types},
	{"warn:*_free_list", no_mobility, no_types},
	{"warn:*account_freepages", no_mobility, no_types},
	{"warn:early_init_dt_scan_root", always,
	 "the root node has no #address-cells or #size-cells, which newer kernels complain of"},
	{"*:unflatten_dt_nodes", always,
	 "[end] a node under one that is not available: its parent is what lies on the stack (no CONFIG_OF_KOBJ)"},
	{"X3:late", page_late, odd},
	{"bug:__free_one_page", page_late, odd},
	{"bug:__SetPageReserved", unmapped_tail, tail},
	{"bug:__ClearPageReserved", unmapped_tail, tail},
	{"*:memblock_*", array_given_up,
	 "[end] memblock's own array lay in a region that was given up: corpus/README.md"},
	{"asan:use-after-poison:*", never_reserved,
	 "[end] a region that could not be reserved is given up all the same: corpus/README.md"},
	{"X1:leak", table_lost, forgotten},
	{"X1:leak", placed_twice, "a place is found twice and one of them kept: corpus/README.md, --highmem"},
	{"C4:alignment", bits_odd, odd_bits},
	{"warn:split_large_buddy", bits_odd, odd_bits},
	{"*", no_mirror, unmirrored},
	{"segv:sparse_init_subsection_map", no_memory_map, no_map},
	{"segv:__bitmap_set", no_memory_map, no_map},
	{"X2:*", name_formats, formats},
	{"warn:format_decode", odd_format, formats},
	{"segv:*", odd_format, formats},
	{"X2:missing", table_lost, forgotten},
};

static const char *excuse(const struct finding *f)
{
	const struct excuse *e;

	for (e = excuses; e < excuses + sizeof(excuses) / sizeof(excuses[0]); e++)
		if (!fnmatch(e->signature, f->signature, 0) && e->holds(f))
			return e->why;
	return NULL;
}

void areas_run(const struct areas *a, const struct run_options *options, struct run_result *result)
{
	struct run_options with = *options;

	running = a;
	if (a->known) {
		verdict_begin(a->spec.name);
		*result = (struct run_result){0};
		return;
	}
	with.spec = &a->spec;
	with.plan = a->told ? &a->plan : NULL;
	verdict_set_excuse(excuse);
	run_program(&a->program, &with, result);
	verdict_set_excuse(NULL);
}
