// SPDX-License-Identifier: GPL-2.0
/*
 * damage.c - each checker sees the damage that it is there for, and nothing before it was done.
 */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "host/sanitizer.h"
#include "props/suite/scene.h"

TestSuite(damage, .init = scene_start);

enum {
	END_OF_RAM = 0x7ffffffff,
};

static const struct row {
	const char *id; /* or a whole signature */
	enum core_damage what;
	enum place place;
	long arg;
} rows[] = {
	{"B1", CORE_DAMAGE_ZONE, PLACE_FREE_HEAD, 0},
	{"B1", CORE_DAMAGE_ZONE, PLACE_FREE_TAIL, 0},
	{"B4:no-mark", CORE_DAMAGE_BUDDY_MARK, PLACE_FREE_HEAD, -1},
	{"B4:order", CORE_DAMAGE_BUDDY_MARK, PLACE_FREE_HEAD, 0},
	{"B4:no-list", CORE_DAMAGE_BUDDY_MARK, PLACE_FREE_TAIL, 0},
	{"B4:no-list", CORE_DAMAGE_BUDDY_MARK, PLACE_OWNED, 0},
	{"B4:no-list", CORE_DAMAGE_LOSE, PLACE_FREE_HEAD, 0},
	{"B5", CORE_DAMAGE_LINK, PLACE_FREE_HEAD, 0},
	{"B5", CORE_DAMAGE_LINK, PLACE_FREE_HEAD, 1},
	{"B5:wild", CORE_DAMAGE_LINK, PLACE_FREE_HEAD, 2},
	{"B6", CORE_DAMAGE_NR_FREE, PLACE_FREE_HEAD, 1},
	{"B6", CORE_DAMAGE_LOSE, PLACE_FREE_HEAD, 0},
	{"B7:head-reference", CORE_DAMAGE_REFCOUNT, PLACE_FREE_HEAD, 1},
	{"B7:tail-reference", CORE_DAMAGE_REFCOUNT, PLACE_FREE_TAIL, 1},
	{"B7:head-flags", CORE_DAMAGE_FLAG, PLACE_FREE_HEAD, 0},
	{"B7:tail-flags", CORE_DAMAGE_FLAG, PLACE_FREE_TAIL, 0},
	{"B7:tail-compound", CORE_DAMAGE_TAIL, PLACE_FREE_TAIL, 0},
	{"B9:lost", CORE_DAMAGE_LOSE, PLACE_FREE_HEAD, 0},
	{"B9:managed", CORE_DAMAGE_MANAGED, PLACE_OWNED, 1},
	{"B9:present", CORE_DAMAGE_PRESENT, PLACE_OWNED, -1},
	{"B9:totalram", CORE_DAMAGE_TOTALRAM, PLACE_OWNED, 1},
	{"B14:reference", CORE_DAMAGE_REFCOUNT, PLACE_OWNED, 2},
	{"B14:use", CORE_DAMAGE_FLAG, PLACE_OWNED, 0},
	{"M1", CORE_DAMAGE_BLOCK_TYPE, PLACE_AREA_FREE, CORE_MOVABLE},
	{"M1", CORE_DAMAGE_BLOCK_TYPE, PLACE_FREE_HEAD, CORE_CMA},
	{"M3:free", CORE_DAMAGE_STAT_FREE, PLACE_OWNED, 1},
	{"M3:free-cma", CORE_DAMAGE_STAT_CMA, PLACE_OWNED, -1},
	{"M3", CORE_DAMAGE_LOSE, PLACE_AREA_FREE, 0},
	{"M4", CORE_DAMAGE_NR_ISOLATE, PLACE_OWNED, 1},
	{"M5:limit", CORE_DAMAGE_NR_HIGHATOMIC, PLACE_OWNED, 1 << 20},
	{"M6:block", CORE_DAMAGE_BLOCK_TYPE, PLACE_AREA_OWNED, CORE_MOVABLE},
	{"M9", CORE_DAMAGE_BLOCK_TYPE, PLACE_FREE_HEAD, CORE_ISOLATE},
	{"M9", CORE_DAMAGE_BLOCK_TYPE, PLACE_ISOLATED, CORE_MOVABLE},
	{"M10:left", CORE_DAMAGE_BLOCK_TYPE, PLACE_FREE_HEAD, CORE_ISOLATE},
	{"M10:undone", CORE_DAMAGE_BLOCK_TYPE, PLACE_ISOLATED, CORE_MOVABLE},
	{"M11", CORE_DAMAGE_BLOCK_TYPE, PLACE_BIG_TAIL, CORE_CMA},
	{"M12:reported", CORE_DAMAGE_REPORTED, PLACE_FREE_TAIL, 0},
	{"M12:compaction", CORE_DAMAGE_COMPACT_POS, PLACE_OWNED, END_OF_RAM},
	{"C1:clear", CORE_DAMAGE_CMA_BIT, PLACE_AREA_OWNED, 0},
	{"C1:set", CORE_DAMAGE_CMA_BIT, PLACE_AREA_FREE, 0},
	{"C7:total", CORE_DAMAGE_TOTALCMA, PLACE_OWNED, 1},
	{"R4:count", CORE_DAMAGE_PCP_COUNT, PLACE_OWNED, 1},
	{"R5:isolated-lru", CORE_DAMAGE_ISOLATED_STAT, PLACE_OWNED, 1},
	{"R7:watermarks", CORE_DAMAGE_WATERMARK, PLACE_OWNED, 1},
	{"R7:watermarks", CORE_DAMAGE_WATERMARK, PLACE_OWNED, -100000},
	{"R7:lowmem-reserve", CORE_DAMAGE_RESERVE, PLACE_OWNED, 1},
	{"R7:lowmem-reserve", CORE_DAMAGE_RESERVE, PLACE_OWNED, -1000},
};

/* Where types are strict, from 6.10 on. */
static const struct row strict_rows[] = {
	{"M2", CORE_DAMAGE_BLOCK_TYPE, PLACE_BIG_TAIL, CORE_RECLAIMABLE},
	{"M5:count", CORE_DAMAGE_NR_HIGHATOMIC, PLACE_OWNED, 16},
};

/* A zone other than the page's own, so that the damage is one. */
static long other_zone(unsigned long pfn)
{
	unsigned int zone = zone_of(scene.machine, pfn);

	return zone ? zone - 1 : zone + 1;
}

static void check_row(const struct row *row, unsigned int i)
{
	unsigned long pfn;
	long arg = row->arg;

	scene_begin("ragged");
	scene_populate();
	cr_expect_not(finds("none", NULL, COST_OP | COST_WALK) || verdict->findings, "row %u: %s before the damage", i,
		      found());
	if (row->place == PLACE_BIG_TAIL && !has_big_blocks())
		return;
	pfn = place_find(row->place);
	cr_assert_neq(pfn, CORE_NO_PFN, "row %u (%s): the scene has no such page", i, row->id);
	if (row->what == CORE_DAMAGE_ZONE)
		arg = other_zone(pfn);
	core_damage(row->what, pfn, arg);
	cr_expect(finds(row->id, NULL, COST_WALK), "row %u: expected %s, found %s", i, row->id, found());
}

Test(damage, every_row_is_found)
{
	unsigned int i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(&rows[i], i);
}

Test(damage, every_strict_row_is_found)
{
	unsigned int i;

	if (!core_build()->strict_types) {
		unprovable("M2:types");
		unprovable("M5:count");
		cr_skip("types are not strict in this kernel");
	}
	for (i = 0; i < sizeof(strict_rows) / sizeof(strict_rows[0]); i++)
		check_row(&strict_rows[i], i);
}

/* ---------------------------------------------------------------- what only a record shows */

Test(damage, order_and_alignment_of_a_freed_block)
{
	struct op_record op = new_record(OP_KIND_FREE, true);

	scene_begin("ragged");
	scene_populate();
	op.pfn = place_find(PLACE_FREE_TAIL);
	core_damage(CORE_DAMAGE_BUDDY_MARK, op.pfn, 3);
	cr_expect(finds("B2:alignment", &op, COST_OP), "found %s", found());
	core_damage(CORE_DAMAGE_BUDDY_MARK, op.pfn, scene.build->max_order + 1);
	cr_expect(finds("B2:order", &op, COST_OP), "found %s", found());
}

Test(damage, origin)
{
	static const struct row origin[] = {
		{"B13:free", CORE_DAMAGE_STAT_FREE, PLACE_NONE, 3},
		{"B13:managed", CORE_DAMAGE_MANAGED, PLACE_NONE, 3},
		{"B13:isolate", CORE_DAMAGE_NR_ISOLATE, PLACE_NONE, 1},
		{"B13:total", CORE_DAMAGE_TOTALCMA, PLACE_NONE, 1},
		{"B13:isolated-lru", CORE_DAMAGE_ISOLATED_STAT, PLACE_NONE, 1},
	};
	const struct row *row;

	for (row = origin; row < origin + sizeof(origin) / sizeof(origin[0]); row++) {
		scene_begin("ragged");
		cr_expect_not(finds("none", NULL, COST_END) || verdict->findings, "found %s", found());
		core_damage(row->what, scene.machine->area[0].pfn, row->arg);
		cr_expect(finds(row->id, NULL, COST_END), "expected %s, found %s", row->id, found());
	}
}

Test(damage, area_page_lost)
{
	scene_begin("ragged");
	scene_populate();
	core_damage(CORE_DAMAGE_LOSE, place_find(PLACE_AREA_FREE), 0);
	cr_expect(finds("C9", NULL, COST_END), "found %s", found());
}

Test(damage, owned_bytes)
{
	scene_begin("ragged");
	scene_populate();
	memset(core_page_bytes(place_find(PLACE_OWNED)), 0, scene.build->page_bytes);
	cr_expect(finds("B12:bytes", NULL, COST_WALK), "found %s", found());
}

/* ---------------------------------------------------------------- what the kernel side reports itself */

/* Runs the damage as an operation, as the interpreter would; says whether the verdict has the signature. */
static bool reports(const char *signature, enum core_damage what)
{
	unsigned int i;

	scene_begin("ragged");
	if (!setjmp(*host_enter())) {
		core_op_begin();
		core_damage(what, CORE_NO_PFN, 0);
		core_op_end();
	}
	host_leave();
	for (i = 0; i < verdict->findings; i++)
		if (!strncmp(verdict->finding[i].signature, signature, strlen(signature)))
			return true;
	return false;
}

Test(damage, context)
{
	cr_expect(reports("lock:", CORE_DAMAGE_LOCK), "found %s", found());
	cr_expect(reports("lock:", CORE_DAMAGE_IRQ), "found %s", found());
	cr_expect(reports("atomic:", CORE_DAMAGE_SLEEP), "found %s", found());
	cr_expect(reports("warn:", CORE_DAMAGE_WARN_ONCE), "found %s", found());
	cr_expect(reports("warn:", CORE_DAMAGE_WARN_ONCE), "the second time: found %s", found());
	cr_expect(reports("bug:", CORE_DAMAGE_BUG), "found %s", found());
	cr_expect(reports("hang:", CORE_DAMAGE_HANG), "found %s", found());
	/* K3 is seen by builds with lockdep alone. */
	cr_expect_eq(reports("lock:lock-order", CORE_DAMAGE_LOCK_ORDER), !!core_build()->lockdep, "found %s", found());
}

/* B12: kernel code that reads a free page dies of it.  A build without ASan does not watch, and ends the same way. */
Test(damage, bytes_of_a_free_page, .exit_code = 1)
{
	scene_begin("ragged");
	scene_populate();
	/* Nor are the pages of a machine of several GiB poisoned. */
	if (!sanitizer_present() || core_build()->page_shift > 12)
		exit(1);
	core_damage(CORE_DAMAGE_READ_FREE, place_find(PLACE_FREE_HEAD), 0);
}
