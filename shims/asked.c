// SPDX-License-Identifier: GPL-2.0
/*
 * asked.c - what boot asked memblock for, and what memblock held where it found no place: for `mmfuzz boot --explain`.
 *
 * The linker leads calls between files here (--wrap, mmcore/CMakeLists.txt).  Whose request it is shows what was called
 * before: cma_declare_contiguous_nid() has the area's name, and drivers/of/of_reserved_mem.c reads a node's size before
 * it asks for its memory.  Nothing in the kernel's course depends on it.
 *
 * Kind: deliberately different
 */
#include <linux/cma.h>
#include <linux/libfdt.h>
#include <linux/memblock.h>
#include <linux/of_fdt.h>

#include "sim.h"

static struct core_asked asked[CORE_MAX_ASKED] __nosave;
static unsigned int count __nosave;
static bool explaining __nosave;
static struct core_asked *now __nosave; /* whose request is on the way */
static unsigned long node __nosave; /* whose size was read last; 0: nobody's */

void sim_asked_reset(void)
{
	count = 0;
	now = NULL;
	node = 0;
}

void sim_asked_explain(int on)
{
	explaining = on;
}

unsigned int sim_asked_list(const struct core_asked **list)
{
	*list = asked;
	return count;
}

static struct core_asked *add(enum core_asked_what what, const char *name)
{
	struct core_asked *a;

	if (!explaining || count == CORE_MAX_ASKED)
		return NULL;
	a = &asked[count++];
	memset(a, 0, offsetof(struct core_asked, region));
	a->what = what;
	snprintf(a->name, sizeof(a->name), "%s", name ?: "");
	return a;
}

static void keep_moment(struct core_asked *a)
{
	unsigned int which;

	for (which = 0; which < 2; which++)
		a->regions[which] = core_memblock(which, a->region[which], CORE_MAX_REGIONS);
}

static void keep_try(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end, phys_addr_t base)
{
	if (now->tries == CORE_MAX_TRIES)
		return;
	now->try[now->tries++] = (struct core_try){.start = start, .end = end ?: memblock.current_limit, .got = base};
	now->size = size;
	now->align = align;
	now->got = base;
	if (!base)
		keep_moment(now);
}

/* A node's request begins with its first range; the others are of the same size.  Later code of the boot asks, too. */
void sim_asked_node(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end, phys_addr_t base)
{
	if (likely(!explaining))
		return;
	if (!now || now->got || now->size != size || now->align != align) {
		now = node ? add(CORE_ASKED_NODE, fdt_get_name(initial_boot_params, node, NULL)) : NULL;
		node = 0;
	}
	if (now)
		keep_try(size, align, start, end, base);
}

void sim_asked_area(phys_addr_t size, phys_addr_t align, phys_addr_t start, phys_addr_t end, phys_addr_t base)
{
	if (now && now->what == CORE_ASKED_AREA)
		keep_try(size, align, start, end, base);
}

const void *__real_of_get_flat_dt_prop(unsigned long offset, const char *name, int *size);
const void *__wrap_of_get_flat_dt_prop(unsigned long offset, const char *name, int *size);
bool __real_memblock_is_region_reserved(phys_addr_t base, phys_addr_t size);
bool __wrap_memblock_is_region_reserved(phys_addr_t base, phys_addr_t size);
int __real_cma_declare_contiguous_nid(phys_addr_t base, phys_addr_t size, phys_addr_t limit, phys_addr_t align,
				      unsigned int order_per_bit, bool fixed, const char *name, struct cma **cma,
				      int nid);
int __wrap_cma_declare_contiguous_nid(phys_addr_t base, phys_addr_t size, phys_addr_t limit, phys_addr_t align,
				      unsigned int order_per_bit, bool fixed, const char *name, struct cma **cma,
				      int nid);

const void *__wrap_of_get_flat_dt_prop(unsigned long offset, const char *name, int *size)
{
	/* Whatever comes next, a node's request has ended: it reads all before it asks. */
	if (explaining && now && now->what == CORE_ASKED_NODE)
		now = NULL;
	if (explaining && !strcmp(name, "size"))
		node = offset;
	return __real_of_get_flat_dt_prop(offset, name, size);
}

bool __wrap_memblock_is_region_reserved(phys_addr_t base, phys_addr_t size)
{
	bool reserved = __real_memblock_is_region_reserved(base, size);
	struct core_asked *a = explaining && reserved ? add(CORE_ASKED_IN_USE, "") : NULL;

	if (a) {
		a->base = base;
		a->size = size;
		keep_moment(a);
	}
	return reserved;
}

int __wrap_cma_declare_contiguous_nid(phys_addr_t base, phys_addr_t size, phys_addr_t limit, phys_addr_t align,
				      unsigned int order_per_bit, bool fixed, const char *name, struct cma **cma,
				      int nid)
{
	struct core_asked *a = add(CORE_ASKED_AREA, name);
	int err;

	now = a;
	err = __real_cma_declare_contiguous_nid(base, size, limit, align, order_per_bit, fixed, name, cma, nid);
	now = NULL;
	node = 0;
	if (!a)
		return err;
	a->base = base;
	a->size = size;
	a->align = max_t(phys_addr_t, align, CMA_MIN_ALIGNMENT_BYTES);
	a->limit = limit && limit < memblock_end_of_DRAM() ? limit : memblock_end_of_DRAM();
	a->fixed = fixed && base;
	a->err = err;
	a->got = err ? 0 : cma_get_base(*cma);
	if (err)
		keep_moment(a);
	return err;
}
