// SPDX-License-Identifier: GPL-2.0
/*
 * machines/board.c - machines for pageblocks of 1024 pages and one zone, see machines/dense.c.
 */
#include "common.h"

const struct named_machine named_machines[] = {
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
	MACHINE_POISON(0x90000, 8192, "4M"),
	MACHINE_GUARD(0xa0000, 8192, "4M"),
	MACHINE_INITFREE(0xb0000, 8192, "4M"),
	MACHINE_SMALL(0xc0000, 5120),
};
const unsigned int machine_count = ARRAY_SIZE(named_machines);
const enum core_arch profile_arch = CORE_ARCH_ARM;
