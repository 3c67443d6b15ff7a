// SPDX-License-Identifier: GPL-2.0
/* abstract.c - the abstract state, see abstract.h. */
#include "props/abstract.h"

/* Two sums of the same numbers by different odd multipliers (FNV-1a's, and that of splitmix64). */
static void add(struct abstract *s, uint64_t x)
{
	s->half[0] = (s->half[0] ^ x) * 0x100000001b3ull;
	s->half[0] ^= s->half[0] >> 29;
	s->half[1] = (s->half[1] + x + 1) * 0xbf58476d1ce4e5b9ull;
	s->half[1] ^= s->half[1] >> 32;
}

static void add_pages(struct abstract *s, const struct model *model, const struct core_view *v)
{
	unsigned long i, pages = v->end_pfn - v->start_pfn;

	for (i = 0; i < pages; i++)
		add(s, (uint64_t)v->page[i] << 8 | v->list[i]);
	for (i = 0; i <= model_block(model, v->end_pfn - 1); i++)
		add(s, v->block[i] << 1 | (model->isolated[i] & 1));
}

static void add_zone(struct abstract *s, const struct core_view_zone *z)
{
	unsigned int i;

	add(s, z->stat_free);
	add(s, z->stat_free_cma);
	add(s, z->nr_isolate_pageblock);
	add(s, z->nr_reserved_highatomic);
	for (i = 0; i < 3; i++)
		add(s, z->wmark[i]);
	add(s, z->wmark_boost);
	add(s, z->compact_free_pfn);
	for (i = 0; i < 2; i++)
		add(s, z->compact_migrate_pfn[i]);
	for (i = 0; i < core_build()->cpus; i++) {
		add(s, (uint64_t)z->pcp[i].count << 32 | (uint32_t)z->pcp[i].high);
		add(s, (uint64_t)z->pcp[i].high_max << 32 | (uint32_t)z->pcp[i].batch);
	}
}

static void add_area(struct abstract *s, const struct core_view_area *a)
{
	unsigned long i, words = (a->bits + 8 * sizeof(long) - 1) / (8 * sizeof(long));

	for (i = 0; a->count && i < words; i++)
		add(s, a->bitmap[i]);
}

/* By age within its kind. */
static void add_object(struct abstract *s, const struct object *o)
{
	add(s, o->pfn);
	add(s, o->count);
	add(s, (uint64_t)o->order << 32 | o->gfp);
	add(s, (uint64_t)o->area << 32 | o->device);
	add(s, (uint64_t)o->file << 32 | o->index);
	add(s, (uint64_t)o->pins << 3 | o->dirty << 2 | o->pcp_off << 1 | o->zeroed);
}

void abstract_state(const struct model *model, struct abstract *state)
{
	const struct core_view *v = core_view();
	unsigned int i, kind;

	*state = (struct abstract){{0xcbf29ce484222325ull, 0x9e3779b97f4a7c15ull}};
	add(state, core_cpu());
	add_pages(state, model, v);
	for (i = 0; i < v->zones; i++)
		add_zone(state, &v->zone[i]);
	for (i = 0; i < v->areas; i++)
		add_area(state, &v->area[i]);
	for (kind = 0; kind < OBJECT_KINDS; kind++) {
		add(state, model->live_count[kind]);
		for (i = 0; i < model->live_count[kind]; i++)
			add_object(state, &model->object[model->live[kind][i]]);
	}
}

static void add_owned(struct abstract *s, const struct object *o, bool place)
{
	add(s, place && !owners[o->kind].moves ? o->pfn : 0);
	add(s, o->count);
	add(s, (uint64_t)o->order << 32 | o->gfp);
	add(s, o->pins);
}

/* On lists of all kinds, with those of isolated pageblocks, and guard pages. */
static uint64_t free_pages(const struct core_view *v)
{
	uint64_t pages = 0;
	unsigned long i;

	for (i = 0; i < v->end_pfn - v->start_pfn; i++) {
		if (v->list[i] & CORE_ON_FREE)
			pages += 1ul << ((v->list[i] & ~CORE_ON_FREE) >> 3);
		else if (v->list[i] & CORE_ON_PCP)
			pages += 1ul << (v->list[i] & ~CORE_ON_PCP);
		else if (v->page[i] & CORE_PG_GUARD)
			pages += 1ul << CORE_PG_ORDER(v->page[i]);
	}
	return pages;
}

/* The kernel may take the pages of these owners back whenever it likes. */
static bool is_lent(enum object_kind kind)
{
	return owners[kind].leaves || owners[kind].weak;
}

/* Which so count as free. */
static uint64_t lent_pages(const struct model *model)
{
	unsigned int kind, i;
	uint64_t pages = 0;

	for (kind = 0; kind < OBJECT_KINDS; kind++)
		for (i = 0; is_lent(kind) && i < model->live_count[kind]; i++)
			pages += model->object[model->live[kind][i]].count;
	return pages;
}

void abstract_ownership(const struct model *model, bool places, struct abstract *state)
{
	const struct core_view *v = core_view();
	unsigned int i, kind;

	*state = (struct abstract){{0xcbf29ce484222325ull, 0x9e3779b97f4a7c15ull}};
	add(state, free_pages(v) + lent_pages(model));
	for (i = 0; places && i < v->areas; i++)
		add_area(state, &v->area[i]);
	for (i = 0; i <= model_block(model, model->end_pfn - 1); i++)
		add(state, model->isolated[i] & 1);
	for (kind = 0; kind < OBJECT_KINDS; kind++) {
		if (is_lent(kind))
			continue;
		add(state, model->live_count[kind]);
		for (i = 0; i < model->live_count[kind]; i++)
			add_owned(state, &model->object[model->live[kind][i]], places);
	}
}

bool abstract_same(const struct abstract *a, const struct abstract *b)
{
	return a->half[0] == b->half[0] && a->half[1] == b->half[1];
}
