// SPDX-License-Identifier: GPL-2.0
/*
 * fail.c - lets the nth allocation fail that boot asks memblock for.
 *
 * The linker leads the calls from outside memblock.c here (--wrap, mmcore/CMakeLists.txt), so that memblock itself
 * stays as it is.  Kmalloc's counterpart is in slab.c.
 *
 * Kind: deliberately different
 */
#include <linux/memblock.h>

#include "sim.h"

static unsigned int fail_in;

void sim_fail_memblock(unsigned int nth)
{
	fail_in = nth;
}

static bool fails(void)
{
	return fail_in && !--fail_in;
}

void *__real_memblock_alloc_try_nid(phys_addr_t size, phys_addr_t align, phys_addr_t min, phys_addr_t max, int nid);
void *__real_memblock_alloc_try_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min, phys_addr_t max, int nid);
void *__real_memblock_alloc_exact_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min, phys_addr_t max,
					  int nid);
phys_addr_t __real_memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end);
phys_addr_t __real_memblock_alloc_range_nid(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end,
					    int nid, bool exact_nid);

void *__wrap_memblock_alloc_try_nid(phys_addr_t size, phys_addr_t align, phys_addr_t min, phys_addr_t max, int nid);
void *__wrap_memblock_alloc_try_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min, phys_addr_t max, int nid);
void *__wrap_memblock_alloc_exact_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min, phys_addr_t max,
					  int nid);
phys_addr_t __wrap_memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end);
phys_addr_t __wrap_memblock_alloc_range_nid(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end,
					    int nid, bool exact_nid);

void *__wrap_memblock_alloc_try_nid(phys_addr_t size, phys_addr_t align, phys_addr_t min, phys_addr_t max, int nid)
{
	return fails() ? NULL : __real_memblock_alloc_try_nid(size, align, min, max, nid);
}

void *__wrap_memblock_alloc_try_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min, phys_addr_t max, int nid)
{
	return fails() ? NULL : __real_memblock_alloc_try_nid_raw(size, align, min, max, nid);
}

void *__wrap_memblock_alloc_exact_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min, phys_addr_t max,
					  int nid)
{
	return fails() ? NULL : __real_memblock_alloc_exact_nid_raw(size, align, min, max, nid);
}

phys_addr_t __wrap_memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end)
{
	phys_addr_t base = fails() ? 0 : __real_memblock_phys_alloc_range(size, align, start, end);

	sim_asked_node(size, align, start, end, base);
	return base;
}

phys_addr_t __wrap_memblock_alloc_range_nid(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end,
					    int nid, bool exact_nid)
{
	phys_addr_t base = fails() ? 0 : __real_memblock_alloc_range_nid(size, align, start, end, nid, exact_nid);

	sim_asked_area(size, align, start, end, base);
	return base;
}
