// SPDX-License-Identifier: GPL-2.0
/*
 * machines/numa2.c - machines of two nodes with small orders, see machines/dense.c.
 */
#include "common.h"

const struct named_machine named_machines[] = {
	{
		.name = "ragged",
		.about = "two nodes, DMA32, NORMAL and MOVABLE, ragged ends, holes, an area on each node",
		.base_pfn = 0x60000,
		.bank = {{5, 1195, 0}, {1232, 304, 0}, {1536, 1029, 1}},
		.dma32_end = 160,
		.low_end = 2048,
		.cmdline = "cma=512K movablecore=1280K",
		.area = {{"sensor", 64, 2}, {"far", 64, 0, 1}},
	},
	{
		.name = "flat",
		.about = "two nodes of 2048 pages, one zone each",
		.base_pfn = 0x70000,
		.bank = {{0, 2048, 0}, {2048, 2048, 1}},
		.low_end = 2048,
		.cmdline = "cma=1M",
	},
	{
		.name = "halfcma",
		.about = "two nodes of 1024 pages, half of the first in one area",
		.base_pfn = 0x80000,
		.bank = {{0, 1024, 0}, {1024, 1024, 1}},
		.low_end = 1024,
		.cmdline = "cma=2M",
	},
	MACHINE_POISON(0x90000, 1024, "512K"),
	MACHINE_GUARD(0xa0000, 1024, "512K"),
	MACHINE_INITFREE(0xb0000, 1024, "512K"),
	MACHINE_SMALL(0xc0000, 80),
	{
		.name = "nodes",
		.about = "two nodes of 1024 pages, an area on each for its devices, the default one on the first",
		.base_pfn = 0xd0000,
		.bank = {{0, 1024, 0}, {1024, 1024, 1}},
		.low_end = 2048,
		.cmdline = "cma=512K@0xd0000000-0xd0400000 cma_pernuma=768K",
	},
};
const unsigned int machine_count = ARRAY_SIZE(named_machines);
const enum core_arch profile_arch = CORE_ARCH_SIM;
