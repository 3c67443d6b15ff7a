// SPDX-License-Identifier: GPL-2.0
/*
 * machines/sama5.c - machines for pageblocks of 16384 pages, see machines/dense.c.
 */
#include "common.h"

const struct named_machine named_machines[] = {
	{
		.name = "ragged",
		.about = "NORMAL and MOVABLE, ragged ends, a hole, two areas (order_per_bit 0 and 2)",
		.base_pfn = 0x60000,
		.bank = {{5, 24571}, {25000, 57000}},
		.low_end = 65536,
		.cmdline = "cma=64M movablecore=60M",
		.area = {{"sensor", 16384, 2}},
	},
	{
		.name = "flat",
		.about = "one aligned zone of 65536 pages with one area of 16384 pages",
		.base_pfn = 0x80000,
		.bank = {{0, 65536}},
		.low_end = 65536,
		.cmdline = "cma=64M",
	},
	{
		.name = "halfcma",
		.about = "65536 pages, half of them in one area: movable pages borrow it at once",
		.base_pfn = 0xa0000,
		.bank = {{0, 65536}},
		.low_end = 65536,
		.cmdline = "cma=128M",
	},
	MACHINE_SMALL(0xc0000, 16384),
	MACHINE_GUARD(0xd0000, 49152, "64M"),
	MACHINE_INITFREE(0xe0000, 49152, "64M"),
};
const unsigned int machine_count = ARRAY_SIZE(named_machines);
const enum core_arch profile_arch = CORE_ARCH_ARM;
