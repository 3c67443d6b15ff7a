// SPDX-License-Identifier: GPL-2.0
/*
 * machines/board-highmem.c - machines for pageblocks of 1024 pages that have HIGHMEM, see machines/dense.c.
 */
#include "common.h"

const struct named_machine named_machines[] = {
	{
		.name = "ragged",
		.about = "NORMAL and HIGHMEM, ragged ends, a hole, two areas in HIGHMEM (order_per_bit 0 and 2)",
		.base_pfn = 0x60000,
		.bank = {{5, 9600}, {9856, 10629}},
		.low_end = 20480,
		.high_begin = 8192,
		.cmdline = "cma=16M",
		.area = {{"sensor", 2048, 2}},
	},
	{
		.name = "flat",
		.about = "DMA, NORMAL, HIGHMEM and in it MOVABLE, an area of 4096 pages in NORMAL",
		.base_pfn = 0x70000,
		.bank = {{0, 24576}},
		.dma_end = 4096,
		.low_end = 12288,
		.high_begin = 12288,
		.cmdline = "cma=16M movablecore=9M",
	},
	{
		.name = "halfcma",
		.about = "16384 pages, half of them in one area, which is HIGHMEM: movable pages borrow it at once",
		.base_pfn = 0x80000,
		.bank = {{0, 16384}},
		.low_end = 16384,
		.high_begin = 8192,
		.cmdline = "cma=32M",
	},
	{
		.name = "poison",
		.about =
			"NORMAL and HIGHMEM, an area in HIGHMEM; freed pages are filled with a pattern that allocation checks",
		.base_pfn = 0x90000,
		.bank = {{0, 12288}},
		.low_end = 12288,
		.high_begin = 4096,
		.cmdline = "cma=8M page_poison=1",
	},
	MACHINE_GUARD(0xa0000, 8192, "4M"),
	MACHINE_INITFREE(0xb0000, 8192, "4M"),
	MACHINE_SMALL(0xc0000, 5120),
};
const unsigned int machine_count = ARRAY_SIZE(named_machines);
const enum core_arch profile_arch = CORE_ARCH_ARM;
