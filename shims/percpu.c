// SPDX-License-Identifier: GPL-2.0
/*
 * percpu.c - per-CPU memory: a copy of the static section and a small dynamic part for each CPU.
 *
 * The first chunk of mm/percpu.c lies in RAM and reserves tens of KiB a CPU, which every reset would have to restore.
 * Here units never move and are never freed: whoever allocates per-CPU memory here does it once at boot.
 *
 * Kind: deliberately different
 */
#include <linux/percpu.h>
#include <linux/string.h>

#include "sim.h"
#include "compat.h"

#define UNIT_BYTES (8 << 10)

/* Bounds of the static per-CPU section, from the linker script of the kernel side. */
extern char __per_cpu_start[], __per_cpu_end[];

unsigned long __per_cpu_offset[NR_CPUS];
static char units[NR_CPUS][UNIT_BYTES] __aligned(PAGE_SIZE);
static unsigned long used;

void sim_percpu_init(void)
{
	int cpu;

	used = __per_cpu_end - __per_cpu_start;
	for (cpu = 0; cpu < NR_CPUS; cpu++) {
		memcpy(units[cpu], __per_cpu_start, used);
		__per_cpu_offset[cpu] = (unsigned long)units[cpu] - (unsigned long)__per_cpu_start;
	}
}

static void __percpu *percpu_alloc(size_t size, size_t align)
{
	unsigned long at = ALIGN(used, align);
	int cpu;

	if (at + size > UNIT_BYTES)
		panic("shims/percpu.c: UNIT_BYTES is too small");
	used = at + size;
	for (cpu = 0; cpu < NR_CPUS; cpu++)
		memset(units[cpu] + at, 0, size);
	/* On one CPU a per-CPU pointer is the address itself. */
	return (void __percpu *)((IS_ENABLED(CONFIG_SMP) ? __per_cpu_start : units[0]) + at);
}

/* Until allocations were profiled, and since then. */
SERVES(percpu_alloc, __alloc_percpu);
SERVES(percpu_alloc, __alloc_percpu_gfp);
SERVES(percpu_alloc, pcpu_alloc_noprof);

void free_percpu(void __percpu *pdata)
{
}
