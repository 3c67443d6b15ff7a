// SPDX-License-Identifier: GPL-2.0
/*
 * iomem.c - what /proc/iomem has of memory, see iomem.h.
 *
 * As request_standard_resources() of arm and arm64, init_resources() of riscv, and reserve_memblock_reserved_regions()
 * of the latter two: on arm a region is what it is, on the others it has whole pages, so that some have none, and some
 * share one.  What becomes of those is decided by the rules of kernel/resource.c, which insert() and fill() follow.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cmd/iomem.h"

/* What differs: names, and which pages a region has that does not begin or end with one. */
static const struct style {
	const char *reserved; /* NULL: no reservation is a resource */
	bool whole; /* pages alone */
	bool unmapped_outwards; /* what is not mapped has the pages that it begins or ends in */
	bool unmapped_gone; /* what is not mapped is none */
	bool outside; /* reservations that begin where no RAM is are, too */
	bool header; /* and what the kernel that crashed has left */
	bool all_or_none; /* where one resource cannot be inserted, none is left */
} styles[] = {
	[CORE_ARCH_SIM] = {.unmapped_gone = true},
	[CORE_ARCH_ARM] = {.unmapped_gone = true},
	[CORE_ARCH_ARM64] = {"reserved", .whole = true, .unmapped_outwards = true},
	[CORE_ARCH_RISCV] = {"Reserved", .whole = true, .outside = true, .header = true, .all_or_none = true},
};

void iomem_note(struct iomem *io)
{
	const struct core_region *list;

	io->memories = core_memblock_standing(CORE_MEMBLOCK_MEMORY, &list);
	memcpy(io->memory, list, io->memories * sizeof(*list));
	io->reserves = core_memblock_standing(CORE_MEMBLOCK_RESERVED, &list);
	memcpy(io->reserved, list, io->reserves * sizeof(*list));
	core_boot_owner(CORE_OWNER_ELFCOREHDR, &io->header);
}

/* ---------------------------------------------------------------- a tree of resources */

/* From base to last; of a region without a whole page last lies before base. */
struct resource {
	unsigned long long base, last;
	const char *name;
	struct resource *sibling, *child; /* in the order of addresses */
};

static struct resource pool[4 * CORE_MAX_REGIONS];
static unsigned int pooled;

static struct resource *make(unsigned long long base, unsigned long long last, const char *name)
{
	struct resource *r = pooled < sizeof(pool) / sizeof(pool[0]) ? &pool[pooled++] : NULL;

	if (r)
		*r = (struct resource){base, last, name, NULL, NULL};
	return r;
}

static bool contains(const struct resource *outer, const struct resource *inner)
{
	return outer->base <= inner->base && inner->last <= outer->last;
}

/*
 * The place in the list of children of whatever contains r and is no more than r itself: in front of all that does not
 * end before r.
 */
static struct resource **find_place(struct resource *root, const struct resource *r)
{
	struct resource **at = &root->child;

	while (*at && (*at)->last < r->base)
		at = &(*at)->sibling;
	if (!*at || !contains(*at, r) || contains(r, *at))
		return at;
	return find_place(*at, r);
}

/* Below what contains it, above what it contains; false where it is nothing, or would be partly in another. */
static bool insert(struct resource *root, struct resource *r)
{
	struct resource **at, *last = NULL, *s;

	if (r->last < r->base)
		return false;
	at = find_place(root, r);
	for (s = *at; s && s->base <= r->last; last = s, s = s->sibling)
		if (!contains(r, s))
			return false;
	r->sibling = s;
	if (last) {
		r->child = *at;
		last->sibling = NULL;
	}
	*at = r;
	return true;
}

/* What of a range has no other resource directly below r gets one: reserve_region_with_split(). */
static void fill(struct resource *r, unsigned long long base, unsigned long long last, const char *name)
{
	struct resource **at = &r->child, *piece;

	while (base <= last) {
		while (*at && (*at)->last < base)
			at = &(*at)->sibling;
		if (!*at || (*at)->base > base) {
			piece = make(base, *at && (*at)->base <= last ? (*at)->base - 1 : last, name);
			if (!piece)
				return;
			piece->sibling = *at;
			*at = piece;
		}
		if ((*at)->last >= last)
			return;
		base = (*at)->last + 1;
	}
}

static void print_resources(const struct resource *r, int depth)
{
	for (; r; r = r->sibling) {
		printf("%*s%08llx-%08llx : %s\n", 2 * depth, "", r->base, r->last, r->name);
		print_resources(r->child, depth + 1);
	}
}

/* ---------------------------------------------------------------- what architectures make */

struct setup {
	const struct style *style;
	const struct iomem *io;
	struct resource root, *of_memory[CORE_MAX_REGIONS];
	struct resource *refused; /* the first one that could not be inserted */
};

static struct resource *make_pages(const struct core_region *r, bool outwards, const char *name)
{
	unsigned long long rest = (1ull << core_build()->page_shift) - 1;
	unsigned long long base = outwards ? r->base : r->base + rest;
	unsigned long long end = outwards ? r->base + r->size + rest : r->base + r->size;

	return make(base & ~rest, (end & ~rest) - 1, name);
}

static void add(struct setup *s, struct resource *r)
{
	if (r && !insert(&s->root, r) && !s->refused)
		s->refused = r;
}

static struct resource *make_image(const struct core_range *image)
{
	return image->size ? make(image->base, image->base + image->size - 1, "Kernel image") : NULL;
}

/* Below the RAM that has all of it. */
static void add_image_within(struct setup *s, struct resource *image)
{
	unsigned int i;

	for (i = 0; image && i < s->io->memories; i++)
		if (s->of_memory[i] && contains(s->of_memory[i], image))
			insert(&s->root, image);
}

static void add_header(struct setup *s)
{
	const struct core_owner *h = &s->io->header;
	struct resource *r = h->size ? make(h->base, h->base + h->size - 1, "ELF Core hdr") : NULL;

	if (r)
		insert(&s->root, r);
}

static bool is_memory(const struct iomem *io, unsigned long long at)
{
	unsigned int i;

	for (i = 0; i < io->memories; i++)
		if (io->memory[i].base <= at && at < io->memory[i].base + io->memory[i].size)
			return true;
	return false;
}

static void add_outside(struct setup *s)
{
	struct resource *r;
	unsigned int i;

	for (i = 0; i < s->io->reserves; i++) {
		r = make_pages(&s->io->reserved[i], true, s->style->reserved);
		if (r && !is_memory(s->io, r->base))
			add(s, r);
	}
}

static void add_memory(struct setup *s, unsigned int i)
{
	const struct core_region *memory = &s->io->memory[i];
	const char *name = memory->nomap ? s->style->reserved : "System RAM";

	if (memory->nomap && s->style->unmapped_gone)
		return;
	if (s->style->whole)
		s->of_memory[i] = make_pages(memory, memory->nomap && s->style->unmapped_outwards, name);
	else
		s->of_memory[i] = make(memory->base, memory->base + memory->size - 1, name);
	add(s, s->of_memory[i]);
}

/* Below each resource of memory, whether it was inserted or not. */
static void add_reservations(struct setup *s, struct resource *memory)
{
	unsigned long long rest = (1ull << core_build()->page_shift) - 1, base, last;
	const struct core_region *r = s->io->reserved;

	for (; memory && r < s->io->reserved + s->io->reserves; r++) {
		base = r->base & ~rest;
		last = ((r->base + r->size + rest) & ~rest) - 1;
		base = base > memory->base ? base : memory->base;
		last = last < memory->last ? last : memory->last;
		if (base <= last)
			fill(memory, base, last, s->style->reserved);
	}
}

static void add_all(struct setup *s, const struct core_description *d)
{
	unsigned int i;

	if (s->style->whole)
		add(s, make_image(&d->image));
	if (s->style->header)
		add_header(s);
	if (s->style->outside)
		add_outside(s);
	for (i = 0; i < s->io->memories; i++)
		add_memory(s, i);
	if (!s->style->whole)
		add_image_within(s, make_image(&d->image));
}

void iomem_print(const struct core_description *d, const struct iomem *io)
{
	static struct setup s;
	unsigned int i;

	s = (struct setup){.style = &styles[d->arch], .io = io, .root = {0, -1ull, "", NULL, NULL}};
	pooled = 0;
	add_all(&s, d);
	printf("\n== iomem\n");
	if (s.style->all_or_none && s.refused) {
		printf("(nothing: init_resources() gives up where it cannot add one, here %s at %08llx)\n",
		       s.refused->name, s.refused->base);
		return;
	}
	for (i = 0; s.style->reserved && i < io->memories; i++)
		add_reservations(&s, s.of_memory[i]);
	print_resources(s.root.child, 0);
}
