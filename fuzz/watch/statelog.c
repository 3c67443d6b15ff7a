// SPDX-License-Identifier: GPL-2.0
/*
 * statelog.c - writes the stream that statelog.h describes.
 *
 * The fields of a machine are gone through in the same order after every operation, so what was printed last of each
 * stands in one array, and only what changed is formatted.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lang/ops.h"
#include "lang/text.h"
#include "watch/statelog.h"

enum {
	FIELDS = 1 << 14, /* of one machine, without its pages */
	NAME_BYTES = 64,
	RESULT_BYTES = 256,
};

/* What was printed last. */
static struct {
	FILE *f;
	bool steps; /* are printed, too */
	bool all; /* boot: every field is printed */
	unsigned int next; /* the field at hand */
	long last[FIELDS];
	unsigned long pages;
	uint64_t *page; /* word and list of each page */
	unsigned int findings;
} stream;

static uint64_t hash(uint64_t sum, uint64_t word)
{
	sum = (sum ^ word) * 0x100000001b3ull;
	return sum ^ sum >> 29;
}

static uint64_t hash_text(uint64_t sum, const char *text)
{
	for (; *text; text++)
		sum = hash(sum, (unsigned char)*text);
	return hash(sum, 0);
}

/* ---------------------------------------------------------------- what was built */

/* Operations and parameters: where two builds differ in these, the same bytes are not the same program. */
static uint64_t language(void)
{
	uint64_t sum = PROGRAM_VERSION;
	unsigned int i, n;

	for (i = 0; i < OP_COUNT; i++) {
		sum = hash_text(sum, ops[i].name);
		for (n = 0; n < PROGRAM_ARGS && ops[i].param[n].name; n++) {
			sum = hash_text(sum, ops[i].param[n].name);
			sum = hash(sum, ops[i].param[n].kind | (uint64_t)ops[i].param[n].limit << 8);
		}
	}
	return sum;
}

void statelog_head(FILE *f)
{
	const struct core_build *b = core_build();

	fprintf(f, "H\t%d\tkernel=%s\ttree=%s\tprofile=%s\tvariant=%s%s%s\tbugs=%s", STATELOG_VERSION, b->kernel,
		MMFUZZ_TREE, b->profile, b->variant, b->debug_vm ? "" : ", DEBUG_VM off", b->lockdep ? ", lockdep" : "",
		b->bugs);
	fprintf(f, "\tgeometry=page shift %u, orders to %u, pageblock order %u", b->page_shift, b->max_order,
		b->block_order);
	fprintf(f, "\tlanguage=%016" PRIx64 "\n", language());
}

/* ---------------------------------------------------------------- fields */

static void log_name(enum depth depth, const char *name)
{
	fprintf(stream.f, "\t%c%s=", depth_letters[depth], name);
}

static void log_number(enum depth depth, const char *name, long value)
{
	log_name(depth, name);
	fprintf(stream.f, "%ld", value);
}

/* Whether the field at hand must be printed; goes on to the next. */
static bool news(long value)
{
	long *last = &stream.last[stream.next];

	if (stream.next + 1 < FIELDS)
		stream.next++;
	if (!stream.all && *last == value)
		return false;
	*last = value;
	return true;
}

static void log_figures(const char *zone, const struct core_view_zone *z)
{
	char name[NAME_BYTES];
	unsigned int i;
	long value;

	for (i = 0; i < figure_count; i++) {
		value = figure_of(z, i);
		if (!news(value) || (figures[i].may_miss && value == -1))
			continue;
		snprintf(name, sizeof(name), "%s.%s", zone, figures[i].name);
		log_number(figures[i].depth, name, value);
	}
}

/* One element of a row, "zone.row[i]". */
static void log_element(const char *zone, const char *row, unsigned int i, long value)
{
	char name[NAME_BYTES];

	if (!news(value))
		return;
	snprintf(name, sizeof(name), "%s.%s[%u]", zone, row, i);
	log_number(DEPTH_COUNTS, name, value);
}

static void log_types(const char *zone, const struct core_view_zone *z)
{
	char name[NAME_BYTES];
	unsigned int i;

	for (i = 0; i < CORE_TYPES; i++) {
		if (!news(z->free_by_type[i]))
			continue;
		snprintf(name, sizeof(name), "%s.free_by_type.%s", zone, type_names[i]);
		log_number(DEPTH_COUNTS, name, z->free_by_type[i]);
	}
}

static void log_zone(const struct core_build *b, const char *zone, const struct core_view_zone *z)
{
	unsigned int i;

	log_figures(zone, z);
	for (i = 0; i <= b->max_order; i++)
		log_element(zone, "nr_free", i, z->nr_free[i]);
	log_types(zone, z);
	for (i = 0; i < CORE_MAX_ZONES; i++)
		log_element(zone, "lowmem_reserve", i, z->lowmem_reserve[i]);
	for (i = 0; i < b->cpus; i++) {
		log_element(zone, "pcp_count", i, z->pcp[i].count);
		log_element(zone, "pcp_high", i, z->pcp[i].high);
		log_element(zone, "pcp_high_min", i, z->pcp[i].high_min);
		log_element(zone, "pcp_high_max", i, z->pcp[i].high_max);
		log_element(zone, "pcp_batch", i, z->pcp[i].batch);
	}
}

/* ---------------------------------------------------------------- areas, pageblocks, pages */

/* The set bits as ranges, "0-3,8". */
static void log_bitmap(const char *name, const struct core_view_area *a)
{
	const char *comma = "";
	unsigned long i, from;

	log_name(DEPTH_FULL, name);
	for (i = 0; i < a->bits; i++) {
		if (!area_bit(a, i))
			continue;
		for (from = i; i + 1 < a->bits && area_bit(a, i + 1); i++)
			;
		if (from == i)
			fprintf(stream.f, "%s%lu", comma, i);
		else
			fprintf(stream.f, "%s%lu-%lu", comma, from, i);
		comma = ",";
	}
}

static void log_area(const char *area, const struct core_view_area *a)
{
	unsigned long i, used = 0;
	char name[NAME_BYTES];
	uint64_t sum = 0;

	for (i = 0; a->bitmap && i < a->bits; i++) {
		used += area_bit(a, i);
		sum = hash(sum, area_bit(a, i));
	}
	if (news(a->count)) {
		snprintf(name, sizeof(name), "area.%s.pages", area);
		log_number(DEPTH_COUNTS, name, a->count);
	}
	if (news(used)) {
		snprintf(name, sizeof(name), "area.%s.used_bits", area);
		log_number(DEPTH_COUNTS, name, used);
	}
	if (news(a->available) && a->available != -1ul) {
		snprintf(name, sizeof(name), "area.%s.available", area);
		log_number(DEPTH_COUNTS, name, a->available);
	}
	if (news(sum)) {
		snprintf(name, sizeof(name), "area.%s.bitmap", area);
		log_bitmap(name, a);
	}
}

static void log_blocks(const struct core_view *v, unsigned int block_order)
{
	unsigned long first = v->start_pfn >> block_order, last = (v->end_pfn - 1) >> block_order, b;
	char name[NAME_BYTES];

	for (b = first; b <= last; b++) {
		if (!news(v->block[b - first]))
			continue;
		snprintf(name, sizeof(name), "pageblock[0x%lx]", b << block_order);
		log_name(DEPTH_FULL, name);
		fprintf(stream.f, "%s", type_names[v->block[b - first]]);
	}
}

static uint64_t page_state(const struct core_view *v, unsigned long i)
{
	return v->page[i] | (uint64_t)v->list[i] << 32;
}

/* Where the page lies, and its word of core.h. */
static void log_page(unsigned long pfn, uint64_t state)
{
	unsigned int list = state >> 32;
	char name[NAME_BYTES];

	snprintf(name, sizeof(name), "page[0x%lx]", pfn);
	log_name(DEPTH_FULL, name);
	if (list & CORE_ON_FREE)
		fprintf(stream.f, "free order %u %s", list >> 3 & 15, type_names[list & 7]);
	else if (list & CORE_ON_PCP)
		fprintf(stream.f, "per-CPU order %u", list & 15);
	else if (list & CORE_ON_PCP_TAIL)
		fprintf(stream.f, "per-CPU tail");
	else
		fprintf(stream.f, "on no list");
	fprintf(stream.f, " (%x)", (unsigned int)state);
}

/* At boot a sum of all pages, later each that changed. */
static void log_pages(const struct core_view *v)
{
	unsigned long i, pages = v->end_pfn - v->start_pfn;
	uint64_t sum = 0, state;

	if (stream.pages < pages) {
		free(stream.page);
		stream.page = malloc(pages * sizeof(*stream.page));
		stream.pages = stream.page ? pages : 0;
	}
	for (i = 0; i < pages && i < stream.pages; i++) {
		state = page_state(v, i);
		if (stream.all)
			sum = hash(sum, state);
		else if (state != stream.page[i])
			log_page(v->start_pfn + i, state);
		stream.page[i] = state;
	}
	if (!stream.all)
		return;
	log_name(DEPTH_FULL, "pages_at_boot");
	fprintf(stream.f, "%016" PRIx64, sum);
}

static void log_total(const char *name, long value)
{
	if (news(value))
		log_number(DEPTH_COUNTS, name, value);
}

static void log_zone_of_machine(const struct run *r, unsigned int i, const struct core_view_zone *zone)
{
	char name[ZONE_NAME];

	zone_name(name, &r->machine->zone[i]);
	log_zone(r->build, name, zone);
}

static void log_state(const struct run *r)
{
	const struct core_view *v = core_view();
	unsigned int i;

	stream.next = 0;
	for (i = 0; i < v->zones; i++)
		if (v->zone[i].present)
			log_zone_of_machine(r, i, &v->zone[i]);
	for (i = 0; i < v->areas; i++)
		log_area(r->machine->area[i].name, &v->area[i]);
	log_total("isolated_lru", v->isolated_lru);
	log_total("totalram", v->totalram);
	log_total("totalcma", v->totalcma);
	log_total("totalreserve", v->totalreserve);
	log_blocks(v, r->build->block_order);
	log_pages(v);
}

/* ---------------------------------------------------------------- results */

static void log_outcome(const struct run *r)
{
	const struct op_record *rec = &r->rec;

	log_name(DEPTH_OUTCOME, "outcome");
	if (r->skip)
		fprintf(stream.f, "nothing: %s", r->skip);
	else if (rec->misuse)
		fprintf(stream.f, "%s", rec->ok ? "accepted" : "refused");
	else if (rec->ok)
		fprintf(stream.f, "done");
	else
		fprintf(stream.f, "failed (%d)", rec->err);
	/* These depend on the geometry. */
	log_number(DEPTH_RESULT, "count", rec->count);
	if (r->value_name)
		log_number(DEPTH_RESULT, r->value_name, r->call.value);
}

/* A page, a slot of swap, or nothing. */
static void log_end_of_move(const char *before, unsigned long pfn, unsigned long slot)
{
	fprintf(stream.f, "%s", before);
	if (pfn != CORE_NO_PFN)
		fprintf(stream.f, "0x%lx", pfn);
	else if (slot)
		fprintf(stream.f, "s%lu", slot);
}

static void log_place(const struct run *r)
{
	const struct core_move *move;
	unsigned int i, moves = core_moves(&move);

	log_name(DEPTH_RESULT, "pfn");
	fprintf(stream.f, "0x%lx", r->rec.pfn);
	log_name(DEPTH_RESULT, "migrated");
	for (i = 0; i < moves; i++) {
		log_end_of_move(i ? "," : "", move[i].from, move[i].slot);
		log_end_of_move(move[i].written ? "|" : ">", move[i].to, move[i].slot);
	}
}

/* Known findings are left out: those that are warnings exist only with CONFIG_DEBUG_VM, and what they changed is state.
 */
static void log_findings(void)
{
	const char *comma = "";

	log_name(DEPTH_OUTCOME, "finding");
	for (; stream.findings < verdict->findings; stream.findings++) {
		if (verdict->finding[stream.findings].known)
			continue;
		fprintf(stream.f, "%s%s", comma, verdict->finding[stream.findings].signature);
		comma = ",";
	}
}

static void log_step(void *arg, const struct run *r, int at, const struct op *op)
{
	char text[TEXT_OP_MAX] = "", result[RESULT_BYTES] = "";

	(void)arg;
	stream.all = !op;
	if (stream.all)
		stream.findings = 0;
	if (op) {
		text_op(text, sizeof(text), r->program, op);
		run_result_text(r, result, sizeof(result));
	}
	fprintf(stream.f, "S\t%d\t%s\t%s\t%s", at, op ? ops[op->code].name : "boot", text, result);
	if (op && !r->lacking) {
		log_outcome(r);
		log_place(r);
	}
	log_findings();
	log_state(r);
	if (stream.steps)
		fprintf(stream.f, "\twsteps=%lu", r->steps);
	putc('\n', stream.f);
}

void statelog_watch(FILE *f, struct run_options *options, bool steps)
{
	stream.f = f;
	stream.steps = steps;
	options->observe = log_step;
}

/* Tabs and line ends would end the word. */
static void put_word(FILE *f, const char *text)
{
	for (; *text; text++)
		putc(*text == '\t' || *text == '\n' ? ' ' : *text, f);
}

void statelog_end(FILE *f, const struct run_result *result, const struct verdict *v)
{
	const struct finding *first = v->unknown ? verdict_first(v) : NULL, *end = verdict_end(v);

	fprintf(f, "S\t%d\tverdict\t\t%s%s", first ? first->at : VERDICT_AT_END,
		first ? "finding "
		: end ? STATELOG_ENDED
		      : "nothing found",
		end ? end->signature : "");
	fprintf(f, "\trsteps=%u\toverdict=%s\tfdigest=%016" PRIx64, result->steps, first ? first->signature : "nothing",
		result->digest);
	if (first) {
		fprintf(f, "\trtext=");
		put_word(f, first->text);
	}
	putc('\n', f);
}
