// SPDX-License-Identifier: GPL-2.0
/*
 * machines/dense.c - the machines of profiles with small orders.  A program's header chooses one; a new one is one new
 * entry at the end (the place in the table is part of the operation language).  The other tables have the same machines
 * at the same places, in the sizes of their geometry.
 *
 * Each has its own address range, so that its memory stays where it is while another runs.
 */
#include "common.h"

const struct named_machine named_machines[] = {
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
	MACHINE_POISON(0x90000, 1024, "512K"),
	MACHINE_GUARD(0xa0000, 1024, "512K"),
	MACHINE_INITFREE(0xb0000, 1024, "512K"),
	MACHINE_SMALL(0xc0000, 80),
};
const unsigned int machine_count = ARRAY_SIZE(named_machines);
const enum core_arch profile_arch = CORE_ARCH_SIM;
