// SPDX-License-Identifier: GPL-2.0
/*
 * machines/arm64-64k.c - machines for pageblocks of 8192 pages of 64 KiB, see machines/dense.c.  None has page
 * poisoning, which would write all of its GiB.
 */
#include "common.h"

const struct named_machine named_machines[] = {
	{
		.name = "ragged",
		.about = "DMA, DMA32, NORMAL and MOVABLE, ragged ends, a hole, two areas (order_per_bit 0 and 2)",
		.base_pfn = 0x60000,
		.bank = {{5, 24571}, {25000, 40700}},
		.dma_end = 8192,
		.dma32_end = 16384,
		.low_end = 49152,
		.cmdline = "cma=512M movablecore=800M",
		.area = {{"sensor", 8192, 2}},
	},
	{
		.name = "flat",
		.about = "one aligned zone of 65536 pages with one area of 16384 pages",
		.base_pfn = 0x80000,
		.bank = {{0, 65536}},
		.low_end = 65536,
		.cmdline = "cma=1G",
	},
	{
		.name = "halfcma",
		.about = "65536 pages, half of them in one area: movable pages borrow it at once",
		.base_pfn = 0xa0000,
		.bank = {{0, 65536}},
		.low_end = 65536,
		.cmdline = "cma=2G",
	},
	MACHINE_SMALL(0xc0000, 16384),
	MACHINE_GUARD(0xe0000, 57344, "512M"),
	MACHINE_INITFREE(0x100000, 57344, "512M"),
};
const unsigned int machine_count = ARRAY_SIZE(named_machines);
const enum core_arch profile_arch = CORE_ARCH_ARM64;
