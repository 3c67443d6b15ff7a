// SPDX-License-Identifier: GPL-2.0
/*
 * conditions.c - facts on the machine that runs, and its program, of which the lists of known findings have the names:
 * most of drawn machines alone (corpus/known/drawn.tsv).
 *
 * What a boot does not claim to survive ends it quietly: memory that is not there makes it panic, an area where no RAM
 * is breaks what it touches.  The list has the signature of each such finding, the fact it rests on, and why.
 */
#include <string.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "lang/ops.h"
#include "run/conditions.h"
#include "run/step.h"

static bool meet(unsigned long long a, unsigned long long a_size, unsigned long long b, unsigned long long b_size)
{
	return a_size && b_size && a < b + b_size && b < a + a_size;
}

/* As the kernel has them; those whose activation failed are of length 0. */
static unsigned int live_areas(struct reservation_range range[CORE_MAX_AREAS])
{
	static struct core_view_area area[CORE_MAX_AREAS];
	unsigned int page = core_build()->page_shift, i, count = 0;

	memset(area, 0, sizeof(area));
	core_view_areas(area, CORE_MAX_AREAS);
	for (i = 0; i < CORE_MAX_AREAS; i++)
		if (area[i].count)
			range[count++] = (struct reservation_range){(unsigned long long)area[i].pfn << page,
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
	struct reservation_range area[CORE_MAX_AREAS];
	unsigned int areas = live_areas(area), page = core_build()->page_shift, i;
	unsigned long long at = (unsigned long long)f->pfn << page;

	for (i = 0; i < areas; i++)
		if (!is_ram(area[i].base, area[i].size) && (!at || meet(at, 1, area[i].base, area[i].size)))
			return true;
	return false;
}

static bool takes_part(const struct reservation_range *area, const struct reservation_range *r)
{
	return meet(area->base, area->size, r->base, r->size) && (area->base != r->base || area->size != r->size);
}

/* Whether an area is in part what the description reserves for something else, too, or wholly for two nodes. */
static bool reserved_twice(const struct reservation_range *area)
{
	const struct reservations *p = &run_machine()->reservations;
	const struct reservation_node *n;
	unsigned int i, nodes = 0;

	for (i = 0; i < p->ranges; i++)
		if (takes_part(area, &p->range[i]))
			return true;
	for (n = p->node; n < p->node + p->nodes && !p->ignored; n++)
		for (i = 0; n->by_reg && !n->disabled && i < n->ranges; i++) {
			if (takes_part(area, &n->range[i]))
				return true;
			nodes += meet(area->base, area->size, n->range[i].base, n->range[i].size);
		}
	return nodes > 1;
}

static bool area_shared(const struct finding *f)
{
	struct reservation_range area[CORE_MAX_AREAS];
	unsigned int areas = live_areas(area), i, j;

	(void)f;
	/* Of a tree whose reservations are not known, only the kernel can say so. */
	if (!run_machine()->knows_reservations && host_log_has("OVERLAP DETECTED"))
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
	return !core_groups_mobility();
}

/* A zone begins or ends within a pageblock. */
static bool zone_ragged(const struct finding *f)
{
	unsigned char zones[CORE_MAX_ZONES];
	unsigned int count = core_zonelist(CORE_GFP_MOVABLE, zones), i;
	struct core_view_zone zone;

	(void)f;
	for (i = 0; i < count; i++) {
		core_view_zone(zones[i], &zone);
		if ((zone.start_pfn | zone.end_pfn) & ((1ul << core_build()->block_order) - 1))
			return true;
	}
	return false;
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

/* An allocation of slab was made to fail at boot. */
static bool slab_refused(const struct finding *f)
{
	(void)f;
	return run_machine()->description.fail_slab;
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

	return at_boot(f) && run_machine()->description.highmem && regions &&
	       (r[regions - 1].base + r[regions - 1].size) >> 32;
}

/* An area whose first page is not aligned to the pages of one bit; that of the page, if the finding names one. */
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
	return strstr(run_machine()->cmdline, "kernelcore=mirror") && !host_log_has("ignore kernelcore=mirror");
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

/* The tree has a % in it that the description did not put there. */
static bool odd_format(const struct finding *f)
{
	return at_boot(f) && !run_machine()->knows_reservations &&
	       memchr(run_machine()->tree.blob, '%', run_machine()->tree.blob_bytes);
}

/* The array has grown before the tree's regions are reserved, and one of them is given up again. */
static bool array_given_up(const struct finding *f)
{
	return at_boot(f) && run_machine()->description.early_resize && host_log_has("compatible matching fail");
}

/* Of operations that run at once: the kernel isolates and gives up the range as the caller says, under no lock of its
 * own. */
static bool isolates_alone(enum op_code code)
{
	return code == OP_CONTIG_ALLOC || code == OP_CONTIG_ALLOC_BLOCKS || code == OP_ISOLATE || code == OP_UNISOLATE;
}

static bool isolates(enum op_code code)
{
	return isolates_alone(code) || ops[code].kind == OP_KIND_CMA_ALLOC;
}

static bool ranges_at_once(const struct finding *f)
{
	const struct program *p = run_current();
	unsigned int i, k, alone, any;

	(void)f;
	for (i = 0; i < p->ops; i++) {
		if (p->op[i].code != OP_PARALLEL)
			continue;
		for (k = alone = any = 0; k < parallel_members(p, i); k++) {
			alone += isolates_alone(p->op[i + 1 + k].code);
			any += isolates(p->op[i + 1 + k].code);
		}
		if (alone && any > 1)
			return true;
	}
	return false;
}

static bool always(const struct finding *f)
{
	(void)f;
	return true;
}

static const struct {
	const char *name;
	bool (*holds)(const struct finding *f);
	bool any; /* of any machine, not of drawn ones alone */
} conditions[] = {
	{.name = "drawn", .holds = always},
	{.name = "at-boot", .holds = at_boot},
	{.name = "area-outside", .holds = area_outside},
	{.name = "area-shared", .holds = area_shared},
	{.name = "mobility-off", .holds = no_mobility, .any = true},
	{.name = "zone-ragged", .holds = zone_ragged, .any = true},
	{.name = "ranges-at-once", .holds = ranges_at_once, .any = true},
	{.name = "page-late", .holds = page_late},
	{.name = "unmapped-tail", .holds = unmapped_tail},
	{.name = "slab-refused", .holds = slab_refused},
	{.name = "table-lost", .holds = table_lost},
	{.name = "never-reserved", .holds = never_reserved},
	{.name = "array-given-up", .holds = array_given_up},
	{.name = "placed-twice", .holds = placed_twice},
	{.name = "base-below-order", .holds = bits_odd},
	{.name = "no-mirror", .holds = no_mirror},
	{.name = "no-memory-map", .holds = no_memory_map},
	{.name = "name-formats", .holds = name_formats},
	{.name = "odd-format", .holds = odd_format},
};

static bool find_condition(const char *name, const struct finding *f, bool *holds)
{
	const struct machine *m = run_machine();
	unsigned int i;

	for (i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++)
		if (!strcmp(conditions[i].name, name))
			break;
	if (i == sizeof(conditions) / sizeof(conditions[0]))
		return false;
	*holds = f && (conditions[i].any || (m && m->drawn)) && conditions[i].holds(f);
	return true;
}

bool run_load_known(const char *path, char *error, size_t size)
{
	verdict_set_conditions(find_condition);
	return verdict_load_known(path, error, size);
}
