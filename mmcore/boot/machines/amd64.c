// SPDX-License-Identifier: GPL-2.0
/*
 * machines/amd64.c - machines for pageblocks of 512 pages, see machines/dense.c.
 */
#include "common.h"

const struct named_machine named_machines[] = {
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
	MACHINE_POISON(0x90000, 8192, "4M"),
	MACHINE_GUARD(0xa0000, 8192, "4M"),
	MACHINE_INITFREE(0xb0000, 8192, "4M"),
	MACHINE_SMALL(0xc0000, 2560),
};
const unsigned int machine_count = ARRAY_SIZE(named_machines);
/* Of those with such pages, it has device trees. */
const enum core_arch profile_arch = CORE_ARCH_ARM64;
