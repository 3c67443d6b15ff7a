// SPDX-License-Identifier: GPL-2.0
/* why_pieces.c - what lay where when boot asked, see why.h. */
#include "cmd/why.h"

typedef const struct core_region *regions;

/* Memblock's list as it was when it was asked, else once all areas were placed. */
static regions list_of(const struct booted *b, const struct failure *f, unsigned int which, regions *end)
{
	regions r = f->ask ? f->ask->region[which] : b->region[which];

	*end = r + (f->ask ? f->ask->regions[which] : b->regions[which]);
	return r;
}

/* The region that holds the address, or NULL; *end becomes where that ends, or the next begins. */
static regions region_at(const struct booted *b, const struct failure *f, unsigned int which, unsigned long long at,
			 unsigned long long *end)
{
	regions r, last;

	for (r = list_of(b, f, which, &last); r < last; r++) {
		unsigned long long edge = at < r->base ? r->base : r->base + r->size;

		if (edge <= at)
			continue;
		*end = edge < *end ? edge : *end;
		return at < r->base ? NULL : r;
	}
	return NULL;
}

static bool is_own(const struct failure *f, const struct holder *o)
{
	return f->fixed && o->kind == HOLDER_REG && o->base == f->base && o->size == f->size;
}

static const struct holder *holder_at(const struct booted *b, const struct failure *f, unsigned long long at,
				      unsigned long long *end)
{
	const struct holder *o, *found = NULL;

	for (o = b->holder; o < b->holder + b->holders && !found; o++) {
		unsigned long long edge = at < o->base ? o->base : o->base + o->size;

		if (edge <= at || is_own(f, o))
			continue;
		*end = edge < *end ? edge : *end;
		found = at < o->base ? NULL : o;
	}
	return found;
}

static struct piece piece_at(const struct booted *b, const struct failure *f, unsigned long long at,
			     unsigned long long end)
{
	struct piece p = {.base = at, .end = end, .kind = PIECE_NO_RAM};
	regions memory = region_at(b, f, CORE_MEMBLOCK_MEMORY, at, &p.end);
	regions reserved;

	if (!memory)
		return p;
	reserved = region_at(b, f, CORE_MEMBLOCK_RESERVED, at, &p.end);
	p.nomap = memory->nomap;
	p.kind = reserved || p.nomap ? PIECE_TAKEN : PIECE_FREE;
	if (p.kind == PIECE_TAKEN)
		p.holder = holder_at(b, f, at, &p.end);
	return p;
}

unsigned int why_pieces(const struct booted *b, const struct failure *f, unsigned long long start,
			unsigned long long end, struct piece *piece)
{
	unsigned int count = 0;

	while (start < end && count < WHY_PIECES) {
		struct piece p = piece_at(b, f, start, end), *last = count ? &piece[count - 1] : NULL;

		start = p.end;
		if (last && last->kind == p.kind && last->holder == p.holder && last->nomap == p.nomap)
			last->end = p.end;
		else
			piece[count++] = p;
	}
	return count;
}

unsigned long long why_ram_end(const struct booted *b)
{
	unsigned int count = b->regions[CORE_MEMBLOCK_MEMORY];
	regions last = &b->region[CORE_MEMBLOCK_MEMORY][count - 1];

	return count ? last->base + last->size : 0;
}

/* An area is looked for in parts of its range first: above 4 GiB, or in HIGHMEM. */
static bool is_within_later(const struct core_asked *a, unsigned int i)
{
	unsigned int n;

	for (n = i + 1; n < a->tries; n++)
		if (a->try[n].start <= a->try[i].start && a->try[n].end >= a->try[i].end)
			return true;
	return false;
}

unsigned int why_ranges(const struct booted *b, const struct failure *f, struct core_range *range)
{
	unsigned long long ram = why_ram_end(b);
	unsigned int i, count = 0;

	for (i = 0; f->ask && i < f->ask->tries; i++) {
		unsigned long long start = f->ask->try[i].start, end = f->ask->try[i].end;

		if (is_within_later(f->ask, i))
			continue;
		end = end < ram ? end : ram;
		range[count].base = start;
		range[count++].size = end > start ? end - start : 0;
	}
	if (!count && f->fixed && f->ask) {
		range[count].base = f->base;
		range[count++].size = f->size;
	}
	return count;
}

struct core_range why_largest(const struct booted *b, const struct failure *f)
{
	static struct piece piece[WHY_PIECES];
	struct core_range range[CORE_MAX_TRIES], largest = {0};
	unsigned int i, n, count, ranges = why_ranges(b, f, range);

	for (i = 0; i < ranges; i++) {
		count = why_pieces(b, f, range[i].base, range[i].base + range[i].size, piece);
		for (n = 0; n < count; n++)
			if (piece[n].kind == PIECE_FREE && piece[n].end - piece[n].base > largest.size)
				largest = (struct core_range){.base = piece[n].base,
							      .size = piece[n].end - piece[n].base};
	}
	return largest;
}
