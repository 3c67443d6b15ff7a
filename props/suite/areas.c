// SPDX-License-Identifier: GPL-2.0
/*
 * areas.c - X1 to X4 are proven on a described machine: by damage, by an altered view, and by reservations that are not
 * those the machine was booted with.
 */
#include <criterion/criterion.h>

#include "finding/verdict.h"
#include "host/host.h"
#include "lang/program.h"
#include "props/reservations.h"
#include "props/suite/scene.h"

TestSuite(areas, .init = scene_start);

/* Nodes of the tree below. */
enum { POOL, NOMAP, REG, DISABLED };

/* A pool in an alloc-range, the default one, a page not to be mapped, one by reg, a disabled node; one page reserved
 * beside. */
static const uint8_t bytes[] = {
	HEAD_DESCRIBED, 0,    0, 0,    0,    0,	   0,	 0, /* the head */
	0x42,		0x41, 0, 0x40, 0x01, 0x51, 4,	 0, /* pool */
	0x42,		0x01, 0, 0,    0,    0,	   3,	 0, /* no-map */
	0x43,		0x80, 1, 0x01, 0,    0,	   1,	 0, /* reg */
	0x42,		0x01, 0, 0,    0,    0,	   0x11, 0, /* disabled */
	0x41,		0xa0, 1, 0x01, 0,    0,	   0,	 0, /* reserved */
};

static struct machine machine;
static struct program program;

static void begin_again(void)
{
	cr_assert_eq(core_boot(&machine.description, &scene.machine), 0);
	scene.build = core_build();
	model_reset(scene.model, CORE_DESCRIBED);
	props_program_begin(scene.model);
}

static void begin_with(const uint8_t *description, size_t size)
{
	/* The machine above is too small for other geometries. */
	if (core_build()->block_order > 4)
		cr_skip_test("needs pageblocks of 16 pages");
	program_decode(&program, description, size);
	machine_build(&machine, &program.description, program.data);
	cr_assert(machine.knows_reservations && !machine.known);
	begin_again();
}

static void begin(void)
{
	begin_with(bytes, sizeof(bytes));
}

static bool finds_boot(const char *signature, const struct core_view *view)
{
	unsigned int i;

	verdict_begin(NULL);
	props_run_boot_view(scene.model, &machine.reservations, view);
	for (i = 0; i < verdict->findings; i++)
		if (!strcmp(verdict->finding[i].signature, signature)) {
			proven(signature);
			return true;
		}
	return !*signature && !verdict->findings;
}

static void expect(const char *signature, const struct core_view *view)
{
	cr_expect(finds_boot(signature, view), "expected '%s', found %s", signature, found());
}

Test(areas, nothing_on_a_fair_machine)
{
	begin();
	expect("", NULL);
	cr_expect_eq(scene.machine->areas, 1);
}

Test(areas, x1_lists)
{
	begin();
	core_damage(CORE_DAMAGE_MEMBLOCK, 0, 0);
	expect("X1:merged", NULL);
	begin();
	core_damage(CORE_DAMAGE_MEMBLOCK, 0, 1);
	expect("X1:sorted", NULL);
	begin();
	core_damage(CORE_DAMAGE_MEMBLOCK, 0, -0x7fffffff);
	expect("X1:range", NULL);
}

Test(areas, x1_area_and_leak)
{
	struct core_view *view;

	begin();
	view = view_copy();
	view->area[0].pfn -= 1;
	expect("X1:area", view);
	machine.reservations.ranges = 0;
	expect("X1:leak", NULL);
	begin();
	machine.reservations.node[NOMAP].disabled = true;
	expect("X1:leak", NULL);
	begin();
	machine.reservations.node[REG].pool = true;
	expect("X1:leak", NULL);
}

/*
 * Wherever an architecture has the default area: behind the memory map, which is nobody's, or before it.  The machine
 * is too small for arm, which gives up RAM that is less than a section of its page tables.
 */
Test(areas, x1_leak_on_each_architecture)
{
	static const enum core_arch archs[] = {CORE_ARCH_SIM, CORE_ARCH_ARM64, CORE_ARCH_RISCV};
	unsigned int i;

	for (i = 0; i < sizeof(archs) / sizeof(archs[0]); i++) {
		begin();
		machine.description.arch = archs[i];
		begin_again();
		expect("", NULL);
		machine.reservations.ranges = 0;
		expect("X1:leak", NULL);
		machine.reservations.ranges = 1;
		machine.reservations.node[REG].disabled = true;
		expect("X1:leak", NULL);
		machine.reservations.node[REG].disabled = false;
		expect("", NULL);
	}
}

Test(areas, x2_placed)
{
	begin();
	machine.reservations.node[POOL].size *= 2;
	expect("X2:size", NULL);
	machine.reservations.node[POOL].range[0].size = 4096;
	expect("X2:alloc-ranges", NULL);
	machine.reservations.node[POOL].alignment = 1 << 30;
	machine.reservations.node[POOL].range[0].base = 0;
	expect("X2:alignment", NULL);
	machine.reservations.node[REG].range[0].base += 4096;
	expect("X2:reg", NULL);
}

Test(areas, x2_kinds)
{
	struct core_region r;
	struct core_view *view;

	begin();
	machine.reservations.node[POOL].disabled = true;
	expect("X2:disabled", NULL);
	expect("X2:no-pool", NULL);
	begin();
	machine.reservations.node[POOL].pool = false;
	expect("X2:no-pool", NULL);
	begin();
	cr_assert_eq(core_reserved_mem(machine.reservations.node[NOMAP].name, &r), 0);
	/* Below what boot needs of a node it may lie across two pages, and so have none. */
	if (r.base & ((1ul << scene.build->page_shift) - 1))
		return;
	view = view_copy();
	*view_word(r.base >> scene.build->page_shift) &= ~CORE_PG_RESERVED;
	expect("X2:no-map", view);
}

Test(areas, x2_default)
{
	begin();
	machine.reservations.node[POOL].is_default = false;
	expect("X2:default", NULL);
	begin();
	machine.reservations.cma = true;
	expect("X2:refused", NULL);
}

/* An area of cma= beside a pool by size, and one by reg whose reusable is missing. */
static const uint8_t beside[] = {
	HEAD_DESCRIBED, 0,    0, 0,    0, 0,	0, 0, /* the head */
	0x44,		0,    1, 3,    0, 0xff, 1, 0, /* cma=4K@0-... */
	0x42,		0x41, 0, 0,    0, 0,	0, 0, /* pool */
	0x43,		0x40, 1, 0x41, 0, 0,	1, 0, /* by reg */
};

Test(areas, x2_beside_and_missing)
{
	begin_with(beside, sizeof(beside));
	cr_assert_eq(scene.machine->areas, 2);
	expect("", NULL);
	machine.reservations.cma = false;
	machine.reservations.node[0].is_default = true;
	expect("X2:default", NULL);
	expect("X2:beside", NULL);
	machine.reservations.node[1].pool = true;
	expect("X2:missing", NULL);
	machine.reservations.node[1].range[0].base = (unsigned long long)scene.machine->area[0].pfn
						     << scene.build->page_shift;
	expect("X2:name", NULL);
}

/* A tree of one cell has the lower half. */
static bool same_cells(unsigned long long known, unsigned long long asked)
{
	return known == asked || (uint32_t)known == asked;
}

static void expect_alike(const struct reservation_node *a, const struct reservation_node *b)
{
	unsigned int i;

	cr_expect_str_eq(a->name, b->name);
	cr_expect_eq(a->disabled, b->disabled, "%s: disabled", a->name);
	cr_expect_eq(a->malformed, b->malformed, "%s: malformed", a->name);
	cr_expect_eq(a->by_reg, b->by_reg, "%s: by reg", a->name);
	cr_expect_eq(a->nomap, b->nomap, "%s: no-map", a->name);
	cr_expect_eq(a->pool, b->pool, "%s: pool", a->name);
	cr_expect_eq(a->is_default && a->pool, b->is_default, "%s: default", a->name);
	if (a->malformed)
		return;
	cr_expect_eq(a->ranges, b->ranges, "%s: ranges", a->name);
	for (i = 0; i < a->ranges && i < b->ranges; i++)
		cr_expect(a->range[i].base == b->range[i].base && a->range[i].size == b->range[i].size,
			  "%s: range %u: 0x%llx+0x%llx 0x%llx+0x%llx", a->name, i, a->range[i].base, a->range[i].size,
			  b->range[i].base, b->range[i].size);
	if (!a->by_reg)
		cr_expect(same_cells(a->size, b->size) && same_cells(a->alignment, b->alignment), "%s: size", a->name);
}

/* Whether the machine comes up, and all that it reserves is known. */
static bool boots(const uint8_t *description, size_t size)
{
	volatile bool up = false;

	program_decode(&program, description, size);
	machine_build(&machine, &program.description, program.data);
	if (!machine.knows_reservations || machine.known)
		return false;
	verdict_begin(NULL);
	if (!setjmp(*host_enter()))
		up = !core_boot(&machine.description, &scene.machine);
	host_leave();
	return up;
}

/* What is read of a tree is what went into it; drawn machines are known by both ways. */
static unsigned int compare_asked(const uint8_t *description, size_t size)
{
	static struct reservations asked;
	const struct reservations *known = &machine.reservations;
	unsigned int i;

	if (!boots(description, size))
		return 0;
	cr_assert(machine_asked(&machine, &asked));
	cr_expect_eq(known->cma, asked.cma);
	cr_expect(!known->nodes || known->ignored == asked.ignored);
	cr_assert_eq(known->nodes, asked.nodes);
	/* Of a /reserved-memory that does not count, nobody knows by which cells it was meant. */
	for (i = 0; i < known->nodes && !known->ignored; i++)
		expect_alike(&known->node[i], &asked.node[i]);
	return known->nodes;
}

Test(areas, asked_of_a_tree)
{
	static uint8_t drawn[8 * 12];
	unsigned int nodes = compare_asked(bytes, sizeof(bytes)) + compare_asked(beside, sizeof(beside));
	uint32_t state = 1, i, at;

	for (i = 0; i < 200; i++) {
		for (at = 0; at < sizeof(drawn); at++) {
			state = state * 1664525 + 1013904223;
			drawn[at] = state >> 24;
		}
		drawn[0] = HEAD_DESCRIBED | (drawn[0] & HEAD_BOTTOM_UP);
		for (at = 8; at < sizeof(drawn); at += 8)
			drawn[at] = bytes[8ul * (1 + drawn[at] % 4)];
		nodes += compare_asked(drawn, sizeof(drawn));
	}
	cr_expect_gt(nodes, 100, "%u nodes", nodes);
}

/* A pool that is not to be mapped, and ends inside a page: given up late by some kernels. */
static const uint8_t cut[] = {
	HEAD_DESCRIBED, 0,    0, 0,    0, 0, 0, 0, /* the head */
	0x43,		0x40, 1, 0x01, 4, 0, 2, 0, /* by reg */
};

Test(areas, x3_late)
{
	begin_with(cut, sizeof(cut));
	if (props_late_page(0) == CORE_NO_PFN) {
		unprovable("X3:late");
		cr_skip_test("needs a kernel that gives up regions late");
	}
	expect("X3:late", NULL);
}

Test(areas, x3)
{
	unsigned long pfn;
	struct core_view *view;

	begin();
	pfn = scene.machine->area[0].pfn;
	core_damage(CORE_DAMAGE_ZONE, pfn, 0);
	expect("X3:zone", NULL);
	begin();
	core_damage(CORE_DAMAGE_PRESENT, pfn, 1);
	expect("X3:present", NULL);
	begin();
	view = view_copy();
	*view_word(pfn) &= ~CORE_PG_VALID;
	expect("X3:hole", view);
	expect("X3:present", view);
	view = view_copy();
	view->end_pfn--;
	expect("X3:span", view);
	view = view_copy();
	*view_word(pfn) ^= 7u << CORE_PG_ZONE_SHIFT;
	expect("X3:outside", view);
}

Test(areas, x4)
{
	unsigned long pfn;
	struct core_view *view;

	begin();
	pfn = scene.machine->area[0].pfn;
	view = view_copy();
	*view_word(pfn - 1) |= CORE_PG_RESERVED;
	expect("X4:lost", view);
	view = view_copy();
	*view_word(machine.reservations.range[0].base >> scene.build->page_shift) &= ~CORE_PG_RESERVED;
	expect("X4:reserved", view);
	core_damage(CORE_DAMAGE_MANAGED, pfn, 1);
	expect("X4:managed", NULL);
}
