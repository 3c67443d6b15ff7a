// SPDX-License-Identifier: GPL-2.0
/* looks.c - looks of pages and their words, see looks.h. */
#include "op/owner.h"
#include "watch/explain.h"
#include "watch/figures.h"
#include "watch/looks.h"

_Static_assert(sizeof(struct page_key) == 16, "keys are compared byte for byte");

static const struct look_info looks[LOOKS] = {
	[LOOK_FREE + CORE_UNMOVABLE] = {"free-unmovable", "",
					"free, unmovable: the first page of a block has its order"},
	[LOOK_FREE + CORE_MOVABLE] = {"free-movable", "", "free, movable"},
	[LOOK_FREE + CORE_RECLAIMABLE] = {"free-reclaimable", "", "free, reclaimable"},
	[LOOK_FREE + CORE_HIGHATOMIC] = {"free-highatomic", "", "free, reserved for atomic allocations"},
	[LOOK_FREE + CORE_CMA] = {"free-cma", "", "free, CMA"},
	[LOOK_FREE + CORE_ISOLATE] = {"free-isolate", "", "free, isolated"},
	[LOOK_PCP] = {"pcp", "c", "on a per-CPU list"},
	[LOOK_OWNER] = {"", "", ""},
	[LOOK_PINNED] = {"pinned", "P",
			 "allocated, movable, but pinned: its driver refuses, or somebody has a reference"},
	[LOOK_GUARD] = {"guard", "g", "guard page"},
	[LOOK_RESERVED] = {"reserved", "#", "reserved"},
	[LOOK_KERNEL] = {"kernel", "k", "taken by the kernel itself"},
	[LOOK_LOST] = {"lost", "?", "nobody's, and on no list"},
	[LOOK_HOLE] = {"hole", "", "a hole"},
};

bool look_is_owner(enum look look)
{
	return look > LOOK_OWNER && look < LOOK_PINNED;
}

static const struct look_info *look_of_owner(enum object_kind kind)
{
	static struct look_info info;
	const struct op_owner *owner = op_owner(kind);

	info = (struct look_info){owners[kind].name, "", ""};
	if (owner->mark)
		info = (struct look_info){owners[kind].name, owner->mark, owner->text};
	return &info;
}

const struct look_info *look_info(enum look look)
{
	return look_is_owner(look) ? look_of_owner(look - LOOK_OWNER) : &looks[look];
}

/* Bits of a page's word that say more than its look does. */
static const struct {
	unsigned int bit;
	const char *text;
} details[] = {
	{CORE_PG_GUARD, "guard page"},
	{CORE_PG_RESERVED, "reserved"},
	{CORE_PG_HEAD, "compound head"},
	{CORE_PG_TAIL, "compound tail"},
	{CORE_PG_LRU, "on the LRU"},
	{CORE_PG_MOVABLE_OPS, "of a driver that can move it"},
	{CORE_PG_ISOLATED, "taken off by the migration code"},
	{CORE_PG_REPORTED, "reported"},
	{CORE_PG_LOCKED, "locked"},
	{CORE_PG_MAPPED, "map count not idle"},
	{CORE_PG_PREP_FLAGS, "has a flag that allocation checks"},
};

static bool on_pcp(const struct page_key *key)
{
	return !(key->list & CORE_ON_FREE) && key->list & (CORE_ON_PCP | CORE_ON_PCP_TAIL);
}

enum look look_of(const struct page_key *key)
{
	if (key->word & CORE_PG_ABSENT || !(key->word & CORE_PG_VALID))
		return LOOK_HOLE;
	if (key->owner)
		return key->pinned ? LOOK_PINNED : LOOK_OWNER + key->kind;
	if (key->cover)
		return LOOK_FREE + (key->cover & 7);
	if (on_pcp(key))
		return LOOK_PCP;
	if (key->word & CORE_PG_GUARD)
		return LOOK_GUARD;
	if (key->word & CORE_PG_RESERVED)
		return LOOK_RESERVED;
	return key->word & CORE_PG_REF0 ? LOOK_LOST : LOOK_KERNEL;
}

int look_order(const struct page_key *key)
{
	if (key->list & CORE_ON_FREE)
		return key->list >> 3 & 15;
	if (on_pcp(key) && key->list & CORE_ON_PCP)
		return key->list & 15;
	if (key->word & CORE_PG_GUARD && key->word & CORE_PG_BUDDY)
		return CORE_PG_ORDER(key->word);
	return -1;
}

/* On which list; a page that is owned may wrongly be on one as well. */
static void list_words(FILE *f, const struct page_key *key)
{
	if (key->cover)
		fprintf(f, "free, in a block of order %u, %s%s; ", key->cover >> 3 & 15, type_names[key->cover & 7],
			key->list & CORE_ON_FREE ? ", its first page" : "");
	if (on_pcp(key) && key->list & CORE_ON_PCP)
		fprintf(f, "on a per-CPU list, order %u; ", key->list & 15);
	else if (on_pcp(key))
		fprintf(f, "in a block on a per-CPU list; ");
}

static const char *pinned_words(enum object_kind kind)
{
	return owners[kind].driver ? ", pinned: its driver refuses for now to let it migrate"
				   : ", pinned: somebody has a reference to it";
}

void look_words(FILE *f, const struct page_key *key, const struct object *owner)
{
	enum look look = look_of(key);
	unsigned int i;

	if (look == LOOK_HOLE) {
		fprintf(f, "a hole");
		return;
	}
	if (owner) {
		explain_owner(f, owner);
		explain_folio(f, key->folio);
		fprintf(f, "%s; ", key->pinned ? pinned_words(owner->kind) : "");
	}
	list_words(f, key);
	if (look == LOOK_KERNEL || look == LOOK_LOST)
		fprintf(f, "%s; ", look_info(look)->text);
	for (i = 0; i < sizeof(details) / sizeof(details[0]); i++)
		if (key->word & details[i].bit)
			fprintf(f, "%s; ", details[i].text);
	if (key->used)
		fprintf(f, "its bit in the area's bitmap is set; ");
	fprintf(f, "%s",
		key->word & CORE_PG_REF0   ? "no reference"
		: key->word & CORE_PG_REF1 ? "one reference"
					   : "several references");
}

/* ---------------------------------------------------------------- reading */

const struct object *looks_owner(const struct model *m, unsigned long pfn)
{
	unsigned int slot = model_owner(m, pfn);

	return slot == MODEL_NONE ? NULL : &m->object[slot];
}

static struct page_key key_of(const struct model *m, const struct core_view *v, unsigned long i)
{
	const struct object *owner = looks_owner(m, v->start_pfn + i);
	const unsigned int zone = 7u << CORE_PG_ZONE_SHIFT;
	struct page_key key = {.word = v->page[i] & ~zone, .list = v->list[i]};
	struct core_folio_state state;

	if (!owner)
		return key;
	if (owners[owner->kind].moves && !owners[owner->kind].driver) {
		core_folio_state(v->start_pfn + i, &state);
		key.folio = state.bits;
	}
	key.owner = owner->serial + 1;
	key.kind = owner->kind;
	key.pinned = owner->pins > 0;
	return key;
}

/* Marks the pages whose bit in the bitmap of an area is set. */
static void mark_used(const struct core_view *v, struct page_key *keys)
{
	const struct core_view_area *a;
	unsigned long i, pfn;

	for (a = v->area; a < v->area + v->areas; a++)
		for (i = 0; a->bitmap && i < a->count; i++) {
			pfn = a->pfn + i;
			if (pfn >= v->start_pfn && pfn < v->end_pfn)
				keys[pfn - v->start_pfn].used = area_bit(a, i >> a->order_per_bit);
		}
}

/* All pages of a block on a free list are in it. */
static void cover(const struct core_view *v, struct page_key *keys)
{
	unsigned long i, pages = v->end_pfn - v->start_pfn, end = 0;
	unsigned char block = 0;

	for (i = 0; i < pages; i++) {
		if (v->list[i] & CORE_ON_FREE) {
			block = v->list[i];
			end = i + (1ul << (block >> 3 & 15));
		}
		if (i < end)
			keys[i].cover = block;
	}
}

void looks_read(struct page_key *keys, const struct model *m, const struct core_view *v)
{
	unsigned long i;

	for (i = 0; i < v->end_pfn - v->start_pfn; i++)
		keys[i] = key_of(m, v, i);
	mark_used(v, keys);
	cover(v, keys);
}
