// SPDX-License-Identifier: GPL-2.0
/* why_show.c - prints why boot did not place what it was asked for, see why.h. */
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/why.h"

static const char *const reasons[] = {
	[REASON_NO_PLACE] = "no free place",
	[REASON_IN_USE] = "something else is reserved there",
	[REASON_ALIGNMENT] = "base or size is not aligned to a pageblock",
	[REASON_LIMIT] = "it ends above the limit",
	[REASON_HIGHMEM] = "it lies across the beginning of HIGHMEM",
	[REASON_PROPERTY] = "a property has another number of cells than the root says",
	[REASON_CELLS] =
		"#address-cells or #size-cells of /reserved-memory are not the root's: all its nodes are ignored",
	[REASON_MAPPING] = "/reserved-memory has no property ranges: all its nodes are ignored",
	[REASON_ACTIVATION] = "reserved, but not activated: not all of it is RAM of one zone",
	[REASON_BYPASSED] = "cma= of the command line goes before the tree's default area",
	[REASON_REFUSED] = "its handler refused it, or the request is not valid: the log has the kernel's message",
};

static const char *what_is(const struct piece *p)
{
	if (p->kind == PIECE_FREE)
		return "free";
	if (p->kind == PIECE_NO_RAM)
		return "no RAM";
	return p->holder ? p->holder->name : p->nomap ? "no-map" : "memory of the boot";
}

static const char *size_text(unsigned long long bytes, char text[32])
{
	if (bytes & 0x3ff)
		snprintf(text, 32, "%llu bytes", bytes);
	else if (bytes & 0xfffff)
		snprintf(text, 32, "%llu KiB", bytes >> 10);
	else
		snprintf(text, 32, "%llu MiB", bytes >> 20);
	return text;
}

/* Names come out of trees of any bytes. */
static void print_name(const char *name)
{
	for (; *name; name++)
		putchar(*name < ' ' || *name == 0x7f ? '?' : *name);
}

static void print_range(const struct why *w, const struct failure *f, const struct core_range *range)
{
	static struct piece piece[WHY_PIECES];
	unsigned int i, count = why_pieces(w->boot, f, range->base, range->base + range->size, piece);
	char size[32];

	if (!range->size) {
		printf("  tried from 0x%08llx: RAM ends at 0x%08llx\n", range->base, why_ram_end(w->boot));
		return;
	}
	printf("  tried 0x%08llx-0x%08llx\n", range->base, range->base + range->size - 1);
	for (i = 0; i < count; i++) {
		printf("    0x%08llx-0x%08llx %10s  ", piece[i].base, piece[i].end - 1,
		       size_text(piece[i].end - piece[i].base, size));
		print_name(what_is(&piece[i]));
		printf("%s\n", piece[i].nomap && piece[i].holder ? ", no-map" : "");
	}
}

static unsigned long long limit_of(const struct why *w, const struct failure *f)
{
	return f->area && f->ask && f->ask->limit < why_ram_end(w->boot) ? f->ask->limit : 0;
}

static void print_bounds(const struct why *w, const struct failure *f)
{
	const struct core_description *d = &w->machine->description;
	unsigned long long block = 1ull << (core_build()->block_order + core_build()->page_shift);
	unsigned long long end = f->base + f->size;
	char size[32], unit[32];
	unsigned int i;

	if (f->reason == REASON_ALIGNMENT)
		printf("  %s0x%08llx and %s; a pageblock has %s\n", f->fixed ? "" : "it was placed at ", f->base,
		       size_text(f->size, size), size_text(block, unit));
	if (limit_of(w, f))
		printf("  the limit is 0x%llx, RAM ends at 0x%llx\n", limit_of(w, f), why_ram_end(w->boot));
	if (d->highmem && f->area)
		printf("  HIGHMEM begins at 0x%llx: an area lies below or above\n", d->highmem);
	for (i = 0; i < w->boot->edges && f->reason == REASON_ACTIVATION; i++)
		if (w->boot->edge[i] > f->base && w->boot->edge[i] < end)
			printf("  a zone begins at 0x%llx\n", w->boot->edge[i]);
}

static void print_changes(const struct change *list, unsigned int count)
{
	unsigned int i;

	printf(count ? "  fits with one change, each booted:\n" : "  no single change that was tried lets it in\n");
	for (i = 0; i < count; i++) {
		printf("    ");
		print_name(list[i].text);
		if (list[i].base)
			printf(" (then at 0x%08llx)", list[i].base);
		printf("\n");
	}
}

static void print_failure(struct why *w, const struct failure *f)
{
	struct core_range range[CORE_MAX_TRIES], largest = why_largest(w->boot, f);
	static struct change change[WHY_CHANGES];
	unsigned int i, ranges = why_ranges(w->boot, f, range);
	char size[32];

	printf("%s ", f->area ? "area" : "node");
	print_name(f->name);
	if (f->size)
		printf(", %s", size_text(f->size, size));
	if (f->fixed)
		printf(" at 0x%08llx", f->base);
	else if (f->size && f->align)
		printf(", alignment %s", size_text(f->align, size));
	printf("%s: %s\n", f->node && f->node->nomap ? ", no-map" : "", reasons[f->reason]);
	for (i = 0; i < ranges; i++)
		print_range(w, f, &range[i]);
	print_bounds(w, f);
	if (ranges && largest.size)
		printf("  largest free piece: 0x%08llx-0x%08llx, %s\n", largest.base, largest.base + largest.size - 1,
		       size_text(largest.size, size));
	else if (ranges)
		printf("  nothing of it was free\n");
	print_changes(change, why_changes(w, f, change));
}

void why_print(struct why *w)
{
	unsigned int i;

	printf("\n== why\n");
	if (!w->failures)
		printf("all that was asked for has its place\n");
	for (i = 0; i < w->failures; i++)
		print_failure(w, &w->failure[i]);
}

/* ---------------------------------------------------------------- as JSON */

static void json_range(const struct why *w, const struct failure *f, const struct core_range *range)
{
	static struct piece piece[WHY_PIECES];
	unsigned int i, count = why_pieces(w->boot, f, range->base, range->base + range->size, piece);

	printf("{\"base\":%llu,\"size\":%llu,\"pieces\":[", range->base, range->size);
	for (i = 0; i < count; i++) {
		printf("%s{\"base\":%llu,\"size\":%llu,\"what\":", i ? "," : "", piece[i].base,
		       piece[i].end - piece[i].base);
		json_string(stdout, what_is(&piece[i]));
		printf(",\"free\":%s,\"nomap\":%s}", piece[i].kind == PIECE_FREE ? "true" : "false",
		       piece[i].nomap ? "true" : "false");
	}
	printf("]}");
}

static void json_failure(struct why *w, const struct failure *f)
{
	struct core_range range[CORE_MAX_TRIES], largest = why_largest(w->boot, f);
	static struct change change[WHY_CHANGES];
	unsigned int i, count, ranges = why_ranges(w->boot, f, range);

	printf("{\"area\":%s,\"name\":", f->area ? "true" : "false");
	json_string(stdout, f->name);
	printf(",\"reason\":");
	json_string(stdout, reasons[f->reason]);
	printf(",\"base\":%llu,\"size\":%llu,\"alignment\":%llu,\"limit\":%llu,\"tried\":[", f->base, f->size, f->align,
	       limit_of(w, f));
	for (i = 0; i < ranges; i++) {
		printf("%s", i ? "," : "");
		json_range(w, f, &range[i]);
	}
	printf("],\"largest_free\":{\"base\":%llu,\"size\":%llu},\"fits\":[", largest.base, largest.size);
	count = why_changes(w, f, change);
	for (i = 0; i < count; i++) {
		printf("%s{\"change\":", i ? "," : "");
		json_string(stdout, change[i].text);
		printf(",\"base\":%llu}", change[i].base);
	}
	printf("]}");
}

void why_json(struct why *w)
{
	unsigned int i;

	printf(",\"why\":[");
	for (i = 0; i < w->failures; i++) {
		printf("%s", i ? "," : "");
		json_failure(w, &w->failure[i]);
	}
	printf("]");
}
