// SPDX-License-Identifier: GPL-2.0
/*
 * cache.c - pages of files: what the page cache does to a contiguous allocation and to reclaim, and proofs of the
 * checks that look at them.
 *
 * Nothing here depends on the kernel's version: programs in text on a machine whose movable pages borrow an area at
 * once.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "lang/generate.h"
#include "lang/text.h"
#include "props/suite/scene.h"
#include "run/run.h"

TestSuite(cache, .init = scene_start, .timeout = 300);

enum {
	TEXT = 1024,
};

/* What happened in a program, without its end that gives everything back. */
struct course {
	unsigned int allocs, failed; /* cma_alloc() */
	unsigned int pages; /* that file 0 has */
	unsigned int left; /* pages that left their files */
	unsigned long largest; /* pages of the largest folio that migrated */
	unsigned long first, newest; /* where the page read last lay at first, and lies now */
	bool borrowed; /* that was in an area */
	void (*meddle)(const struct run *r, int at);
};

static void count_moves(struct course *c)
{
	const struct core_move *move;
	unsigned int i, moves = core_moves(&move);

	for (i = 0; i < moves; i++, move++) {
		c->left += move->to == CORE_NO_PFN && !move->written;
		if (move->to != CORE_NO_PFN && move->pages > c->largest)
			c->largest = move->pages;
	}
}

/* Of file 0 alone: the others are there to be in the way. */
static void note_newest(struct course *c, const struct run *r)
{
	const struct object *object;
	unsigned int i;

	c->pages = 0;
	for (i = 0; i < r->model->live_count[OBJECT_CACHE]; i++) {
		object = &r->model->object[r->model->live[OBJECT_CACHE][i]];
		if (object->file)
			continue;
		c->pages++;
		c->newest = object->pfn;
	}
	if (r->op->code != OP_CACHE_READ && r->op->code != OP_CACHE_READ_MANY && r->op->code != OP_MAPPED_ACCESS)
		return;
	c->first = c->newest;
	c->borrowed = area_of(r->machine, c->first) < CORE_MAX_AREAS;
}

static void watch(void *arg, const struct run *r, int at, const struct op *op)
{
	struct course *c = arg;

	if (at < 0 || !op)
		return;
	if (c->meddle)
		c->meddle(r, at);
	c->allocs += r->rec.kind == OP_KIND_CMA_ALLOC;
	c->failed += r->rec.kind == OP_KIND_CMA_ALLOC && !r->rec.ok;
	count_moves(c);
	note_newest(c, r);
}

static void run_text(struct course *c, const char *text)
{
	struct run_options options = {.walk_every = 1, .observe = watch, .observe_arg = c};
	static struct program p;
	struct run_result result;
	char error[256] = "";

	cr_assert(text_assemble(&p, "", text, strlen(text), error, sizeof(error)), "%s", error);
	run_program(&p, &options, &result);
	cr_assert(result.booted);
}

/* Pageblocks of the area of the machine "halfcma". */
static unsigned long area_blocks(void)
{
	scene_begin("halfcma");
	if (strcmp(scene.machine->name, "halfcma"))
		cr_skip_test("no such machine in this profile");
	return scene.machine->area[0].count >> scene.build->block_order;
}

/* Pages of another file to read first, so that the one which the operations read lies in the area. */
static unsigned int find_lead(const char *before)
{
	unsigned int lead;
	char text[TEXT];

	for (lead = 1; lead <= 64; lead++) {
		struct course c = {0};

		snprintf(text, sizeof(text), "mmfuzz 2\nmachine halfcma\ncache_read_many file=3 count=%u\n%s", lead,
			 before);
		run_text(&c, text);
		if (c.borrowed)
			break;
	}
	cr_assert_leq(lead, 64, "no page of a file lies in the area");
	return lead;
}

/*
 * Runs operations, then takes the whole area pageblock by pageblock, then runs some more, and does so again if asked
 * to: nothing is found.
 */
static struct course take_area(const char *before, const char *behind, bool again)
{
	unsigned long blocks = area_blocks();
	struct course c = {0};
	char text[TEXT], take[128], release[128];

	snprintf(take, sizeof(take), "repeat %lu {\ncma_alloc_blocks area=0 blocks=1\n}\n", blocks);
	snprintf(release, sizeof(release), "repeat %lu {\ncma_release\n}\n", blocks);
	snprintf(text, sizeof(text), "mmfuzz 2\nmachine halfcma\ncache_read_many file=3 count=%u\n%s%s%s%s%s",
		 find_lead(before), before, take, behind, again ? release : "", again ? take : "");
	run_text(&c, text);
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_geq(c.allocs, blocks);
	return c;
}

/* ---------------------------------------------------------------- in the way of cma_alloc() */

Test(cache, held_page_stays)
{
	struct course c = take_area("cache_read\ncache_dirty\ncache_hold\n", "", false);

	cr_expect_eq(c.failed, 1, "%u of %u allocations failed", c.failed, c.allocs);
	cr_expect_eq(c.newest, c.first, "the page that is held moved from 0x%lx to 0x%lx", c.first, c.newest);
	c = take_area("cache_read\ncache_dirty\ncache_hold\n", "cache_let_go\n", true);
	cr_expect_eq(c.failed, 1, "%u of %u allocations failed", c.failed, c.allocs);
	cr_expect_eq(c.pages, 1);
	cr_expect_neq(c.newest, c.first, "the page did not move when it was held no more", false);
}

Test(cache, writeback_is_waited_for)
{
	struct course c = take_area("cache_read\ncache_dirty\ncache_write\n", "cache_written\nexpect failed\n", false);

	cr_expect_eq(c.failed, 0, "%u of %u allocations failed", c.failed, c.allocs);
	cr_expect(!c.pages || c.newest != c.first, "the page did not move");
}

Test(cache, lock_is_waited_for)
{
	struct course c = take_area("cache_read\ncache_dirty\ncache_lock\n", "cache_unlock\nexpect failed\n", false);

	cr_expect_eq(c.failed, 0, "%u of %u allocations failed", c.failed, c.allocs);
	cr_expect_eq(c.pages, 1);
	cr_expect_neq(c.newest, c.first, "the page did not move");
}

Test(cache, dirty_pages_move)
{
	struct course c = take_area("cache_read\ncache_dirty\n", "", false);

	cr_expect_eq(c.failed, 0, "%u of %u allocations failed", c.failed, c.allocs);
	cr_expect_eq(c.pages, 1);
	cr_expect_neq(c.newest, c.first, "the page did not move");
}

/* Both follow it; the walk looks. */
Test(cache, mapped_pages_move)
{
	struct course c = take_area("mapped_access process=0 write=yes\nmapped_access process=1 write=no\n", "", false);

	cr_expect_eq(c.failed, 0, "%u of %u allocations failed", c.failed, c.allocs);
	cr_expect_eq(c.pages, 1);
	cr_expect_neq(c.newest, c.first, "the page did not move");
	cr_expect_eq(core_process_file_page(0, 0), core_process_file_page(1, 0));
}

/* It is split, and what is behind goes; where somebody holds a page of it, it stays, and is zero from there on (B12).
 */
Test(cache, a_folio_is_truncated_in_part)
{
	struct course c = {0};

	if (core_build()->cache_order < 2)
		cr_skip_test("no large folios");
	run_text(&c, "mmfuzz 2\nmachine flat\ncache_read order=2\ncache_dirty nth=3\ncache_truncate index=1\n");
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_eq(c.pages, 1);
	c = (struct course){0};
	run_text(&c, "mmfuzz 2\nmachine flat\ncache_read order=2\ncache_dirty nth=3\ncache_hold nth=3\n"
		     "cache_truncate index=1\n");
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_eq(c.pages, 4);
}

Test(cache, large_folio_moves_in_one_piece)
{
	struct course c;

	if (core_build()->cache_order < 2)
		cr_skip_test("no large folios");
	c = take_area("cache_read order=2\ncache_dirty\n", "", false);
	cr_expect_eq(c.failed, 0, "%u of %u allocations failed", c.failed, c.allocs);
	cr_expect_eq(c.pages, 4);
	cr_expect_eq(c.largest, 4, "the largest folio that migrated had %lu pages", c.largest);
}

/* ---------------------------------------------------------------- reclaim */

/* Reclaim looks at the counters of the lists, which are folded when time passes. */
#define RECLAIM "lru_drain cpu=all\ntick jiffies=500\nrepeat 4 {\nreclaim gfp=movable\n}\n"

Test(cache, reclaim_leaves_what_is_dirty)
{
	struct course c = {0};

	run_text(&c, "mmfuzz 2\nmachine flat\ncache_read_many count=8\ncache_dirty\n" RECLAIM);
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_eq(c.left, 7, "%u pages left", c.left);
	cr_expect_eq(c.pages, 1, "%u pages stayed", c.pages);
}

/*
 * What a process writes to a file that it has mapped is dirty, until it is written back; then a write is a fault again,
 * although the page was never unmapped.  What is only read goes.
 */
Test(cache, reclaim_leaves_what_is_written_by_a_mapping)
{
	static const char clean[] = "cache_write\ncache_written\n", unmapped[] = "mapped_unmap count=64\n";
	struct course c;
	char text[TEXT];
	unsigned int stays;

	for (stays = 0; stays < 2; stays++) {
		c = (struct course){0};
		snprintf(text, sizeof(text),
			 "mmfuzz 2\nmachine flat\nmapped_access page=1 write=no\n"
			 "mapped_access write=yes\n%s%s%s" RECLAIM,
			 clean, stays ? "mapped_access write=yes\n" : "", unmapped);
		run_text(&c, text);
		cr_expect_eq(verdict->findings, 0, "found %s", found());
		cr_expect_eq(c.pages, stays, "%u pages stayed", c.pages);
	}
}

Test(cache, reclaim_leaves_private_data_that_is_kept)
{
	struct course c = {0};

	run_text(&c, "mmfuzz 2\nmachine flat\ncache_read_many count=8\ncache_private keep=yes\n"
		     "cache_private nth=1 keep=no\n" RECLAIM);
	cr_expect_eq(verdict->findings, 0, "found %s", found());
	cr_expect_eq(c.pages, 1, "%u pages stayed", c.pages);
	c = take_area("cache_read\ncache_private keep=yes\n", "", false);
	cr_expect_eq(c.failed, 0, "%u of %u allocations failed", c.failed, c.allocs);
	cr_expect_eq(c.pages, 1, "the page was given up");
	cr_expect_neq(c.newest, c.first, "migration did not pass");
}

/* ---------------------------------------------------------------- proofs */

static bool has_finding(const char *signature)
{
	unsigned int i;

	for (i = 0; i < verdict->findings; i++)
		if (!strcmp(verdict->finding[i].signature, signature)) {
			proven(signature);
			return true;
		}
	return false;
}

static struct object *newest(const struct run *r)
{
	return &r->model->object[model_pick(r->model, OBJECT_CACHE, 0)];
}

/* The model has it that somebody wrote to the page, the kernel does not. */
static void write_unseen(const struct run *r, int at)
{
	if (at == 0)
		newest(r)->dirty = true;
}

static void next_index(const struct run *r, int at)
{
	if (at == 0)
		newest(r)->index++;
}

static void expect_when(void (*meddle)(const struct run *r, int at), const char *lines, const char *signature)
{
	struct course c = {.meddle = meddle};
	char text[TEXT];

	snprintf(text, sizeof(text), "mmfuzz 2\nmachine flat\n%s", lines);
	run_text(&c, text);
	cr_expect(has_finding(signature), "expected %s, found %s", signature, found());
}

Test(cache, r3_lost)
{
	expect_when(write_unseen, "cache_read\n" RECLAIM, "R3:lost");
	expect_when(write_unseen, "cache_read\nlru_drain cpu=all\ncache_invalidate\n", "R3:lost");
}

/* The model takes a page for one behind, which was truncated. */
Test(cache, b12_truncated)
{
	expect_when(next_index, "cache_read\ncache_truncate index=1\n", "B12:not-zero");
}

Test(cache, r3_mapping)
{
	expect_when(next_index, "cache_read\nalloc\n", "R3:mapping");
}

/* A process has another page than its file; the model knows nothing of mappings. */
Test(cache, r3_mapped)
{
	struct object page = {.kind = OBJECT_CACHE, .count = 1};
	struct object process = {.kind = OBJECT_PROCESS};

	scene_begin("flat");
	core_op_begin();
	cr_assert_eq(core_process_file_fault(0, 0, 1), 0);
	core_op_end();
	page.pfn = core_process_file_page(0, 0);
	model_add(scene.model, &page);
	model_add(scene.model, &process);
	cr_assert_not(finds("none", NULL, COST_WALK) || verdict->findings, "found %s before", found());
	core_damage(CORE_DAMAGE_MAPPED, 0, 0);
	expect_finding("R3:mapping", NULL, COST_WALK);
}

/* A page of a file that is on the LRU, in the model too, on a machine that is as it should be. */
static unsigned long listed_page(void)
{
	struct object page = {.kind = OBJECT_CACHE, .count = 1};

	scene_begin("flat");
	core_op_begin();
	cr_assert_eq(core_cache_read(0, 0, 0, &page.pfn), 0);
	core_lru_drain(CORE_MAX_CPUS);
	core_op_end();
	model_add(scene.model, &page);
	cr_assert_not(finds("none", NULL, COST_WALK) || verdict->findings, "found %s before", found());
	return page.pfn;
}

static void expect_after(enum core_damage what, long arg, const char *signature)
{
	core_damage(what, listed_page(), arg);
	expect_finding(signature, NULL, COST_WALK);
}

Test(cache, r9)
{
	expect_after(CORE_DAMAGE_STAT_LRU, 1, "R9:count");
	expect_after(CORE_DAMAGE_STAT_ZONE_LRU, -1, "R9:count");
	expect_after(CORE_DAMAGE_LOSE, 0, "R9:count");
	expect_after(CORE_DAMAGE_LOSE, 0, "R9:unlisted");
	expect_after(CORE_DAMAGE_LRU_MARK, 0, "R9:flags");
	expect_after(CORE_DAMAGE_LRU_ACTIVE, 0, "R9:flags");
	expect_after(CORE_DAMAGE_REFCOUNT, 0, "R9:flags");
}

/* A page that no list has, nor any counter. */
Test(cache, r9_unlisted)
{
	struct op_record op;

	scene_begin("flat");
	op = scene_alloc("unmovable", 0);
	core_damage(CORE_DAMAGE_LRU_MARK, op.pfn, 1);
	expect_finding("R9:unlisted", NULL, COST_WALK);
}

/* No bad link is followed. */
Test(cache, b5_links_of_the_lru)
{
	expect_after(CORE_DAMAGE_LINK, 1, "B5:back");
	expect_after(CORE_DAMAGE_LINK, 2, "B5:wild");
}

/* ---------------------------------------------------------------- T1 */

static bool has_files(const struct program *p)
{
	unsigned int i;

	for (i = 0; i < p->ops; i++)
		if (ops[p->op[i].code].habit == HABIT_CACHE)
			return true;
	return false;
}

/* The machines' files are as before, whatever another program left under way. */
Test(cache, same_trace_again)
{
	struct run_options options = {.walk_every = WALK_AT_END};
	unsigned int i, count = core_build()->block_order > 8 ? 20 : 200;
	struct run_result first, between, again;
	static struct program p, other;

	for (i = 0; i < count; i++) {
		generate(&p, random_seed(3, i), 48);
		if (!has_files(&p))
			continue;
		run_program(&p, &options, &first);
		generate(&other, random_seed(4, i), 48);
		run_program(&other, &options, &between);
		run_program(&p, &options, &again);
		cr_expect_eq(first.digest, again.digest, "program 3:%u: another trace the second time", i);
	}
}
