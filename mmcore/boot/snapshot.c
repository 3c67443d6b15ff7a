// SPDX-License-Identifier: GPL-2.0
/*
 * snapshot.c - machines are booted once, saved, and put back after every program.
 *
 * Saved: the writable sections of the whole kernel side (the linker script brackets them), the RAM that boot reserved
 * (memmap, zone tables), the slab arena and ASan's shadow of it as far as they were used.  The bytes and the poison of
 * all other pages are put back page by page from the list of what was dirtied (shims/ram.c).
 *
 * What describes the difference to the snapshot must survive a reset: it is __nosave.
 */
#include <linux/memblock.h>
#include <linux/poison.h>
#include <linux/string.h>

#include "core_kernel.h"

/* Bounds of the writable sections, from the linker script. */
extern char sim_image_start[], sim_image_end[];

#define MACHINES 8
#define RUNS 16
#define STORE_BYTES (1UL << 30)
/* A machine with more RAM than that is not poisoned. */
#define POISON_PAGES ((512UL << 20) >> PAGE_SHIFT)

/* One stretch of live memory and its saved copy. */
struct region {
	const char *name;
	char *live, *saved;
	unsigned long bytes;
};

struct saved {
	bool booted;
	bool displaced; /* a described machine had its page frames */
	struct core_machine machine;
	struct sim_ram ram;
	struct region region[RUNS];
	unsigned int regions;
	unsigned long arena_used; /* by boot */
};

static struct saved saved[MACHINES] __nosave;
static char *pristine __nosave; /* the image before any boot */
static char *store __nosave, *store_end __nosave;
static unsigned long restored_bytes __nosave;
const struct core_machine *core_running __nosave;

static void *keep(unsigned long bytes)
{
	char *p = store;

	if (!store) {
		store = sim_host->map(SIM_SNAPSHOT_BASE, STORE_BYTES);
		if (!store)
			return NULL;
		store_end = store + STORE_BYTES;
		p = store;
	}
	if (p + bytes > store_end)
		return NULL;
	store = p + ALIGN(bytes, 64);
	return p;
}

static int save_region(struct saved *s, const char *name, void *live, unsigned long bytes)
{
	struct region *r = &s->region[s->regions];

	if (s->regions == RUNS || !(r->saved = keep(bytes)))
		return -ENOMEM;
	r->name = name;
	r->live = live;
	r->bytes = bytes;
	sim_raw_copy(r->saved, live, bytes);
	s->regions++;
	return 0;
}

/* Boot's own pages, but for those of a memory map that lies elsewhere. */
static bool to_save(unsigned long pfn)
{
	const struct sim_backing *b;

	if (!memblock_is_memory(PFN_PHYS(pfn)) || !PageReserved(pfn_to_page(pfn)))
		return false;
	for (b = sim_backing; b < sim_backing + sim_backings; b++)
		if (pfn - b->pfn < b->pages)
			return false;
	return true;
}

/* Every stretch of such pages is saved as a whole. */
static int save_reserved(struct saved *s)
{
	unsigned long pfn, start = 0;
	int err = 0;

	for (pfn = s->ram.start_pfn; pfn <= s->ram.end_pfn && !err; pfn++) {
		bool reserved = pfn < s->ram.end_pfn && to_save(pfn);

		if (reserved && !start)
			start = pfn;
		if (!reserved && start) {
			err = save_region(s, "reserved RAM", pfn_to_virt(start), (pfn - start) << PAGE_SHIFT);
			start = 0;
		}
	}
	return err;
}

/* Where the memory map is not in RAM: the part of it that describes RAM. */
static int save_memmap(struct saved *s)
{
	unsigned long pages = s->ram.end_pfn - s->ram.start_pfn;

	if (!sim_backings)
		return 0;
	return save_region(s, "memmap", pfn_to_page(s->ram.start_pfn), pages * sizeof(struct page));
}

/* What boot wrote into a page before it became free, as the poison of a memmap that was made too large. */
static void clear_free_page(unsigned long pfn)
{
	unsigned char *bytes = pfn_to_virt(pfn);

	if (*bytes != sim_ram->fill)
		sim_raw_fill(bytes, sim_ram->fill, SIM_PAGE_BYTES);
}

static int save_arena(struct saved *s)
{
	char *arena = sim_slab_arena(&s->arena_used);
	int err;

	s->arena_used = ALIGN(s->arena_used, 64);
	err = save_region(s, "slab arena", arena, s->arena_used);

	if (!err && SIM_ASAN)
		err = save_region(s, "slab shadow", sim_shadow(arena), s->arena_used >> SIM_SHADOW_SHIFT);
	return err;
}

static int save(struct saved *s)
{
	unsigned long i;
	int err;

	s->ram.fill = page_poisoning_enabled_static() ? PAGE_POISON : 0;
	for (i = 0; i < s->ram.end_pfn - s->ram.start_pfn; i++) {
		struct page *page = pfn_to_page(s->ram.start_pfn + i);

		if (memblock_is_memory(PFN_PHYS(s->ram.start_pfn + i)))
			s->ram.kind[i] = PageReserved(page) ? SIM_PAGE_MEMORY : SIM_PAGE_MEMORY | SIM_PAGE_FREE;
		if (s->ram.kind[i] & SIM_PAGE_FREE)
			clear_free_page(s->ram.start_pfn + i);
		s->ram.dirt[i] = 0;
	}
	s->ram.listed = 0;
	err = save_region(s, "kernel data", sim_image_start, sim_image_end - sim_image_start);
	if (!err)
		err = save_reserved(s);
	if (!err)
		err = save_memmap(s);
	if (!err)
		err = save_arena(s);
	return err;
}

static void describe_named(struct saved *s, const struct named_machine *named)
{
	const struct machine_bank *b;

	s->machine.name = named->name;
	s->machine.about = named->about;
	s->machine.start_pfn = named->base_pfn + named->bank[0].start;
	for (b = named->bank; b < named->bank + ARRAY_SIZE(named->bank) && b->pages; b++)
		s->machine.end_pfn = named->base_pfn + b->start + b->pages;
}

static int map_ram(struct saved *s)
{
	unsigned long start = s->machine.start_pfn, pages = s->machine.end_pfn - start;
	int err;

	s->ram.start_pfn = start;
	s->ram.end_pfn = s->machine.end_pfn;
	s->ram.poisoned = pages <= POISON_PAGES;
	s->ram.dirt = keep(pages);
	s->ram.kind = keep(pages);
	s->ram.list = keep(pages * sizeof(*s->ram.list));
	if (!s->ram.dirt || !s->ram.kind || !s->ram.list)
		return -ENOMEM;
	err = described_map(start, s->ram.end_pfn);
	if (!err && s->ram.poisoned)
		sim_host->dense(pfn_to_virt(start), pages << PAGE_SHIFT);
	return err;
}

int snapshot_pristine(void)
{
	unsigned long bytes = sim_image_end - sim_image_start;

	if (!pristine) {
		pristine = keep(bytes);
		if (!pristine)
			return -ENOMEM;
		sim_raw_copy(pristine, sim_image_start, bytes);
	}
	sim_raw_copy(sim_image_start, pristine, bytes);
	return 0;
}

static int boot(struct saved *s, const struct named_machine *named)
{
	struct core_description description;
	int err = snapshot_pristine();

	if (!err)
		err = map_ram(s);
	if (err)
		return err;
	sim_ram = &s->ram;
	core_running = &s->machine;
	core_op_begin();
	named_description(named, &description);
	err = boot_machine(&description);
	if (err)
		return err;
	core_op_end();
	boot_describe(&s->machine);
	err = save(s);
	s->booted = !err;
	return err;
}

static void restore(struct saved *s)
{
	struct region *r;

	restored_bytes = sim_ram_restore(&s->ram) + sim_slab_clear(s->arena_used);
	for (r = s->region; r < s->region + s->regions; r++) {
		sim_raw_copy(r->live, r->saved, r->bytes);
		restored_bytes += r->bytes;
	}
}

void snapshot_displace(unsigned long start_pfn, unsigned long end_pfn)
{
	struct saved *s;

	for (s = saved; s < saved + MACHINES; s++) {
		if (!s->booted || s->displaced || s->ram.start_pfn >= end_pfn || start_pfn >= s->ram.end_pfn)
			continue;
		described_clean(s->ram.start_pfn, s->ram.end_pfn);
		s->displaced = true;
	}
}

/* All of its pages count as written. */
static void replace(struct saved *s)
{
	unsigned int i, pages = s->ram.end_pfn - s->ram.start_pfn;

	described_forget();
	for (i = 0; i < pages; i++) {
		s->ram.list[i] = i;
		s->ram.dirt[i] = SIM_DIRT_BYTES;
	}
	s->ram.listed = pages;
	s->displaced = false;
}

unsigned int core_machines(void)
{
	return machine_count;
}

const struct core_machine *core_machine(unsigned int i)
{
	if (i == CORE_DESCRIBED)
		return described_machine();
	if (!saved[i].machine.name)
		describe_named(&saved[i], &named_machines[i]);
	return &saved[i].machine;
}

int core_reset(unsigned int i)
{
	struct saved *s = &saved[i];

	core_machine(i);
	/* The machine that ran last keeps its dirt listed; its pages are put back when it is its turn again. */
	sim_ram = &s->ram;
	core_running = &s->machine;
	if (!s->booted) {
		described_forget();
		return boot(s, &named_machines[i]);
	}
	if (s->displaced)
		replace(s);
	restore(s);
	return 0;
}

void core_reset_cost(unsigned long *restored, unsigned long *total)
{
	const struct saved *s = container_of(core_running, struct saved, machine);
	const struct region *r;

	*restored = restored_bytes;
	*total = (s->ram.end_pfn - s->ram.start_pfn) << PAGE_SHIFT;
	for (r = s->region; r < s->region + s->regions; r++)
		*total += r->bytes;
}

static unsigned long compare(const char *name, const char *live, const char *want, unsigned long bytes, char *text,
			     unsigned int size)
{
	unsigned long i, different = 0;

	for (i = 0; i < bytes; i++) {
		if (live[i] == want[i])
			continue;
		if (!different++ && text[0] == '\0')
			snprintf(text, size, "%s + 0x%lx: 0x%02x, saved 0x%02x", name, i, (u8)live[i], (u8)want[i]);
	}
	return different;
}

/* Free pages are filled, and poisoned; the check reads them with the poison taken off. */
static unsigned long compare_free_pages(struct saved *s, char *text, unsigned int size)
{
	static char want[SIM_PAGE_BYTES] __nosave __aligned(sizeof(long));
	unsigned long i, different = 0;
	char poison[PAGE_SIZE >> SIM_SHADOW_SHIFT];

	memset(want, s->ram.fill, SIM_PAGE_BYTES);
	memset(poison, SIM_SHADOW_POISON, sizeof(poison));
	for (i = 0; i < s->ram.end_pfn - s->ram.start_pfn; i++) {
		char *page = pfn_to_virt(s->ram.start_pfn + i);

		if (!(s->ram.kind[i] & SIM_PAGE_FREE))
			continue;
		if (SIM_ASAN && s->ram.poisoned)
			different += compare("page poison", sim_shadow(page), poison, sizeof(poison), text, size);
		__asan_unpoison_memory_region(page, PAGE_SIZE);
		different += compare("page", page, want, SIM_PAGE_BYTES, text, size);
		if (s->ram.poisoned)
			__asan_poison_memory_region(page, PAGE_SIZE);
	}
	return different;
}

unsigned long core_verify_reset(char *text, unsigned int size)
{
	struct saved *s = container_of(core_running, struct saved, machine);
	unsigned long different = 0;
	struct region *r;

	text[0] = '\0';
	for (r = s->region; r < s->region + s->regions; r++)
		different += compare(r->name, r->live, r->saved, r->bytes, text, size);
	return different + compare_free_pages(s, text, size);
}
