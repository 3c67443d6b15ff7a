// SPDX-License-Identifier: GPL-2.0
/*
 * kunit.c - a KUnit test of the calls, for a kernel.
 *
 * Of what has no call in a kernel the test has a comment.  Page numbers are names, see record.c; ranges lie where the
 * test finds room for all of them.
 */
#include <string.h>

#include "export/export.h"
#include "export/texts.h"

/* Whether a call has that text in it. */
static bool calls(const struct record *record, const char *text)
{
	unsigned int i;

	for (i = 0; i < record->calls; i++)
		if (strstr(record->call[i].kunit, text))
			return true;
	return false;
}

/* ---------------------------------------------------------------- the comment at the top */

static void write_left_out(FILE *f, const struct record *record)
{
	bool named[OP_COUNT] = {false};
	unsigned int i, count = 0;

	for (i = 0; i < record->calls; i++) {
		enum op_code code = record->call[i].code;

		if (record->call[i].skipped || call_texts[code].kunit || named[code])
			continue;
		named[code] = true;
		if (!count++)
			fprintf(f, " *\n * What a kernel has no call for is a comment:\n");
		fprintf(f, " *\t%s: %s\n", ops[code].name, call_texts[code].why_not);
	}
}

static void write_findings(FILE *f, const struct verdict *v)
{
	const struct finding *found;

	for (found = v->finding; found < v->finding + v->findings; found++) {
		if (found->at >= 0)
			fprintf(f, " * Found there, at operation %d: %s\n", found->at, found->signature);
		else
			fprintf(f, " * Found there, at the end: %s\n", found->signature);
	}
}

static void write_head(FILE *f, const struct export *e)
{
	fprintf(f,
		"// SPDX-License-Identifier: GPL-2.0\n"
		"/*\n"
		" * The calls of %s, written by mmfuzz export --kunit for kernel %s.\n"
		" *\n"
		" * Arguments are those that were passed in the simulated machine; where its pages lay, a kernel's do not, so\n"
		" * pages have names and ranges begin at `base`.  A pageblock had %u pages there.\n",
		e->file, core_build()->kernel, 1u << core_build()->block_order);
	write_findings(f, e->verdict);
	write_left_out(f, e->record);
	if (calls(e->record, "movable") || calls(e->record, "MOVABLE"))
		fprintf(f,
			" * Movable pages have no owner here that lets them migrate: ranges that need it fail (-EBUSY).\n");
	if (calls(e->record, "isolate(") || calls(e->record, "cma_") || calls(e->record, "contig"))
		fprintf(f, " *\n * Isolation, ranges and CMA are not exported to modules: build it in.\n");
	fprintf(f, " */\n");
}

/* ---------------------------------------------------------------- what calls need */

static void write_includes(FILE *f)
{
	fprintf(f, "#include <kunit/test.h>\n"
		   "#include <linux/cma.h>\n"
		   "#include <linux/dma-map-ops.h>\n"
		   "#include <linux/gfp.h>\n"
		   "#include <linux/mm.h>\n"
		   "#include <linux/page-isolation.h>\n"
		   "#include <linux/sched.h>\n\n");
}

static void write_ranges(FILE *f, const struct record *record)
{
	if (calls(record, "alloc_contig_range"))
		fprintf(f, "#ifdef ACR_FLAGS_NONE\n"
			   "#define RANGE_MOVABLE ACR_FLAGS_NONE\n"
			   "#define RANGE_CMA ACR_FLAGS_CMA\n"
			   "#else\n"
			   "#define RANGE_MOVABLE MIGRATE_MOVABLE\n"
			   "#define RANGE_CMA MIGRATE_CMA\n"
			   "#endif\n\n");
	if (!record->end_pfn)
		return;
	fprintf(f,
		"/*\n"
		" * Where whole pageblocks in a row can be allocated that have room for all ranges, less what lies before the\n"
		" * first that is used.\n"
		" */\n"
		"static unsigned long find_base(struct kunit *test)\n"
		"{\n"
		"\tunsigned long pages = ALIGN(%luUL, pageblock_nr_pages) + pageblock_nr_pages, pfn;\n"
		"\tstruct page *first = alloc_contig_pages(pages, GFP_KERNEL, numa_node_id(), NULL);\n\n"
		"\tif (!first)\n"
		"\t\tkunit_skip(test, \"no room for all ranges in a row\");\n"
		"\tpfn = page_to_pfn(first);\n"
		"\tfree_contig_range(pfn, pages);\n"
		"\treturn ALIGN(pfn, pageblock_nr_pages) - %lu;\n"
		"}\n\n",
		record->end_pfn - record->first_pfn, record->first_pfn);
}

/* The interface of the kernel that it is written for. */
static void write_isolation(FILE *f)
{
	bool mode = core_build()->isolate_bit;

	fprintf(f,
		"/* As memory offlining does; whole pageblocks, which are larger here. */\n"
		"static int isolate(unsigned long start, unsigned long end)\n"
		"{\n"
		"\treturn start_isolate_page_range(ALIGN_DOWN(start, pageblock_nr_pages),\n"
		"\t\t\t\t\tALIGN(end, pageblock_nr_pages), %s);\n"
		"}\n\n"
		"static void __maybe_unused unisolate(unsigned long start, unsigned long end)\n"
		"{\n"
		"\tundo_isolate_page_range(ALIGN_DOWN(start, pageblock_nr_pages), ALIGN(end, pageblock_nr_pages)%s);\n"
		"}\n\n",
		mode ? "PB_ISOLATE_MODE_MEM_OFFLINE" : "MIGRATE_MOVABLE, MEMORY_OFFLINE, GFP_KERNEL",
		mode ? "" : ", MIGRATE_MOVABLE");
}

/* As the users of these have it (mm/hugetlb_cma.c), in the kernel that it is written for. */
static void write_folios(FILE *f)
{
	bool frozen = core_build()->cma_frozen;

	fprintf(f,
		"static struct page *cma_folio(struct cma *cma, unsigned int order)\n"
		"{\n"
		"%s"
		"}\n\n"
		"static bool __maybe_unused cma_folio_free(struct cma *cma, struct page *page)\n"
		"{\n"
		"\treturn %s;\n"
		"}\n\n",
		frozen ? "\tstruct page *page = cma_alloc_frozen_compound(cma, order);\n\n"
			 "\tif (page)\n"
			 "\t\tset_page_count(page, 1);\n"
			 "\treturn page;\n"
		       : "\tstruct folio *folio = cma_alloc_folio(cma, order, GFP_KERNEL | __GFP_COMP);\n\n"
			 "\treturn folio ? folio_page(folio, 0) : NULL;\n",
		frozen ? "page_ref_freeze(page, 1) && cma_release_frozen(cma, page, compound_nr(page))"
		       : "cma_free_folio(cma, page_folio(page))");
}

static void write_helpers(FILE *f, const struct record *record)
{
	write_ranges(f, record);
	if (calls(record, "isolate("))
		write_isolation(f);
	if (calls(record, "&device"))
		fprintf(f, "/* It has no area of its own, so the default one serves it. */\n"
			   "static struct device device;\n\n");
	if (calls(record, "area("))
		fprintf(f,
			"/* Areas of a kernel are reached through devices; without one, there is the default area alone. */\n"
			"static struct cma *area(unsigned int number)\n"
			"{\n"
			"\treturn dev_get_cma_area(NULL);\n"
			"}\n\n");
	if (calls(record, "cma_folio"))
		write_folios(f);
}

/* ---------------------------------------------------------------- the calls */

static void write_expectation(FILE *f, const struct made_call *c, const char *name)
{
	const struct call_text *text = &call_texts[c->code];

	if (c->ended)
		return;
	if (text->result == RESULT_PFN && c->record.ok)
		fprintf(f, "\tKUNIT_ASSERT_NOT_NULL(test, %s);\n", name);
	else if (text->result == RESULT_PFN)
		fprintf(f, "\tKUNIT_ASSERT_NULL(test, none); /* as in the simulated machine, which is smaller */\n");
	else if (text->result == RESULT_ERROR && c->record.ok)
		fprintf(f, "\tKUNIT_ASSERT_EQ(test, error, 0);\n");
	else if (text->result == RESULT_ERROR)
		fprintf(f, "\tKUNIT_ASSERT_EQ(test, error, %d);\n", c->record.err);
	else if (text->result == RESULT_DONE)
		fprintf(f, "\tKUNIT_EXPECT_%s(test, done);\n", c->record.ok ? "TRUE" : "FALSE");
}

static void write_call(FILE *f, const struct made_call *c)
{
	char name[32];

	if (c->at >= 0)
		fprintf(f, "\n\t/* %d. %s. */\n", c->at, c->words);
	else
		fprintf(f, "\n\t/* At the end: %s. */\n", c->words);
	if (c->skipped)
		return;
	if (!*c->kunit) {
		fprintf(f, "\t/* Not here: %s. */\n", call_texts[c->code].why_not);
		return;
	}
	fprintf(f, "\t%s\n", c->kunit);
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(c->kunit, " "), c->kunit);
	write_expectation(f, c, name);
}

static void write_variables(FILE *f, const struct record *record)
{
	if (calls(record, "page["))
		/* One more for a call that does not return. */
		fprintf(f, "\tstatic struct page *page[%u];\n", record->pages + 1);
	if (calls(record, "none"))
		fprintf(f, "\tstruct page *none = NULL;\n");
	if (calls(record, "base +"))
		fprintf(f, "\tunsigned long base = find_base(test);\n");
	if (calls(record, "error ="))
		fprintf(f, "\tint error;\n");
	if (calls(record, "done ="))
		fprintf(f, "\tbool done;\n");
}

void export_kunit(FILE *f, const struct export *e)
{
	const struct record *record = e->record;
	unsigned int i;

	write_head(f, e);
	write_includes(f);
	write_helpers(f, record);
	fprintf(f, "static void mmfuzz_%s(struct kunit *test)\n{\n", e->name);
	write_variables(f, record);
	for (i = 0; i < record->calls; i++)
		write_call(f, &record->call[i]);
	fprintf(f, "}\n\n");
	fprintf(f,
		"static struct kunit_case cases[] = {\n\tKUNIT_CASE(mmfuzz_%s),\n\t{}\n};\n\n"
		"static struct kunit_suite suite = {\n\t.name = \"mmfuzz_%s\",\n\t.test_cases = cases,\n};\n"
		"kunit_test_suite(suite);\n\n"
		"MODULE_DESCRIPTION(\"calls that mmfuzz has exported\");\n"
		"MODULE_LICENSE(\"GPL\");\n",
		e->name, e->name);
}
