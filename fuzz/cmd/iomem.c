// SPDX-License-Identifier: GPL-2.0
/*
 * iomem.c - what /proc/iomem has of memory, see iomem.h.
 *
 * As request_standard_resources() of arm and arm64, init_resources() of riscv, and reserve_memblock_reserved_regions()
 * of the latter two: on arm a region is what it is, on the others it has whole pages.
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
	bool outside; /* reservations where no RAM is are, too */
} styles[] = {
	[CORE_ARCH_SIM] = {.unmapped_gone = true},
	[CORE_ARCH_ARM] = {.unmapped_gone = true},
	[CORE_ARCH_ARM64] = {"reserved", .whole = true, .unmapped_outwards = true},
	[CORE_ARCH_RISCV] = {"Reserved", .whole = true, .outside = true},
};

void iomem_note(struct iomem *io)
{
	const struct core_region *standing;

	io->memories = core_memblock(CORE_MEMBLOCK_MEMORY, io->memory, CORE_MAX_REGIONS);
	io->reserves = core_memblock_standing(&standing);
	memcpy(io->reserved, standing, io->reserves * sizeof(*standing));
}

/* By first and last byte. */
struct range {
	unsigned long long base, last;
};

static struct range pages_of(const struct core_region *r, bool outwards)
{
	unsigned long long rest = (1ull << core_build()->page_shift) - 1;

	if (outwards)
		return (struct range){r->base & ~rest, (r->base + r->size + rest) & ~rest};
	return (struct range){(r->base + rest) & ~rest, (r->base + r->size) & ~rest};
}

/* Whether there is anything of it. */
static bool make_range(const struct style *style, const struct core_region *r, bool outwards, struct range *range)
{
	*range = style->whole ? pages_of(r, outwards) : (struct range){r->base, r->base + r->size};
	return range->base < range->last--;
}

static void print_resource(const char *indent, const struct range *r, const char *name)
{
	printf("%s%08llx-%08llx : %s\n", indent, r->base, r->last, name);
}

static bool cut(struct range *r, const struct range *by)
{
	if (r->base < by->base)
		r->base = by->base;
	if (r->last > by->last)
		r->last = by->last;
	return r->base <= r->last;
}

/* A reservation, but for what of it is the image. */
static void print_reservation(const char *indent, struct range r, const struct range *image, const char *name)
{
	struct range part = *image;

	if (!cut(&part, &r)) {
		print_resource(indent, &r, name);
		return;
	}
	if (r.base < part.base)
		print_resource(indent, &(struct range){r.base, part.base - 1}, name);
	print_resource(indent, &part, "Kernel image");
	if (part.last < r.last)
		print_resource(indent, &(struct range){part.last + 1, r.last}, name);
}

/* Below RAM: the image, where one is said to be, and what is reserved. */
static void print_within(const struct style *style, const struct range *image, const struct iomem *io,
			 const struct range *ram)
{
	struct range r = *image, none = {1, 0}, rest = *ram;
	unsigned int i;

	if (!style->reserved) {
		if (cut(&r, ram))
			print_resource("  ", &r, "Kernel image");
		return;
	}
	for (i = 0; i < io->reserves; i++)
		if (make_range(style, &io->reserved[i], true, &r) && cut(&r, &rest)) {
			print_reservation("  ", r, image->base <= image->last ? image : &none, style->reserved);
			/* What shares its last page with another region is there once. */
			rest.base = r.last + 1;
		}
}

static bool is_memory(const struct iomem *io, unsigned long long at)
{
	unsigned int i;

	for (i = 0; i < io->memories; i++)
		if (io->memory[i].base <= at && at < io->memory[i].base + io->memory[i].size)
			return true;
	return false;
}

/* Reservations from one address up to another, none of which is RAM. */
static void print_outside(const struct style *style, const struct iomem *io, unsigned long long from,
			  unsigned long long to)
{
	struct range r;
	unsigned int i;

	for (i = 0; style->outside && i < io->reserves; i++)
		if (make_range(style, &io->reserved[i], true, &r) && r.base >= from && r.last < to &&
		    !is_memory(io, r.base))
			print_resource("", &r, style->reserved);
}

static void print_memory(const struct style *style, const struct range *image, const struct iomem *io,
			 const struct core_region *memory)
{
	struct range r;

	if ((memory->nomap && style->unmapped_gone) ||
	    !make_range(style, memory, memory->nomap && style->unmapped_outwards, &r))
		return;
	print_resource("", &r, memory->nomap ? style->reserved : "System RAM");
	if (!memory->nomap)
		print_within(style, image, io, &r);
}

void iomem_print(const struct core_description *d, const struct iomem *io)
{
	const struct style *style = &styles[d->arch];
	struct range image = {d->image.base, d->image.base + d->image.size - 1};
	unsigned long long end = 0;
	unsigned int i;

	if (!d->image.size)
		image = (struct range){1, 0};
	printf("\n== iomem\n");
	for (i = 0; i < io->memories; i++) {
		print_outside(style, io, end, io->memory[i].base);
		print_memory(style, &image, io, &io->memory[i]);
		end = io->memory[i].base + io->memory[i].size;
	}
	print_outside(style, io, end, -1ull);
}
