// SPDX-License-Identifier: GPL-2.0
/*
 * inv_range.c - R1 to R10: contiguous ranges, per-CPU lists, migration, watermarks, the LRU.
 */
#include <string.h>

#include "props/inv.h"

/* First page of the operation's range that nobody owns and yet is referenced, or CORE_NO_PFN. */
static unsigned long find_referenced(const struct check *c)
{
	unsigned long pfn;
	unsigned int word;

	for (pfn = c->op->pfn; pfn < c->op->pfn + c->op->count; pfn++) {
		if (zone_of(c->machine, pfn) == NO_ZONE || model_owner(c->model, pfn) != MODEL_NONE || is_held(c, pfn))
			continue;
		word = core_view_page(pfn);
		if ((word & CORE_PG_VALID) && !(word & (CORE_PG_REF0 | CORE_PG_RESERVED | CORE_PG_TABLE)) &&
		    !of_owned_folio(c->model, pfn, word))
			return pfn;
	}
	return CORE_NO_PFN;
}

/* ---------------------------------------------------------------- R1, R2: contiguous ranges */

static void r1_op(struct check *c)
{
	const struct op_record *op = c->op;
	unsigned long pfn;

	if (op->ok && op->slot != MODEL_NONE && c->model->taken != CORE_NO_PFN)
		check_fail_page(c->model->taken, "R1", "owned", "[0x%lx, 0x%lx) was allocated, page 0x%lx is owned",
				op->pfn, op->pfn + op->count, c->model->taken);
	if (op->ok)
		return;
	pfn = find_referenced(c);
	if (pfn != CORE_NO_PFN)
		check_fail_page(pfn, "R1", "kept", "[0x%lx, 0x%lx) could not be allocated, and page 0x%lx was kept",
				op->pfn, op->pfn + op->count, pfn);
}

static void r2_op(struct check *c)
{
	unsigned long pfn;

	if (!c->op->ok)
		return;
	pfn = find_referenced(c);
	if (pfn != CORE_NO_PFN)
		check_fail_page(pfn, "R2", "kept", "[0x%lx, 0x%lx) was freed, page 0x%lx still has references",
				c->op->pfn, c->op->pfn + c->op->count, pfn);
}

/* ---------------------------------------------------------------- R3: migration */

/* What is wrong with the word of a page that can move, by whether a driver has it, or NULL. */
static const char *movable_problem(unsigned int word, bool driver)
{
	if (word & (CORE_PG_REF0 | CORE_PG_BUDDY) && !(word & CORE_PG_TAIL))
		return "reference";
	if (!driver)
		return word & CORE_PG_ISOLATED ? "isolated" : NULL;
	if (!(word & CORE_PG_MOVABLE_OPS) && core_build()->movable_ops)
		return "mark";
	if (word & CORE_PG_ISOLATED)
		return "isolated";
	return word & CORE_PG_LOCKED ? "locked" : NULL;
}

static void check_move(struct check *c, const struct core_move *move)
{
	unsigned int source = model_owner(c->model, move->from), target = model_owner(c->model, move->to);
	const struct owner *owner;
	const char *problem;

	/* Who gave a page up says nothing of it (OBJECT_LEFT), nor does swap. */
	if (move->to == CORE_NO_PFN || move->slot)
		return;
	/* The source may be in use again, by the operation itself or as a later target. */
	if (source == MODEL_NONE && !(core_view_page(move->from) & CORE_PG_REF0))
		check_fail_page(move->from, "R3", "source", "page 0x%lx moved to 0x%lx and still has references",
				move->from, move->to);
	owner = &owners[target == MODEL_NONE ? OBJECT_NONE : c->model->object[target].kind];
	if (!owner->moves)
		return;
	problem = movable_problem(core_view_page(move->to), owner->driver);
	if (problem)
		check_fail_page(move->from, "R3", problem, "page 0x%lx moved to 0x%lx, which has page word %08x",
				move->from, move->to, core_view_page(move->to));
}

static void r3_op(struct check *c)
{
	unsigned int i;

	for (i = 0; i < c->moves; i++)
		check_move(c, &c->move[i]);
}

static void r3_walk_kind(struct check *c, enum object_kind kind)
{
	const struct model *model = c->model;
	const char *problem;
	unsigned long pfn;
	unsigned int i, word;

	for (i = 0; i < model->live_count[kind]; i++) {
		pfn = model->object[model->live[kind][i]].pfn;
		word = c->view->page[pfn - c->view->start_pfn];
		problem = movable_problem(word, true);
		if (!problem)
			continue;
		check_fail_page(pfn, "R3", problem, "the driver's page 0x%lx has page word %08x", pfn, word);
		return;
	}
}

/* The file finds each of its pages where the model has it, and no other. */
static void r3_walk_files(struct check *c)
{
	const struct model *model = c->model;
	const struct object *page;
	unsigned long pfn;
	unsigned int i;

	for (i = 0; i < model->live_count[OBJECT_CACHE]; i++) {
		page = &model->object[model->live[OBJECT_CACHE][i]];
		pfn = core_cache_page(page->file, page->index);
		if (pfn == page->pfn)
			continue;
		check_fail_page(page->pfn, "R3", "mapping", "page %lu of file %u is at 0x%lx, its file has 0x%lx",
				page->index, page->file, page->pfn, pfn);
		return;
	}
}

/* Nor have processes any page that is not the model's, as the one of that place. */
static void r3_walk_processes(struct check *c)
{
	const struct model *model = c->model;
	const struct object *page;
	unsigned int process;
	unsigned long i, pfn;

	for (process = 0; process < CORE_PROCESSES; process++) {
		for (i = 0; core_process_lives(process) && i < CORE_PROCESS_PAGES; i++) {
			pfn = core_process_page(process, i);
			if (pfn == CORE_NO_PFN)
				continue;
			page = model_owner(model, pfn) == MODEL_NONE ? NULL : &model->object[model_owner(model, pfn)];
			if (page && page->kind == OBJECT_ANON && page->index == i)
				continue;
			check_fail_page(pfn, "R3", "mapping", "process %u has page 0x%lx at %lu, which is another's",
					process, pfn, i);
			return;
		}
	}
}

/* What they have mapped of a file is what the file has there. */
static void r3_walk_mapped(void)
{
	unsigned long i, pfn;
	unsigned int process;

	for (process = 0; process < CORE_PROCESSES; process++) {
		for (i = 0; core_process_lives(process) && i < CORE_PROCESS_PAGES; i++) {
			pfn = core_process_file_page(process, i);
			if (pfn == CORE_NO_PFN || pfn == core_cache_page(core_process_file(process), i))
				continue;
			check_fail_page(pfn, "R3", "mapping",
					"process %u has page 0x%lx at %lu of its file, which has another there",
					process, pfn, i);
			return;
		}
	}
}

static bool is_in_a_process(const struct object *page)
{
	unsigned int process;

	for (process = 0; process < CORE_PROCESSES; process++)
		if (core_process_lives(process) && core_process_page(process, page->index) == page->pfn)
			return true;
	return false;
}

/* And each of the model's is some process's. */
static void r3_walk_anon(struct check *c)
{
	const struct model *model = c->model;
	const struct object *page;
	unsigned int i;

	for (i = 0; i < model->live_count[OBJECT_ANON]; i++) {
		page = &model->object[model->live[OBJECT_ANON][i]];
		if (is_in_a_process(page))
			continue;
		check_fail_page(page->pfn, "R3", "unmapped", "page 0x%lx is no process's at %lu any more", page->pfn,
				page->index);
		return;
	}
}

static bool is_in_swap(const struct object *page)
{
	unsigned int process;

	for (process = 0; process < CORE_PROCESSES; process++)
		if (core_process_slot(process, page->index) == page->slot)
			return true;
	return false;
}

/* Each page that is in swap is some process's. */
static void r3_walk_swapped(struct check *c)
{
	const struct model *model = c->model;
	const struct object *page;
	unsigned int i;

	for (i = 0; i < model->live_count[OBJECT_SWAPPED]; i++) {
		page = &model->object[model->live[OBJECT_SWAPPED][i]];
		if (is_in_swap(page))
			continue;
		check_fail("R3", "swapped", "page %lu in slot %lu of swap is no process's any more", page->index,
			   page->slot);
		return;
	}
}

/* Counts the entries of a process that name each slot; one that the model does not know of is returned, or 0. */
static unsigned long count_users(const struct model *model, unsigned int process, unsigned int *users)
{
	unsigned long i, slot, stranger = 0;

	for (i = 0; i < CORE_PROCESS_PAGES; i++) {
		slot = core_process_slot(process, i);
		if (!slot)
			continue;
		users[slot]++;
		if (core_process_page(process, i) == CORE_NO_PFN && model_swapped(model, slot) == MODEL_NONE)
			stranger = slot;
	}
	return stranger;
}

/* Nor have processes any slot that is not the model's; the kernel counts as many users of each as there are. */
static void r3_walk_slots(struct check *c)
{
	unsigned int users[CORE_SWAP_PAGES + 1], process;
	unsigned long slot, slots = core_swap_pages();

	if (!slots)
		return;
	memset(users, 0, sizeof(users));
	for (process = 0; process < CORE_PROCESSES; process++) {
		slot = count_users(c->model, process, users);
		if (slot)
			check_fail("R3", "swap", "process %u has a page in slot %lu of swap, which is nobody's",
				   process, slot);
	}
	for (slot = 1; slot <= slots && (unsigned int)core_swap_users(slot) == users[slot];)
		slot++;
	if (slot <= slots)
		check_fail("R3", "slots",
			   "slot %lu of swap has %d users by the kernel's count, processes have it %u times", slot,
			   core_swap_users(slot), users[slot]);
}

/* A page that could not be moved is back with its owner, and so is every other. */
static void r3_walk(struct check *c)
{
	unsigned int kind;

	r3_walk_files(c);
	r3_walk_processes(c);
	r3_walk_mapped();
	r3_walk_anon(c);
	r3_walk_swapped(c);
	r3_walk_slots(c);
	for (kind = OBJECT_NONE; kind < OBJECT_KINDS; kind++)
		if (owners[kind].driver)
			r3_walk_kind(c, kind);
}

/* ---------------------------------------------------------------- R4: per-CPU lists */

static void check_pcp(struct check *c, unsigned int zone, unsigned int cpu)
{
	const struct core_view_pcp *pcp = &c->view->zone[zone].pcp[cpu];

	if (pcp->count != pcp->listed)
		check_fail("R4", "count", "zone %u CPU %u: count is %d, the lists hold %d pages", zone, cpu, pcp->count,
			   pcp->listed);
	if (pcp->cma_off_movable)
		check_fail("R4", "cma", "zone %u CPU %u: %d CMA pages on a list other than MOVABLE", zone, cpu,
			   pcp->cma_off_movable);
}

/* All CPUs of a zone have the same limits; 0 while disabled, and more again when enabled. */
static void check_pcp_limits(struct check *c, unsigned int zone, unsigned int cpu)
{
	const struct core_view_pcp *first = &c->view->zone[zone].pcp[0], *pcp = &c->view->zone[zone].pcp[cpu];
	bool off = pcp_off(c, zone);

	if (pcp->high_min != first->high_min || pcp->high_max != first->high_max || pcp->batch != first->batch)
		check_fail("R4", "limits", "zone %u: CPU %u has other limits than CPU 0", zone, cpu);
	if (off != (pcp->high_max == 0))
		check_fail("R4", off ? "not-disabled" : "not-restored", "zone %u CPU %u: high_max is %d", zone, cpu,
			   pcp->high_max);
	if (off && pcp->listed)
		check_fail("R4", "disabled", "zone %u CPU %u: %d pages on lists that are disabled", zone, cpu,
			   pcp->listed);
}

static void r4_walk(struct check *c)
{
	unsigned int zone, cpu;

	for (zone = 0; zone < c->view->zones; zone++) {
		if (!c->view->zone[zone].managed)
			continue;
		for (cpu = 0; cpu < c->build->cpus; cpu++) {
			check_pcp(c, zone, cpu);
			check_pcp_limits(c, zone, cpu);
		}
	}
}

/* ---------------------------------------------------------------- R5, R6: balance, refusals */

/* Disabled per-CPU lists keep one mutex; locks are K1's, but for that. */
static void r5_op(struct check *c)
{
	struct core_balance b;
	unsigned int zone;
	int off = 0;

	core_balance(&b);
	for (zone = 0; c->model->live_count[OBJECT_ISOLATION] && zone < c->machine->zones; zone++)
		off += pcp_off(c, zone) != NULL;
	if (b.lru_disable)
		check_fail("R5", "lru-disable", "lru_cache_disable() is %d deep", b.lru_disable);
	if (b.mutexes != off)
		check_fail("R5", "mutex", "%d mutexes are held, %d zones have their lists disabled", b.mutexes, off);
}

static void r5_walk(struct check *c)
{
	walk_report(c, "R5");
	if (c->view->isolated_lru)
		check_fail("R5", "isolated-lru", "NR_ISOLATED_* are %ld at rest", c->view->isolated_lru);
}

static void r6_op(struct check *c)
{
	if (!c->op->misuse)
		return;
	if (c->op->ok)
		check_fail_page(c->op->pfn, "R6", "accepted", "what had to be refused was accepted: [0x%lx, 0x%lx)",
				c->op->pfn, c->op->pfn + c->op->count);
}

/* Needs the lists of right before, so it sees something only when every operation is walked. */
static void r6_walk(struct check *c)
{
	unsigned long pages = c->view->end_pfn - c->view->start_pfn;
	unsigned long block_count = model_block(c->model, c->view->end_pfn - 1) + 1;

	if (!c->op->misuse || c->op->ok || !c->before->fresh)
		return;
	if (memcmp(c->before->list, c->view->list, pages) || memcmp(c->before->block, c->view->block, block_count))
		check_fail("R6", "effect", "a refused operation changed the lists");
}

/* ---------------------------------------------------------------- R7: watermarks and reserves */

/* Low and high are one distance each above the minimum; a boost lasts until the next recalculation. */
static void check_watermarks(struct check *c, unsigned int zone)
{
	const struct core_view_zone *z = &c->view->zone[zone];
	unsigned long most = z->wmark[2] + z->wmark[2] / 2, block = 1ul << c->build->block_order;

	if (z->wmark[0] > z->wmark[1] || z->wmark[1] > z->wmark[2] ||
	    z->wmark[1] - z->wmark[0] != z->wmark[2] - z->wmark[1])
		check_fail("R7", "watermarks", "zone %u: min %lu, low %lu, high %lu", zone, z->wmark[0], z->wmark[1],
			   z->wmark[2]);
	if (z->wmark_boost > (most > block ? most : block))
		check_fail("R7", "boost", "zone %u: boosted by %lu, high is %lu", zone, z->wmark_boost, z->wmark[2]);
}

/* The default of vm.lowmem_reserve_ratio, which no operation changes; 0 for a zone that reserves nothing. */
static unsigned long reserve_ratio(const char *name)
{
	if (!strcmp(name, "DMA") || !strcmp(name, "DMA32"))
		return 256;
	return strcmp(name, "Normal") ? 0 : 32;
}

/* Pages of a zone that the initrd had, which is freed behind that recalculation (init_per_zone_wmark_min()). */
static unsigned long initrd_pages(const struct check *c, unsigned int zone)
{
	const struct core_zone *z = &c->machine->zone[zone];
	struct core_region r;
	unsigned long start, end;

	if (core_initrd(&r))
		return 0;
	start = r.base >> c->build->page_shift;
	end = (r.base + r.size) >> c->build->page_shift;
	start = start > z->start_pfn ? start : z->start_pfn;
	end = end < z->end_pfn ? end : z->end_pfn;
	return end > start ? end - start : 0;
}

/*
 * What zone keeps from allocations that could go to `upper`.  The figure is as of the last recalculation, at boot; a
 * few pages may have come under management since, and lower bounds allow for them.
 */
static void check_lowmem_reserve(struct check *c, unsigned int zone, unsigned int upper)
{
	enum {
		LATE_PAGES = 64,
	};
	const struct core_view_zone *z = &c->view->zone[zone];
	unsigned long ratio = reserve_ratio(c->machine->zone[zone].name), pages = 0, late = LATE_PAGES, least;
	unsigned int i;

	for (i = zone + 1; i <= upper; i++) {
		pages += c->view->zone[i].managed;
		late += initrd_pages(c, i);
	}
	if (!ratio || !z->managed || upper <= zone) {
		ratio = 1;
		pages = 0;
	}
	least = pages > late ? (pages - late) / ratio : 0;
	if (z->lowmem_reserve[upper] > (long)(pages / ratio) || z->lowmem_reserve[upper] < (long)least)
		check_fail("R7", "lowmem-reserve", "zone %u keeps %ld pages from zone %u, expected %lu", zone,
			   z->lowmem_reserve[upper], upper, pages / ratio);
}

static bool same_node(const struct check *c, unsigned int zone, unsigned int other)
{
	return c->machine->zone[zone].node == c->machine->zone[other].node;
}

static void check_total_reserve(struct check *c)
{
	unsigned long total = 0, most, i;
	const struct core_view_zone *z;
	unsigned int zone;

	for (zone = 0; zone < c->view->zones; zone++) {
		z = &c->view->zone[zone];
		for (most = 0, i = zone; i < c->view->zones; i++)
			if (z->lowmem_reserve[i] > (long)most)
				most = z->lowmem_reserve[i];
		most += z->wmark[2];
		total += most < z->managed ? most : z->managed;
	}
	if (c->view->totalreserve != total)
		check_fail("R7", "total-reserve", "totalreserve_pages is %lu, the zones make %lu",
			   c->view->totalreserve, total);
}

/* That a watermark check which passes means success is seen from the other side by B11. */
static void r7_walk(struct check *c)
{
	unsigned int zone, upper;

	for (zone = 0; zone < c->view->zones; zone++) {
		check_watermarks(c, zone);
		for (upper = zone + 1; upper < c->view->zones && same_node(c, zone, upper); upper++)
			check_lowmem_reserve(c, zone, upper);
	}
	check_total_reserve(c);
}

/* ---------------------------------------------------------------- R8: where the scanners went */

/* Whether it is, or was until it was split on the way, of a folio of several pages. */
static bool may_be_folio(const struct check *c, const struct core_move *move)
{
	unsigned int slot = model_owner(c->model, move->to);

	return move->pages > 1 ||
	       (c->build->cache_order && slot != MODEL_NONE && !owners[c->model->object[slot].kind].driver);
}

/* A folio goes as a whole where it overlaps one of the pageblocks that are isolated. */
static bool meets(const struct check *c, const struct core_move *move, unsigned long pfn, unsigned long count)
{
	unsigned long end = pfn + count;

	if (may_be_folio(c, move)) {
		pfn = round_down(pfn, c->build->block_order);
		end = round_down(end - 1, c->build->block_order) + (1ul << c->build->block_order);
	}
	return move->first < end && move->first + move->pages > pfn;
}

static bool meets_area(const struct check *c, const struct core_move *move)
{
	const struct core_area *area;

	for (area = c->machine->area; area < c->machine->area + c->machine->areas; area++)
		if ((area == &c->machine->area[c->op->area] || c->op->others) && meets(c, move, area->pfn, area->count))
			return true;
	return false;
}

/* Whether room was made for a folio of several pages: compaction within the operation. */
static bool needed_room(const struct check *c)
{
	unsigned int i;

	for (i = 0; i < c->moves; i++)
		if (may_be_folio(c, &c->move[i]))
			return true;
	return false;
}

static bool left_range(const struct check *c, const struct core_move *move)
{
	if (move->to == CORE_NO_PFN || move->slot)
		return false;
	/* Any range, also such as were given up; to where a page may stay. */
	if (c->op->searched || c->op->kind == OP_KIND_PIN || c->op->kind == OP_KIND_OFFLINE)
		return false;
	if (c->op->kind == OP_KIND_CONTIG_ALLOC && !needed_room(c))
		return !meets(c, move, c->op->pfn, c->op->count);
	if (c->op->kind == OP_KIND_CMA_ALLOC && !needed_room(c))
		return !meets_area(c, move);
	if (c->op->kind == OP_KIND_CONTIG_ALLOC && meets(c, move, c->op->pfn, c->op->count))
		return false;
	if (c->op->kind == OP_KIND_CMA_ALLOC && meets_area(c, move))
		return false;
	/* Compaction: both scanners stay in one zone. */
	return zone_of(c->machine, move->from) != zone_of(c->machine, move->to);
}

/* The scanners' positions are the kernel's own; what they did shows in the pages that moved. */
static void r8_op(struct check *c)
{
	unsigned int i;

	for (i = 0; i < c->moves; i++) {
		if (!left_range(c, &c->move[i]))
			continue;
		check_fail_page(c->move[i].from, "R8", "range", "page 0x%lx moved to 0x%lx: the scanner left its range",
				c->move[i].from, c->move[i].to);
		return;
	}
}

/* ---------------------------------------------------------------- R9: the LRU */

static void check_lru(const struct core_view_lru *lru, const char *what, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < CORE_LRUS; i++)
		if (lru[i].stat != lru[i].pages)
			check_fail("R9", "count", "%s %u: the counter of LRU list %u says %ld pages, it has %ld", what,
				   n, i, lru[i].stat, lru[i].pages);
}

/* The first page of a zone that says that it is on the LRU, and is not; CORE_NO_PFN if all are. */
static unsigned long find_unlisted(const struct check *c, unsigned int zone)
{
	unsigned long pfn;
	unsigned int word;

	for (pfn = c->view->zone[zone].start_pfn; pfn < c->view->zone[zone].end_pfn; pfn++) {
		word = c->view->page[pfn - c->view->start_pfn];
		if ((word & CORE_PG_LRU) && CORE_PG_ZONE(word) == zone && !core_on_lru(pfn))
			return pfn;
	}
	return CORE_NO_PFN;
}

/* All that is on a list says so, so the numbers are the same if and only if all that says so is on a list. */
static void check_lru_marks(struct check *c, unsigned int zone)
{
	unsigned long listed = c->view->zone[zone].lru_folios, marked = c->walk->zone[zone].lru, pfn;

	if (listed == marked)
		return;
	pfn = find_unlisted(c, zone);
	check_fail_page(pfn, "R9", "unlisted",
			"zone %u: %lu folios say that they are on the LRU, its lists have %lu; pfn 0x%lx is on none",
			zone, marked, listed, pfn);
}

static void r9_walk(struct check *c)
{
	unsigned int i;

	if (c->view->lru_misfit != CORE_NO_PFN)
		check_fail_page(c->view->lru_misfit, "R9", "flags",
				"page 0x%lx is on LRU list %u, which its flags, node or references do not fit",
				c->view->lru_misfit, c->view->lru_misfit_list);
	for (i = 0; i < c->build->nodes; i++)
		check_lru(c->view->lru[i], "node", i);
	for (i = 0; i < c->view->zones; i++) {
		check_lru(c->view->zone[i].lru, "zone", i);
		check_lru_marks(c, i);
	}
}

/* ---------------------------------------------------------------- the table */

/* ---------------------------------------------------------------- R10: a range that the kernel looks for itself */

/* GFP_KERNEL does not get there. */
static bool is_for_movable(const struct core_zone *z)
{
	return is_movable_zone(z) || !strcmp(z->name, "HighMem");
}

/* Types that alloc_contig_range(MIGRATE_MOVABLE) may isolate. */
static bool of_plain_types(const struct check *c, unsigned long pfn, unsigned long count)
{
	unsigned long at = pfn & ~((1ul << c->build->block_order) - 1);

	for (; at < pfn + count; at += 1ul << c->build->block_order)
		if (!is_mergeable(core_view_block(at)))
			return false;
	return true;
}

/* Its pageblocks are isolated as a whole (isolate_single_pageblock()), so they must be free as a whole. */
static unsigned long free_range(const struct check *c, const struct core_zone *z, unsigned long count)
{
	unsigned long pfn = (z->start_pfn + count - 1) & ~(count - 1), first, end;

	for (; pfn + count <= z->end_pfn; pfn += count) {
		first = round_down(pfn, c->build->block_order);
		end = round_up(pfn + count, c->build->block_order);
		/* A hole has no pages, and its pageblocks have no types. */
		if (first >= z->start_pfn && end <= z->end_pfn && window_free(c, first, end - first) &&
		    of_plain_types(c, first, end - first))
			return pfn;
	}
	return CORE_NO_PFN;
}

/* As C8: nothing moved, so that the state now is what each attempt met. */
static void r10_op(struct check *c)
{
	const struct op_record *op = c->op;
	const struct core_zone *z;
	unsigned long pfn;

	if (!op->searched || op->ok || op->injected || c->moves || op->count & (op->count - 1))
		return;
	for (z = c->machine->zone; z < c->machine->zone + c->machine->zones; z++) {
		pfn = is_for_movable(z) ? CORE_NO_PFN : free_range(c, z, op->count);
		if (pfn == CORE_NO_PFN)
			continue;
		check_fail_page(pfn, "R10", "refused", "%lu pages were refused, yet [0x%lx, 0x%lx) is free", op->count,
				pfn, pfn + op->count);
		return;
	}
}

static const struct invariant rows[] = {
	{"R1", "owned kept", O, "alloc_contig_range() owns exactly its range, or nothing", .op = r1_op,
	 .after = CONTIG_ALLOC},
	{"R2", "kept", O, "free_contig_range() gives back every page once", .op = r2_op, .after = CONTIG_FREE},
	{"R3", "source reference mark isolated locked lost mapping unmapped swap swapped slots mlocked", O | W,
	 "migration frees the source; a page that could not move is back where it was; swap loses none, and takes none that is locked",
	 .op = r3_op, .after = AFTER_MOVES, .walk = r3_walk},
	{"R4", "count cma limits not-disabled not-restored disabled order zone", W,
	 "a per-CPU list's count, orders, types and limits are right", .walk = r4_walk},
	{"R5", "lru-disable mutex isolated-lru page-isolated", O | W,
	 "lru_cache_disable, zone_pcp_disable and isolated pages are balanced", .op = r5_op, .after = AFTER_ANY,
	 .walk = r5_walk},
	{"R6", "accepted effect", O | W, "what an interface refuses has no effect", .op = r6_op, .after = AFTER_ANY,
	 .walk = r6_walk},
	{"R7", "watermarks boost lowmem-reserve total-reserve", W,
	 "watermarks, boost and lowmem_reserve match their formulas", .walk = r7_walk},
	{"R8", "range", O, "a scanner never leaves its zone or range", .op = r8_op, .after = AFTER_MOVES},
	{"R9", "count flags unlisted", W, "LRU lists, their counters and page flags agree", .walk = r9_walk},
	{"R10", "refused", O, "alloc_contig_pages() fails only if no aligned range of a zone is free", .op = r10_op,
	 .after = 1 << OP_KIND_OTHER},
};

const struct invariant_table inv_range = TABLE(rows);
