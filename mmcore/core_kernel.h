/* SPDX-License-Identifier: GPL-2.0 */
/*
 * core_kernel.h - what the files of the kernel side of the door share.
 */
#ifndef MMFUZZ_CORE_KERNEL_H
#define MMFUZZ_CORE_KERNEL_H

#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/cma.h>
#include <linux/page-isolation.h>
#include <generated/probes.h>

#include "core.h"
#include "sim.h"
#include "compat.h"

/* A machine of the profile's table (machines/). */
struct machine_bank {
	unsigned long start, pages; /* pages from the machine's base */
	int node;
};
struct machine_area {
	const char *name;
	unsigned long pages;
	unsigned int order_per_bit;
	int node;
};
struct named_machine {
	const char *name, *about;
	unsigned long base_pfn;
	struct machine_bank bank[4];
	unsigned long dma_end, dma32_end; /* pages from the base; 0: no such zone */
	unsigned long low_end; /* boot allocations and areas lie below it, pages from the base */
	unsigned long high_begin; /* of HIGHMEM, likewise; 0: there is none */
	const char *cmdline;
	struct machine_area area[4]; /* declared by the board code, after the command line's default area */
};
extern const struct named_machine named_machines[];
extern const unsigned int machine_count;
/* The architecture that described machines of the profile begin with. */
extern const enum core_arch profile_arch;

/*
 * params.c: obeys the early parameters of the tree's command line and then of the machine's own; and those of
 * __setup(), which start_kernel() has its second turn for, before mm_core_init().
 */
void params_early(const char *cmdline);
void params_late(void);

/*
 * arch.c: the architecture of the machine that boots, before the early parameters; cuts RAM to what mem= leaves of it;
 * whether it obeys an early parameter, which another may.
 */
void arch_begin(const struct core_description *description);
int arch_limit_memory(const struct core_description *description);
bool arch_obeys(const char *param);
bool arch_wants_no_map(void);
/* The order of the boot; where zones end, 0 for none; and where the default area must lie below. */
bool arch_tree_before_zones(void);
bool arch_area_last(void);
void arch_zone_ends(const struct core_description *description, phys_addr_t *dma, phys_addr_t *dma32);
phys_addr_t arch_area_limit(const struct core_description *description);
phys_addr_t arch_low_end(const struct core_description *description);
/*
 * Takes off what the kernel cannot map, once RAM is known, and again when it is known what is not to be mapped; false
 * where an architecture does no such thing.
 */
bool arch_adjust_memory(const struct core_description *description);
/* Reserves what boot loader, image and architecture have, and what the tree says. */
void arch_reserve(const struct core_description *description);
/* Setup code makes resources of memblock's memory next. */
void arch_note_memory(void);
/* Gives the initrd's pages to the allocator, behind the initcalls. */
void arch_free_initrd(void);

/*
 * boards.c: what the machine description of arm that fits the tree takes off, reserves and makes areas of; how much
 * memory its DMA reaches from where RAM begins, 0 where it does not say so.  lpae: there is RAM above 4 GiB.
 */
void boards_begin(void);
void boards_reserve(const struct core_description *description, bool lpae);
phys_addr_t board_dma_zone(const struct core_description *description, bool lpae);

/* Makes the description of a named machine, as core_boot() takes it. */
void named_description(const struct named_machine *named, struct core_description *description);

/* memory.c: the memory phase, until the zones are set up; the same, and then an area of that size. */
int boot_memory(const struct core_description *description);
/* Its end: the default area and those of the board; called by boot_memory(), but where the architecture has them last.
 */
int boot_areas(const struct core_description *description);
/* The zones are set up next: a tree that is unflattened by now may have given regions up since. */
void boot_note_memory(void);
struct cma;
/* order_per_bit as the area was declared. */
unsigned int boot_declared_order(const struct cma *cma);
int boot_fits(const struct core_description *description, const struct core_fit *fit, unsigned long long *base);
/* snapshot.c: puts the image before any boot back, which the first call saves. */
int snapshot_pristine(void);
/* described.c: backs RAM of a machine of the table. */
int described_map(unsigned long start_pfn, unsigned long end_pfn);
/* The same for the described machine, once memblock knows its RAM; nothing for another. */
int described_ram(const struct core_description *description);
const struct core_machine *described_machine(void);
/* RAM of the described machine ends there: what lies behind was taken off again. */
void described_cut(unsigned long end_pfn);
/* Cleans what the described machine has written and poisoned, and forgets its RAM. */
void described_forget(void);
/* Cleans RAM and its shadow. */
void described_clean(unsigned long start_pfn, unsigned long end_pfn);
/*
 * A described machine takes these page frames: booted machines that have some of them are cleaned now, and put back as
 * a whole when it is their turn again.
 */
void snapshot_displace(unsigned long start_pfn, unsigned long end_pfn);

/* boot.c: runs the kernel's boot order on a machine, from a pristine image.  0 or -errno. */
int boot_machine(const struct core_description *description);
/* Fills zones and areas from what came up. */
void boot_describe(struct core_machine *machine);

/* The machine that runs, or NULL before the first boot (snapshot.c). */
extern const struct core_machine *core_running;

/* The highest order of a free list plus one; its symbol has had two names and two readings. */
#define CORE_ORDERS ARRAY_SIZE(((struct zone *)NULL)->free_area)

/* Zones are counted through: all of node 0, then all of node 1. */
static inline struct zone *core_zone_at(unsigned int i)
{
	return &NODE_DATA(i / MAX_NR_ZONES)->node_zones[i % MAX_NR_ZONES];
}
static inline unsigned int core_zone_index(const struct zone *zone)
{
	return zone_to_nid((struct zone *)zone) * MAX_NR_ZONES + zone_idx(zone);
}

enum core_type core_type_of(int migratetype);
int core_migratetype(enum core_type type);
/* Of a class (door/ops.c). */
gfp_t core_gfp_flags(unsigned int class);

#endif
