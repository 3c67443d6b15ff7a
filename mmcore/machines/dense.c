// SPDX-License-Identifier: GPL-2.0
/*
 * machines/dense.c - the machines of profiles with small orders.  A program's header chooses one; a new one is one new
 * entry at the end (the place in the table is part of the operation language).  The other tables have the same machines
 * at the same places, in the sizes of their geometry.
 *
 * Each has an address range of its own, so that its memory stays where it is while another runs.
 */
#include "core_kernel.h"

const struct machine_plan machine_plans[] = {
	{
		.name = "ragged",
		.about = "DMA32, NORMAL and MOVABLE, ragged ends, a hole, two areas (order_per_bit 0 and 2)",
		.base_pfn = 0x60000,
		.bank = {{5, 1195}, {1232, 853}},
		.dma32_end = 192,
		.low_end = 1920,
		.cmdline = "cma=512K movablecore=640K",
		.area = {{"sensor", 64, 2}},
	},
	{
		.name = "flat",
		.about = "one aligned zone of 2048 pages with one area of 256 pages",
		.base_pfn = 0x70000,
		.bank = {{0, 2048}},
		.low_end = 2048,
		.cmdline = "cma=1M",
	},
	{
		.name = "halfcma",
		.about = "768 pages, half of them in one area: movable pages borrow it at once",
		.base_pfn = 0x80000,
		.bank = {{0, 768}},
		.low_end = 768,
		.cmdline = "cma=1536K",
	},
	{
		.name = "poison",
		.about = "as flat, half as large; freed pages are filled with a pattern that allocation checks",
		.base_pfn = 0x90000,
		.bank = {{0, 1024}},
		.low_end = 1024,
		.cmdline = "cma=512K page_poison=1",
	},
	{
		.name = "guard",
		.about = "as flat, half as large, with guard pages",
		.base_pfn = 0xa0000,
		.bank = {{0, 1024}},
		.low_end = 1024,
		.cmdline = "cma=512K debug_pagealloc=on debug_guardpage_minorder=1",
	},
	{
		.name = "initfree",
		.about = "as flat, half as large; pages are cleared when they are freed",
		.base_pfn = 0xb0000,
		.bank = {{0, 1024}},
		.low_end = 1024,
		.cmdline = "cma=512K init_on_free=1",
	},
	{
		.name = "small",
		.about = "80 pages: so few pageblocks that the kernel does not group pages by mobility",
		.base_pfn = 0xc0000,
		.bank = {{0, 80}},
		.low_end = 80,
		.cmdline = "",
	},
};
const unsigned int machine_count = ARRAY_SIZE(machine_plans);
