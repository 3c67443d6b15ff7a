// SPDX-License-Identifier: GPL-2.0
/* why.c - boots a machine and finds what it asked for in vain, see why.h. */
#include <string.h>
#include <unistd.h>

#include "cmd/why.h"

/* ---------------------------------------------------------------- in the child */

static struct holder *add_holder(struct booted *b, enum holder_kind kind, const char *name, unsigned long long base,
				 unsigned long long size)
{
	struct holder *o = &b->holder[b->holders];

	if (!size || b->holders == WHY_HOLDERS)
		return o;
	b->holders++;
	*o = (struct holder){.kind = kind, .base = base, .size = size};
	snprintf(o->name, sizeof(o->name), "%s", name);
	return o;
}

/* What comes first is what a range is called. */
static void note_described(struct booted *b, const struct core_description *d)
{
	const uint8_t *dtb = d->dtb;
	unsigned long long bytes = dtb ? (unsigned long long)dtb[4] << 24 | dtb[5] << 16 | dtb[6] << 8 | dtb[7] : 0;
	struct core_range image;
	unsigned int i;

	core_image(d, &image);
	add_holder(b, HOLDER_OTHER, "kernel image", image.base, image.size);
	if (d->tree_at)
		add_holder(b, HOLDER_TREE, "device tree", d->tree_at, bytes);
	if (d->arch == CORE_ARCH_SIM)
		add_holder(b, HOLDER_OTHER, "page 0", 0, 1ull << core_build()->page_shift);
	for (i = 0; i < d->reserves; i++)
		add_holder(b, HOLDER_RESERVE, "--reserve", d->reserve[i].base, d->reserve[i].size)->index = i;
}

static void note_loaded(struct booted *b)
{
	struct core_owner o;
	unsigned int i;

	for (i = 0; !core_boot_owner(i, &o); i++)
		add_holder(b, strcmp(o.name, "initrd") ? HOLDER_OTHER : HOLDER_INITRD, o.name, o.base, o.size);
}

static void note_nodes(struct booted *b, const struct core_description *d)
{
	static struct core_tree tree;
	char name[WHY_NAME];
	unsigned int i;

	if (!d->dtb || core_tree(d->dtb, d->dtb_bytes, &tree))
		tree.nodes = 0;
	for (i = 0; i < tree.nodes; i++)
		if (tree.node[i].available && tree.node[i].reg_bytes > 0)
			add_holder(b, HOLDER_REG, tree.node[i].name, tree.node[i].base, tree.node[i].size);
	for (i = 0; i < b->asks; i++)
		if (b->ask[i].got && b->ask[i].what == CORE_ASKED_NODE)
			add_holder(b, HOLDER_BY_SIZE, b->ask[i].name, b->ask[i].got, b->ask[i].size);
	for (i = 0; i < b->areas; i++) {
		snprintf(name, sizeof(name), "area %s", b->area[i].name);
		add_holder(b, HOLDER_OTHER, name, b->area[i].base, b->area[i].size);
	}
}

static void note_areas(struct booted *b, const struct core_machine *m)
{
	unsigned int i, page = core_build()->page_shift;

	for (i = 0; i < m->areas; i++, b->areas++) {
		snprintf(b->area[i].name, sizeof(b->area[i].name), "%s", m->area[i].name);
		b->area[i].base = (unsigned long long)m->area[i].pfn << page;
		b->area[i].size = (unsigned long long)m->area[i].count << page;
	}
	for (i = 0; i < m->zones; i++)
		if (m->zone[i].start_pfn != m->zone[i].end_pfn)
			b->edge[b->edges++] = (unsigned long long)m->zone[i].start_pfn << page;
}

static void note_asked(struct booted *b)
{
	const struct core_region *early;
	const struct core_asked *asked;
	unsigned int which;

	b->asks = core_asked(&asked);
	memcpy(b->ask, asked, b->asks * sizeof(*asked));
	for (which = 0; which < 2; which++) {
		b->regions[which] = core_memblock_early(which, &early);
		memcpy(b->region[which], early, b->regions[which] * sizeof(*early));
	}
}

struct job {
	struct booted *b;
	const struct core_description *d;
};

static void boot(void *arg)
{
	const struct core_machine *machine = NULL;
	struct job *job = arg;

	verdict_begin(job->d->name);
	core_explain(1);
	if (!setjmp(*host_enter()))
		job->b->done = !core_boot(job->d, &machine);
	host_leave();
	if (!job->b->done)
		return;
	job->b->cma = core_has_param("cma");
	note_asked(job->b);
	note_areas(job->b, machine);
	note_described(job->b, job->d);
	note_nodes(job->b, job->d);
	note_loaded(job->b);
}

/* On a terminal, how far it is. */
static void show_progress(bool end)
{
	static unsigned int boots;

	if (isatty(STDERR_FILENO))
		fprintf(stderr, end ? "\r\033[K" : "\r%u boots ", ++boots);
}

void why_end(void)
{
	show_progress(true);
}

bool why_boot(struct booted *b, const struct core_description *d)
{
	struct job job = {b, d};

	show_progress(false);

	b->done = false;
	b->asks = b->areas = b->holders = b->edges = 0;
	return child_do(boot, &job, &b->out, true) && b->done;
}

/* ---------------------------------------------------------------- what failed */

static const struct core_asked *find_asked(const struct booted *b, enum core_asked_what what, const char *name)
{
	const struct core_asked *a, *found = NULL;

	for (a = b->ask; a < b->ask + b->asks; a++)
		if (a->what == what && !strcmp(a->name, name))
			found = a;
	return found;
}

static const struct core_asked *find_in_use(const struct booted *b, unsigned long long base, unsigned long long size)
{
	const struct core_asked *a;

	for (a = b->ask; a < b->ask + b->asks; a++)
		if (a->what == CORE_ASKED_IN_USE && a->base == base && a->size == size)
			return a;
	return NULL;
}

static int find_area(const struct booted *b, const char *name)
{
	unsigned int i;

	for (i = 0; i < b->areas; i++)
		if (!strcmp(b->area[i].name, name))
			return i;
	return -1;
}

/* What of a range is RAM is also reserved, or no-map where that is wanted. */
static bool is_kept(const struct booted *b, unsigned long long base, unsigned long long size, bool nomap)
{
	const struct core_region *r;
	unsigned long long end = base + size, ram = 0, kept = 0, from, to;
	unsigned int which;

	for (which = 0; which < 2; which++)
		for (r = b->region[which]; r < b->region[which] + b->regions[which]; r++) {
			from = r->base > base ? r->base : base;
			to = r->base + r->size < end ? r->base + r->size : end;
			if (from >= to)
				continue;
			if (which == CORE_MEMBLOCK_MEMORY)
				ram += to - from;
			if (which == CORE_MEMBLOCK_MEMORY ? nomap && r->nomap : !nomap)
				kept += to - from;
		}
	return kept >= ram;
}

static bool has_wrong_length(const struct core_tree_node *n, const struct core_tree *t)
{
	const int entry = (int)(t->root_cells[0] + t->root_cells[1]) * 4;

	if (n->reg_bytes >= 0)
		return !entry || n->reg_bytes % entry;
	return n->size_bytes != (int)t->root_cells[1] * 4 ||
	       (n->align_bytes >= 0 && n->align_bytes != (int)t->root_cells[0] * 4) ||
	       (n->ranges_bytes >= 0 && (!entry || n->ranges_bytes % entry));
}

static enum reason node_reason(const struct booted *b, const struct core_tree *t, struct failure *f)
{
	const struct core_tree_node *n = f->node;
	const unsigned long long block = 1ull << (core_build()->block_order + core_build()->page_shift);
	int area = find_area(b, n->name);

	if (has_wrong_length(n, t))
		return REASON_PROPERTY;
	if (f->ask && !f->ask->got)
		return REASON_NO_PLACE;
	/* It had a place, which was given up again: what lay elsewhere is no matter. */
	if (f->ask)
		f->base = f->ask->got;
	f->ask = NULL;
	if (area >= 0 && !b->area[area].size)
		return REASON_ACTIVATION;
	if (b->cma && n->is_default)
		return REASON_BYPASSED;
	if (n->pool && n->reusable && !n->nomap && ((f->base | f->size) & (block - 1)))
		return REASON_ALIGNMENT;
	f->ask = f->fixed ? find_in_use(b, n->base, n->size) : NULL;
	return f->ask ? REASON_IN_USE : REASON_REFUSED;
}

static bool node_failed(const struct booted *b, const struct core_tree_node *n, const struct core_tree *t,
			struct failure *f)
{
	bool pool = n->pool && n->reusable && !n->nomap, by_size = n->reg_bytes < 0;
	int area = find_area(b, n->name);

	if (!n->available || !n->size || (by_size && n->size_bytes < 0))
		return false;
	*f = (struct failure){.node = n, .size = n->size, .align = n->alignment};
	f->fixed = !by_size;
	f->base = by_size ? 0 : n->base;
	f->ask = by_size ? find_asked(b, CORE_ASKED_NODE, n->name) : NULL;
	if (f->ask)
		f->align = f->ask->align;
	snprintf(f->name, sizeof(f->name), "%s", n->name);
	if (has_wrong_length(n, t) || (by_size && (!f->ask || !f->ask->got)))
		return true;
	/* Of more areas than the door has only what memblock keeps is known. */
	if (pool && (area >= 0 || b->areas < CORE_MAX_AREAS))
		return area < 0 || !b->area[area].size;
	return !is_kept(b, by_size ? f->ask->got : n->base, n->size, n->nomap);
}

static bool area_failed(const struct booted *b, const struct core_asked *a, const struct core_description *d,
			struct failure *f)
{
	int area = find_area(b, a->name);

	if (a->what != CORE_ASKED_AREA || (!a->err && (area < 0 || b->area[area].size)))
		return false;
	*f = (struct failure){.area = true, .size = a->size, .align = a->align, .ask = a};
	f->fixed = a->fixed;
	f->base = a->fixed ? a->base : 0;
	snprintf(f->name, sizeof(f->name), "%s", a->name);
	if (!a->err)
		f->reason = REASON_ACTIVATION;
	else if (a->tries)
		f->reason = REASON_NO_PLACE;
	else if (a->fixed && a->base & (a->align - 1))
		f->reason = REASON_ALIGNMENT;
	else if (a->base + a->size > a->limit)
		f->reason = REASON_LIMIT;
	else if (a->fixed && find_in_use(b, a->base, (a->size + a->align - 1) / a->align * a->align))
		f->reason = REASON_IN_USE;
	else
		f->reason = a->fixed && d->highmem ? REASON_HIGHMEM : REASON_REFUSED;
	return true;
}

/* The whole of /reserved-memory is ignored. */
static bool format_failed(const struct core_tree *t, struct failure *f)
{
	bool cells = t->own_cells[0] != t->root_cells[0] || t->own_cells[1] != t->root_cells[1];

	if (!t->nodes || (!cells && t->has_ranges))
		return false;
	*f = (struct failure){.reason = cells ? REASON_CELLS : REASON_MAPPING};
	snprintf(f->name, sizeof(f->name), "reserved-memory");
	return true;
}

unsigned int why_failures(const struct booted *b, const struct core_description *d, const struct core_tree *t,
			  struct failure *list)
{
	unsigned int count = 0, i;

	if (format_failed(t, &list[count]))
		count++;
	for (i = 0; i < t->nodes && count < WHY_FAILURES && !(count && !list[0].node); i++)
		if (node_failed(b, &t->node[i], t, &list[count])) {
			list[count].reason = node_reason(b, t, &list[count]);
			count++;
		}
	for (i = 0; i < b->asks && count < WHY_FAILURES; i++)
		if (area_failed(b, &b->ask[i], d, &list[count]))
			count++;
	return count;
}

bool why_find(struct why *w, const struct machine *m)
{
	const struct core_description *d = &m->description;

	w->machine = m;
	w->boot = child_memory(sizeof(*w->boot));
	w->trial = child_memory(sizeof(*w->trial));
	if (!w->boot || !w->trial || !why_boot(w->boot, d))
		return false;
	if (!d->dtb || core_tree(d->dtb, d->dtb_bytes, &w->tree))
		w->tree.nodes = 0;
	w->failures = why_failures(w->boot, d, &w->tree, w->failure);
	why_end();
	return true;
}
