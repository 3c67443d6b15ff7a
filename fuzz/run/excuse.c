// SPDX-License-Identifier: GPL-2.0
/*
 * excuse.c - who touched what, and when, see excuse.h.
 *
 * What an operation asks for, and what it touches, is a range of pages, or all of them: who allocates takes from
 * anywhere, and so does who has pages migrate.
 */
#include <string.h>

#include "run/excuse.h"

enum { ENDED = 256 };

static struct span {
	unsigned int begun, over;
	unsigned long first, last; /* pages that it asks for */
	bool anywhere; /* it may touch others as well */
} now[CORE_MAX_CPUS], ended[ENDED];
static bool runs[CORE_MAX_CPUS];
static unsigned int count, clock;

void excuses_begin(void)
{
	memset(runs, 0, sizeof(runs));
	count = clock = 0;
}

/* Whole blocks of the highest order: free ones merge as far. */
static void set_range(struct span *s, const struct run *r, unsigned long pfn, unsigned long pages)
{
	unsigned long block = 1ul << r->build->max_order;

	s->first = pfn & -block;
	s->last = (pfn + pages - 1) | (block - 1);
}

static void set_area(struct span *s, const struct run *r, unsigned int area)
{
	if (area < r->machine->areas)
		set_range(s, r, r->machine->area[area].pfn, r->machine->area[area].count);
}

/* Whether anything is there that could migrate. */
static bool may_migrate(const struct run *r)
{
	const unsigned int *live = r->model->live_count;

	return live[OBJECT_MOVABLE] || live[OBJECT_CACHE] || live[OBJECT_ANON];
}

void excuse_enter(const struct run *r, unsigned int cpu)
{
	struct span *s = &now[cpu];

	*s = (struct span){.begun = clock++, .last = -1ul};
	runs[cpu] = true;
	switch (r->rec.kind) {
	case OP_KIND_CMA_ALLOC:
		set_area(s, r, r->call.area);
		s->anywhere = may_migrate(r);
		break;
	case OP_KIND_CONTIG_ALLOC:
		s->anywhere = may_migrate(r);
		/* fallthrough */
	case OP_KIND_FREE:
	case OP_KIND_CMA_RELEASE:
	case OP_KIND_CONTIG_FREE:
	case OP_KIND_ISOLATE:
		if (r->call.pfn != CORE_NO_PFN && r->call.count)
			set_range(s, r, r->call.pfn, r->call.count);
		break;
	default:
		break;
	}
}

static bool touches(const struct span *other, const struct span *s)
{
	return other->anywhere || (other->first <= s->last && s->first <= other->last);
}

static bool has_excuse(const struct span *s, unsigned int cpu)
{
	unsigned int i;

	for (i = 0; i < count && i < ENDED; i++)
		if (ended[i].over > s->begun && touches(&ended[i], s))
			return true;
	for (i = 0; i < CORE_MAX_CPUS; i++)
		if (i != cpu && runs[i] && touches(&now[i], s))
			return true;
	return count > ENDED;
}

bool excuse_leave(const struct run *r, unsigned int cpu)
{
	bool excused = r->rec.ok || r->skip || has_excuse(&now[cpu], cpu);

	runs[cpu] = false;
	now[cpu].over = clock++;
	if (count < ENDED)
		ended[count] = now[cpu];
	count++;
	return excused;
}
