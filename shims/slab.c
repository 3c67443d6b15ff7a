// SPDX-License-Identifier: GPL-2.0
/*
 * slab.c - kmalloc and kmem_cache from an arena of our own, at a fixed address, so that the snapshot holds it.
 *
 * Its memory does not come out of the machine under test, so that a bitmap or a driver's object never disturbs the page
 * counts, unless it is too large for the arena; ASan poisons the space between and after objects.  Free blocks are kept
 * a list a size class; the address an allocation gets depends on nothing but the calls before.
 *
 * Kind: deliberately different
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/log2.h>

#include "sim.h"
#include "compat.h"

#define CLASSES 9 /* 32 bytes to 8 KiB, as the kernel's own */
#define MIN_SHIFT 5
#define HEADER 16 /* holds the class and the size; poisoned while the object lives */

/* Saved only as far as it was used (mmcore/boot/snapshot.c). */
static char arena[SIM_ARENA_BYTES] __aligned(64) __nosave;
static unsigned long arena_used;
static unsigned long arena_touched __nosave; /* by whatever booted or ran so far */
static unsigned int fail_in;
static unsigned int free_head[CLASSES]; /* offset + 1 of the first free block */

struct page sim_slab_page;

struct header {
	unsigned int class, next;
};

bool slab_is_available(void)
{
	return arena_used > 0;
}

void *sim_slab_arena(unsigned long *used)
{
	*used = arena_used;
	return arena;
}

unsigned long sim_slab_clear(unsigned long from)
{
	unsigned long bytes = arena_touched > from ? arena_touched - from : 0;

	sim_raw_fill(arena + from, 0, bytes);
	if (SIM_ASAN)
		sim_raw_fill(sim_shadow(arena + from), SIM_SHADOW_POISON, bytes >> SIM_SHADOW_SHIFT);
	arena_touched = from;
	return bytes;
}

void sim_slab_init(void)
{
	static bool poisoned __nosave;

	sim_slab_clear(0);
	if (!poisoned)
		__asan_poison_memory_region(arena, sizeof(arena));
	poisoned = true;
	arena_used = 64;
}

static struct header *header_at(unsigned long offset)
{
	__asan_unpoison_memory_region(arena + offset, HEADER);
	return (struct header *)(arena + offset);
}

/* The nth allocation from here on fails; 0: none. */
void sim_fail_slab(unsigned int nth)
{
	fail_in = nth;
}

void *sim_slab_alloc(size_t size)
{
	unsigned int class = ilog2(roundup_pow_of_two(max_t(size_t, size + HEADER, 1 << MIN_SHIFT))) - MIN_SHIFT;
	unsigned long block = 1UL << (class + MIN_SHIFT), at;
	struct header *h;

	if (class >= CLASSES)
		return NULL;
	if (free_head[class]) {
		at = free_head[class] - 1;
		h = header_at(at);
		free_head[class] = h->next;
	} else {
		if (arena_used + block > SIM_ARENA_BYTES)
			return NULL;
		at = arena_used;
		arena_used += block;
		arena_touched = max(arena_touched, arena_used);
		h = header_at(at);
	}
	h->class = class;
	h->next = 0;
	__asan_poison_memory_region(h, HEADER);
	__asan_unpoison_memory_region(arena + at + HEADER, size);
	return arena + at + HEADER;
}

/* What the arena cannot hold (the bitmap of a large area) comes from the machine, as the kernel's large objects do. */
static void *large_alloc(size_t size, gfp_t gfp)
{
	struct page *page = alloc_pages(gfp | __GFP_COMP, get_order(size));
	unsigned long i;

	for (i = 0; page && i < 1UL << get_order(size); i++)
		sim_page_dirty(page_to_pfn(page) + i, SIM_DIRT_BYTES);
	return page ? page_address(page) : NULL;
}

static void *slab_alloc(size_t size, gfp_t gfp)
{
	void *p;

	if (fail_in && !(gfp & __GFP_NOFAIL) && !--fail_in)
		return NULL;
	if (!(gfp & __GFP_NOFAIL) && sim_point(CORE_POINT_SLAB) == CORE_INJECT_SLAB)
		return NULL;
	p = sim_slab_alloc(size);
	if (!p)
		return large_alloc(size, gfp);
	/* the arena is empty at boot, so memory that nobody cleared is known by its pattern */
	memset(p, gfp & __GFP_ZERO ? 0 : 0x6b, size);
	return p;
}

void kfree(const void *object)
{
	unsigned long at;
	struct header *h;

	if (ZERO_OR_NULL_PTR(object))
		return;
	if ((const char *)object < arena || (const char *)object >= arena + SIM_ARENA_BYTES) {
		__free_pages(virt_to_page(object), compound_order(virt_to_page(object)));
		return;
	}
	at = (const char *)object - arena - HEADER;
	h = header_at(at);
	h->next = free_head[h->class];
	free_head[h->class] = at + 1;
	__asan_poison_memory_region(h, 1UL << (h->class + MIN_SHIFT));
}

void __weak kvfree(const void *object)
{
	kfree(object);
}

/* Declared with as many dimensions as the kernel has kinds of caches. */
typeof(kmalloc_caches) kmalloc_caches;

static void *slab_alloc_cache(struct kmem_cache *s, gfp_t gfp, size_t size)
{
	return slab_alloc(size, gfp);
}

static void *slab_alloc_cache_node(struct kmem_cache *s, gfp_t gfp, int node, size_t size)
{
	return slab_alloc(size, gfp);
}

static __maybe_unused void *slab_alloc_aligned(size_t size, unsigned long align, gfp_t gfp)
{
	return slab_alloc(size, gfp);
}

/* Until allocations were profiled, and since then; the node comes last and does not matter. */
SERVES(slab_alloc, __kmalloc);
SERVES(slab_alloc, __kmalloc_node);
SERVES(slab_alloc_cache, kmalloc_trace);
SERVES(slab_alloc_cache_node, kmalloc_node_trace);
SERVES(slab_alloc, __kmalloc_noprof);
SERVES(slab_alloc, __kmalloc_node_noprof);
SERVES(slab_alloc_cache, __kmalloc_cache_noprof);
SERVES(slab_alloc_cache_node, __kmalloc_cache_node_noprof);
/* Weak: until they moved to slab's own file, mm/util.c has these.  An alignment came between the size and the flags. */
#ifdef SIM_KVMALLOC_ALIGN
SERVES(slab_alloc_aligned, __kvmalloc_node_noprof) __weak;
#else
SERVES(slab_alloc, __kvmalloc_node_noprof) __weak;
#endif
SERVES(slab_alloc, __kmalloc_node_track_caller);
SERVES(slab_alloc, __kmalloc_node_track_caller_noprof);

/* Caches of objects of one size, which may come constructed; RCU's readers keep none of those that are freed. */
struct kmem_cache {
	size_t size;
	void (*constructor)(void *object);
};

static struct kmem_cache *cache_create(size_t size, void (*constructor)(void *object))
{
	struct kmem_cache *cache = sim_slab_alloc(sizeof(*cache));

	*cache = (struct kmem_cache){size, constructor};
	return cache;
}

/* The arguments became a structure. */
#ifdef SIM_CACHE_ARGS
struct kmem_cache *__kmem_cache_create_args(const char *name, unsigned int size, struct kmem_cache_args *args,
					    slab_flags_t flags)
{
	return cache_create(size, args->ctor);
}
#else
struct kmem_cache *kmem_cache_create(const char *name, unsigned int size, unsigned int align, slab_flags_t flags,
				     void (*constructor)(void *object))
{
	return cache_create(size, constructor);
}
#endif

static void *cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	void *object = slab_alloc(cache->size, gfp);

	if (object && cache->constructor)
		cache->constructor(object);
	return object;
}
SERVES(cache_alloc, kmem_cache_alloc);
SERVES(cache_alloc, kmem_cache_alloc_noprof);

static void *cache_alloc_lru(struct kmem_cache *cache, struct list_lru *lru, gfp_t gfp)
{
	return cache_alloc(cache, gfp);
}
SERVES(cache_alloc_lru, kmem_cache_alloc_lru);
SERVES(cache_alloc_lru, kmem_cache_alloc_lru_noprof);

void kmem_cache_free(struct kmem_cache *cache, void *object)
{
	kfree(object);
}

/* No caches of their own for some sizes (CONFIG_SLAB_BUCKETS), which callers see nothing of. */
static void *no_buckets(const char *name)
{
	return NULL;
}
SERVES(no_buckets, kmem_buckets_create);

/* All addresses of vmalloc are used up: what is too large for kmalloc fails. */
static void *vmalloc_nothing(unsigned long size)
{
	return NULL;
}
SERVES(vmalloc_nothing, __vmalloc);
SERVES(vmalloc_nothing, __vmalloc_node_range);
SERVES(vmalloc_nothing, __vmalloc_noprof);
SERVES(vmalloc_nothing, __vmalloc_node_range_noprof);

/* But for who asks for nothing else: the map of a swap file, which is small here. */
static void *vmalloc_zeroed(unsigned long size)
{
	return slab_alloc(size, GFP_KERNEL | __GFP_ZERO);
}
SERVES(vmalloc_zeroed, vzalloc);
SERVES(vmalloc_zeroed, vzalloc_noprof);

void vfree(const void *object)
{
	kfree(object);
}

/* Called by the boot order; the arena has been there before. */
void kmem_cache_init(void)
{
}
