// SPDX-License-Identifier: GPL-2.0
/*
 * machines/amd64.c - machines for pageblocks of 512 pages, see machines/dense.c.
 */
#include "core_kernel.h"

const struct machine_plan machine_plans[] = {
	{
		.name = "ragged",
		.about = "DMA, DMA32, NORMAL and MOVABLE, ragged ends, a hole, two areas (order_per_bit 0 and 2)",
		.base_pfn = 0x60000,
		.bank = {{5, 9600}, {9856, 6821}},
		.dma_end = 2048,
		.dma32_end = 4096,
		.low_end = 15360,
		.cmdline = "cma=8M movablecore=5M",
		.area = {{"sensor", 1024, 2}},
	},
	{
		.name = "flat",
		.about = "one aligned zone of 65536 pages with one area of 8192 pages",
		.base_pfn = 0x70000,
		.bank = {{0, 65536}},
		.low_end = 65536,
		.cmdline = "cma=32M",
	},
	{
		.name = "halfcma",
		.about = "12288 pages, half of them in one area: movable pages borrow it at once",
		.base_pfn = 0x80000,
		.bank = {{0, 12288}},
		.low_end = 12288,
		.cmdline = "cma=24M",
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
		.about = "8192 pages, with guard pages",
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
		.about = "2560 pages: so few pageblocks that the kernel does not group pages by mobility",
		.base_pfn = 0xc0000,
		.bank = {{0, 2560}},
		.low_end = 2560,
		.cmdline = "",
	},
};
const unsigned int machine_count = ARRAY_SIZE(machine_plans);
