// SPDX-License-Identifier: GPL-2.0
/*
 * machines/board.c - machines for pageblocks of 1024 pages and one zone, see machines/dense.c.
 */
#include "core_kernel.h"

const struct machine_plan machine_plans[] = {
	{
		.name = "ragged",
		.about = "NORMAL and MOVABLE, ragged ends, a hole, two areas (order_per_bit 0 and 2)",
		.base_pfn = 0x60000,
		.bank = {{5, 9600}, {9856, 12965}},
		.low_end = 20480,
		.cmdline = "cma=16M movablecore=9M",
		.area = {{"sensor", 2048, 2}},
	},
	{
		.name = "flat",
		.about = "one aligned zone of 32768 pages with one area of 8192 pages",
		.base_pfn = 0x70000,
		.bank = {{0, 32768}},
		.low_end = 32768,
		.cmdline = "cma=32M",
	},
	{
		.name = "halfcma",
		.about = "16384 pages, half of them in one area: movable pages borrow it at once",
		.base_pfn = 0x80000,
		.bank = {{0, 16384}},
		.low_end = 16384,
		.cmdline = "cma=32M",
	},
	{
		.name = "poison",
		.about = "8192 pages; freed pages are filled with a pattern that allocation checks",
		.base_pfn = 0x90000,
		.bank = {{0, 8192}},
		.low_end = 8192,
		.cmdline = "cma=4M page_poison=1",
	},
	{
		.name = "guard",
		.about = "8192 pages; with guard pages",
		.base_pfn = 0xa0000,
		.bank = {{0, 8192}},
		.low_end = 8192,
		.cmdline = "cma=4M debug_pagealloc=on debug_guardpage_minorder=1",
	},
	{
		.name = "initfree",
		.about = "8192 pages; pages are cleared when they are freed",
		.base_pfn = 0xb0000,
		.bank = {{0, 8192}},
		.low_end = 8192,
		.cmdline = "cma=4M init_on_free=1",
	},
	{
		.name = "small",
		.about = "5120 pages: so few pageblocks that the kernel does not group pages by mobility",
		.base_pfn = 0xc0000,
		.bank = {{0, 5120}},
		.low_end = 5120,
		.cmdline = "",
	},
};
const unsigned int machine_count = ARRAY_SIZE(machine_plans);
