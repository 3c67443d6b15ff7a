// SPDX-License-Identifier: GPL-2.0
/* criterion.c - a Criterion test of the calls, for this build: see calls.h for what it is made of. */
#include <string.h>

#include "export/export.h"
#include "export/texts.h"

static const char *const kinds[OP_KINDS] = {
	[OP_KIND_NONE] = "OP_KIND_NONE",
	[OP_KIND_ALLOC] = "OP_KIND_ALLOC",
	[OP_KIND_FREE] = "OP_KIND_FREE",
	[OP_KIND_CMA_ALLOC] = "OP_KIND_CMA_ALLOC",
	[OP_KIND_CMA_RELEASE] = "OP_KIND_CMA_RELEASE",
	[OP_KIND_CONTIG_ALLOC] = "OP_KIND_CONTIG_ALLOC",
	[OP_KIND_CONTIG_FREE] = "OP_KIND_CONTIG_FREE",
	[OP_KIND_ISOLATE] = "OP_KIND_ISOLATE",
	[OP_KIND_UNISOLATE] = "OP_KIND_UNISOLATE",
	[OP_KIND_OWN] = "OP_KIND_OWN",
	[OP_KIND_PIN] = "OP_KIND_PIN",
	[OP_KIND_OFFLINE] = "OP_KIND_OFFLINE",
	[OP_KIND_OTHER] = "OP_KIND_OTHER",
};

static const char *place_of(int at)
{
	static char text[16];

	snprintf(text, sizeof(text), "%d", at);
	return at < 0 ? "VERDICT_AT_END" : text;
}

/* ---------------------------------------------------------------- literals */

/* A field that is not zero. */
static void field(FILE *f, const char *name, unsigned long value)
{
	if (value)
		fprintf(f, value > 4096 ? ", .%s = 0x%lx" : ", .%s = %lu", name, value);
}

static void write_object(FILE *f, const struct object *o, unsigned long pages)
{
	fprintf(f, "\tcalls_own(%lu, &(struct object){.kind = %s", pages, owners[o->kind].symbol);
	field(f, "pfn", o->pfn);
	field(f, "count", o->count);
	field(f, "order", o->order);
	field(f, "gfp", o->gfp);
	field(f, "area", o->area);
	field(f, "device", o->device);
	field(f, "file", o->file);
	field(f, "index", o->index);
	field(f, "pcp_off", o->pcp_off);
	field(f, "zeroed", o->zeroed);
	fprintf(f, "});\n");
}

static void write_record(FILE *f, const struct op_record *r)
{
	fprintf(f, "\tcalls_check(&(struct op_record){.kind = %s", kinds[r->kind]);
	field(f, "ok", r->ok);
	field(f, "misuse", r->misuse);
	field(f, "searched", r->searched);
	field(f, "others", r->others);
	field(f, "injected", r->injected);
	if (r->err)
		fprintf(f, ", .err = %d", r->err);
	field(f, "gfp", r->gfp);
	field(f, "order", r->order);
	field(f, "area", r->area);
	field(f, "align", r->align);
	field(f, "pfn", r->pfn);
	field(f, "count", r->count);
	fprintf(f, "});\n");
}

/* ---------------------------------------------------------------- a call */

static void write_effect(FILE *f, const struct made_call *c)
{
	if (!c->record.ok && call_texts[c->code].effect != EFFECT_OWN)
		return;
	switch (call_texts[c->code].effect) {
	case EFFECT_NONE:
		break;
	case EFFECT_OWN:
		if (c->record.slot != MODEL_NONE)
			write_object(f, &c->object, 1);
		break;
	case EFFECT_OWN_FOLIO:
		if (c->record.slot != MODEL_NONE)
			write_object(f, &c->object, c->record.count);
		break;
	case EFFECT_MAPPED:
		if (c->record.slot != MODEL_NONE)
			write_object(f, &c->object, 1);
		if (c->value)
			fprintf(f, "\tcalls_dirty(0x%lx);\n", c->record.pfn);
		break;
	case EFFECT_OWN_BULK:
		fprintf(f, "\tcalls_own_bulk(%u);\n", c->record.gfp);
		break;
	case EFFECT_DISOWN:
		fprintf(f, "\tcalls_disown(%s, 0x%lx);\n", owners[c->had].symbol, c->pfn);
		break;
	case EFFECT_CUT:
		fprintf(f, "\tcalls_cut(%s, 0x%lx, %lu);\n", owners[c->had].symbol, c->pfn, c->count);
		break;
	case EFFECT_SPLIT:
		fprintf(f, "\tcalls_split(0x%lx);\n", c->pfn);
		break;
	case EFFECT_WRITE:
		fprintf(f, "\tcalls_write(0x%lx);\n", c->pfn);
		break;
	case EFFECT_DIRTY:
		fprintf(f, "\tcalls_dirty(0x%lx);\n", c->pfn);
		break;
	case EFFECT_TRUNCATED:
		fprintf(f, "\tcalls_truncated(%u, %lu);\n", c->file, c->index);
		break;
	case EFFECT_CLEAN:
		fprintf(f, "\tcalls_clean(0x%lx, %lu);\n", c->pfn, c->count);
		break;
	case EFFECT_PIN:
	case EFFECT_UNPIN:
		fprintf(f, "\tcalls_pin(0x%lx, %d);\n", c->pfn, c->pins);
		break;
	}
}

static void write_call(FILE *f, const struct made_call *c)
{
	static const char *const variable[] = {
		[RESULT_NONE] = "", [RESULT_PFN] = "pfn = ", [RESULT_ERROR] = "error = ", [RESULT_DONE] = "done = "};

	if (*c->before)
		fprintf(f, "\t%s\n", c->before);
	if (*c->call)
		fprintf(f, "\t%s%s;\n", variable[call_texts[c->code].result], c->call);
	if (*c->after)
		fprintf(f, "\t%s\n", c->after);
}

static void write_result(FILE *f, const struct made_call *c)
{
	switch (call_texts[c->code].result) {
	case RESULT_NONE:
		break;
	case RESULT_PFN:
		fprintf(f, "\tcalls_result(pfn, 0x%lx);\n", c->record.ok ? c->record.pfn : CORE_NO_PFN);
		break;
	case RESULT_ERROR:
		fprintf(f, "\tcalls_result(error, %d);\n", c->record.err);
		break;
	case RESULT_DONE:
		fprintf(f, "\tcalls_result(done, %d);\n", c->record.ok);
		break;
	}
}

static void write_step(FILE *f, const struct made_call *c)
{
	if (c->at >= 0)
		fprintf(f, "\n\t/* %d. %s%s. */\n", c->at, c->words, c->ended ? ": it does not return" : "");
	else
		fprintf(f, "\n\t/* At the end: %s. */\n", c->words);
	fprintf(f, "\tcalls_begin(%s, \"%s\", %s);\n", place_of(c->at), ops[c->code].name, kinds[ops[c->code].kind]);
	if (c->cpu)
		fprintf(f, "\tcore_set_cpu(%u);\n", c->cpu - 1);
	if (!c->skipped && c->stamped != CORE_NO_PFN)
		fprintf(f, "\tcalls_stamps(0x%lx);\n", c->stamped);
	if (!c->skipped)
		write_call(f, c);
	fprintf(f, "\tcalls_end();\n");
	if (!c->skipped && !c->ended) {
		write_result(f, c);
		write_effect(f, c);
	}
	if (!c->ended)
		write_record(f, &c->record);
}

/* ---------------------------------------------------------------- the machine */

static void write_text(FILE *f, const char *name, const char *text)
{
	if (!text)
		return;
	fprintf(f, "\t.%s = ", name);
	export_string(f, text);
	fprintf(f, ",\n");
}

static void write_number(FILE *f, const char *name, unsigned long long value)
{
	if (value)
		fprintf(f, "\t.%s = 0x%llx,\n", name, value);
}

static void write_ranges(FILE *f, const char *name, const struct core_range *range, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		fprintf(f, "\t.%s[%u] = {.base = 0x%llx, .size = 0x%llx, .node = %d},\n", name, i, range[i].base,
			range[i].size, range[i].node);
}

static void write_areas(FILE *f, const struct core_description *d)
{
	const struct core_board_area *a = d->area;

	for (; a < d->area + CORE_MAX_BOARD_AREAS && a->name; a++)
		fprintf(f,
			"\t.area[%u] = {.name = \"%s\", .size = 0x%llx, .order_per_bit = %u, .node = %d, .how = %d,\n"
			"\t\t.base = 0x%llx, .limit = 0x%llx, .alignment = 0x%llx, .keep = %d, .optional = %d},\n",
			(unsigned int)(a - d->area), a->name, a->size, a->order_per_bit, a->node, a->how, a->base,
			a->limit, a->alignment, a->keep, a->optional);
}

static void write_bytes(FILE *f, const unsigned char *bytes, unsigned long count)
{
	unsigned long i;

	fprintf(f, "static const unsigned char tree[] = {");
	for (i = 0; i < count; i++)
		fprintf(f, "%s%u,", i % 24 ? " " : "\n\t", bytes[i]);
	fprintf(f, "\n};\n\n");
}

static void write_description(FILE *f, const struct core_description *d)
{
	unsigned int i;

	if (d->dtb)
		write_bytes(f, d->dtb, d->dtb_bytes);
	fprintf(f, "static const struct core_description machine = {\n");
	write_text(f, "name", d->name);
	write_text(f, "about", d->about);
	write_text(f, "cmdline", d->cmdline);
	write_number(f, "arch", d->arch);
	if (d->dtb)
		fprintf(f, "\t.dtb = tree,\n\t.dtb_bytes = sizeof(tree),\n");
	write_number(f, "tree_at", d->tree_at);
	write_number(f, "banks", d->banks);
	write_number(f, "reserves", d->reserves);
	write_number(f, "settings", d->settings);
	write_ranges(f, "bank", d->bank, d->banks);
	write_ranges(f, "reserve", d->reserve, d->reserves);
	if (d->image.size)
		fprintf(f, "\t.image = {0x%llx, 0x%llx},\n", d->image.base, d->image.size);
	for (i = 0; i < d->settings; i++)
		fprintf(f, "\t.setting[%u] = {\"%s\", %d},\n", i, d->setting[i].symbol, d->setting[i].value);
	write_areas(f, d);
	write_number(f, "dma_end", d->dma_end);
	write_number(f, "dma32_end", d->dma32_end);
	write_number(f, "low_end", d->low_end);
	write_number(f, "highmem", d->highmem);
	write_number(f, "bottom_up", d->bottom_up);
	write_number(f, "early_resize", d->early_resize);
	write_number(f, "reserved_max", d->reserved_max);
	write_number(f, "ram_max", d->ram_max);
	write_number(f, "fail_memblock", d->fail_memblock);
	write_number(f, "fail_slab", d->fail_slab);
	fprintf(f, "};\n\n");
}

/* ---------------------------------------------------------------- the file */

static void write_head(FILE *f, const struct export *e)
{
	const struct core_build *b = core_build();

	fprintf(f,
		"// SPDX-License-Identifier: GPL-2.0\n"
		"/*\n"
		" * The calls of %s, written by mmfuzz export --c.\n"
		" *\n"
		" * For the build that wrote it: kernel %s, profile %s, variant %s, DEBUG_VM %s.  What is asserted is what it\n"
		" * returned.  From the top of the project, where BUILD is the directory of that build:\n"
		" *\tclang-19 @BUILD/export.flags THIS.c -o THIS && ./THIS\n"
		" */\n"
		"#include <criterion/criterion.h>\n\n"
		"#include \"export/calls.h\"\n"
		"#include \"finding/verdict.h\"\n\n"
		"static unsigned long pfn __attribute__((unused)), first __attribute__((unused)), count __attribute__((unused));\n"
		"static int error __attribute__((unused)), done __attribute__((unused));\n"
		"static unsigned int align __attribute__((unused));\n\n",
		e->file, b->kernel, b->profile, b->variant, b->debug_vm ? "on" : "off");
}

/* Those that the calls go on behind. */
static void write_known(FILE *f, const struct export *e, const char *format)
{
	unsigned int i;

	for (i = 0; i < e->verdict->findings; i++)
		if (&e->verdict->finding[i] != e->finding)
			fprintf(f, format, e->verdict->finding[i].signature);
}

static void write_test(FILE *f, const struct export *e)
{
	const char *machine = e->description ? e->description->name : core_machine(e->program->machine)->name;

	fprintf(f, "Test(mmfuzz, %s)\n{\n", e->name);
	write_known(f, e, "\tcalls_known(\"%s\");\n");
	fprintf(f, "\tcalls_run(\"%s\", %s, calls);\n", machine, e->description ? "&machine" : "NULL");
	fprintf(f, "\tcr_expect(!*calls_difference(), \"%%s\", calls_difference());\n");
	fprintf(f, "\tcr_expect_str_eq(calls_found(), \"%s\", \"%%s: %%s\", calls_found(), calls_found_text());\n",
		e->finding ? e->finding->signature : "nothing");
	if (e->finding)
		fprintf(f, "\tcr_expect_eq(calls_found_at(), %s);\n", place_of(e->finding->at));
	write_known(f, e, "\tcr_expect(calls_met(\"%1$s\"), \"%1$s is not met any more\");\n");
	fprintf(f, "}\n");
}

void export_criterion(FILE *f, const struct export *e)
{
	const struct record *record = e->record;
	unsigned int i;

	write_head(f, e);
	if (e->description)
		write_description(f, e->description);
	fprintf(f, "static void calls(void)\n{");
	for (i = 0; i < record->calls; i++)
		write_step(f, &record->call[i]);
	/* Else the finding has ended the run. */
	if (!e->finding || (e->finding->at == VERDICT_AT_END && !strcmp(e->finding->op, "end")))
		fprintf(f, "\n\tcalls_finish();\n");
	fprintf(f, "}\n\n");
	write_test(f, e);
}
