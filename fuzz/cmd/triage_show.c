// SPDX-License-Identifier: GPL-2.0
/* triage_show.c - the table of crashes as text, as JSON and as a page, see triage.h. */
#include "cmd/cmd.h"
#include "cmd/triage.h"

enum {
	DATE = 32, /* bytes */
};

static const char *state(const struct triage_row *row)
{
	return row->finding.known ? "known" : "new";
}

static const char *class(const struct triage_row *row)
{
	return verdict_class(row->finding.signature);
}

static const char *date(const struct triage_row *row, const char *format, char text[DATE])
{
	struct tm tm;

	if (!gmtime_r(&row->first_seen, &tm) || !strftime(text, DATE, format, &tm))
		text[0] = 0;
	return text;
}

/* ---------------------------------------------------------------- text */

static void print_row(const struct triage_row *row)
{
	const char *known = row->finding.known;
	char when[DATE];

	printf("%s%-6s%s%6u  %-13s %6u  %s  %s%s%s\n", paint(known ? PAINT_KNOWN : PAINT_BAD), state(row),
	       paint(PAINT_NONE), row->count, class(row), row->ops, date(row, "%Y-%m-%d %H:%M", when),
	       paint(known ? PAINT_KNOWN : PAINT_BAD), row->finding.signature, paint(PAINT_NONE));
	printf("      %s\n      %s%s\n", row->smallest, known ? "known: " : "", known ? known : row->finding.text);
}

/* "12 of 30 files run, 4 with nothing found, ...": what is 0 is left out. */
static void print_sums(FILE *f, const struct triage *t)
{
	const struct {
		unsigned int count;
		const char *text;
	} sums[] = {
		{t->nothing, "with nothing found on this build"},
		{t->not_run, "of these of machines that do not come up"},
		{t->elsewhere, "made on another build (mmfuzz replay names it)"},
		{t->unreadable, "not readable"},
		{t->left_alone, "left alone for their names"},
		{t->dropped, "with findings that have no place in the table"},
	};
	unsigned int i;

	fprintf(f, "%u", t->done);
	if (t->done < t->files)
		fprintf(f, " of %u", t->files);
	fprintf(f, " files run");
	for (i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		if (sums[i].count)
			fprintf(f, ", %u %s", sums[i].count, sums[i].text);
}

void triage_print(const struct triage *t)
{
	unsigned int i;

	if (t->rows)
		printf("%s       files  class         smallest  first seen (UTC)  signature%s\n", paint(PAINT_FAINT),
		       paint(PAINT_NONE));
	for (i = 0; i < t->rows; i++)
		print_row(&t->row[i]);
	print_sums(stdout, t);
	printf("\n");
	if (t->unreadable)
		printf("not readable: %s\n", t->why);
}

/* ---------------------------------------------------------------- JSON */

static void json_row(const struct triage_row *row)
{
	char when[DATE];

	printf("{");
	json_finding(stdout, &row->finding);
	printf(",\"class\":\"%s\",\"files\":%u,\"operations\":%u,\"first_seen\":\"%s\",\"smallest\":", class(row),
	       row->count, row->ops, date(row, "%Y-%m-%dT%H:%M:%SZ", when));
	json_string(stdout, row->smallest);
	printf("}");
}

void triage_json(const struct triage *t)
{
	unsigned int i;

	printf("{\"files\":%u,\"run\":%u,\"nothing\":%u,\"not_run\":%u,\"elsewhere\":%u,\"unreadable\":%u,"
	       "\"left_alone\":%u,\"dropped\":%u,\"findings\":[",
	       t->files, t->done, t->nothing, t->not_run, t->elsewhere, t->unreadable, t->left_alone, t->dropped);
	for (i = 0; i < t->rows; i++) {
		printf("%s", i ? "," : "");
		json_row(&t->row[i]);
	}
	printf("]}\n");
}

/* ---------------------------------------------------------------- the page */

static const char page_head[] =
	"<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>mmfuzz triage</title>\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n"
	"<style>\n"
	":root { color-scheme: light dark }\n"
	"body { font: 15px/1.4 sans-serif; margin: 1.5em }\n"
	"table { border-collapse: collapse }\n"
	"th, td { text-align: left; vertical-align: top; padding: .3em .8em; border-bottom: 1px solid #8886 }\n"
	"td.number { text-align: right }\n"
	"td.name, td.path { font-family: monospace; overflow-wrap: anywhere }\n"
	"tr.new td.name { font-weight: bold }\n"
	"</style>\n";

static void page_text(FILE *f, const char *text)
{
	for (; *text; text++) {
		if (*text == '<')
			fputs("&lt;", f);
		else if (*text == '&')
			fputs("&amp;", f);
		else
			putc(*text, f);
	}
}

static void page_row(FILE *f, const struct triage_row *row)
{
	char when[DATE];

	fprintf(f, "<tr class=\"%s\"><td>%s<td class=\"name\">", state(row), state(row));
	page_text(f, row->finding.signature);
	fprintf(f, "<td>%s<td class=\"number\">%u<td class=\"number\">%u<td class=\"path\">", class(row), row->count,
		row->ops);
	page_text(f, row->smallest);
	fprintf(f, "<td>%s<td>", date(row, "%Y-%m-%d %H:%M", when));
	page_text(f, row->finding.known ? row->finding.known : row->finding.text);
	fprintf(f, "\n");
}

static void page_write(FILE *f, const struct triage *t)
{
	unsigned int i;

	fprintf(f, "%s<h1>Crashes on kernel ", page_head);
	page_text(f, core_build()->kernel);
	fprintf(f, ", profile ");
	page_text(f, core_build()->profile);
	fprintf(f, "</h1>\n<p>");
	print_sums(f, t);
	fprintf(f, ".\n<table>\n<tr><th><th>signature<th>class<th>files<th>operations<th>smallest<th>first seen (UTC)"
		   "<th>what it is\n");
	for (i = 0; i < t->rows; i++)
		page_row(f, &t->row[i]);
	fprintf(f, "</table>\n");
}

bool triage_page(const struct triage *t, const char *path)
{
	FILE *f = fopen(path, "w");
	bool good;

	if (!f)
		return false;
	page_write(f, t);
	good = !fflush(f) && !ferror(f);
	return !fclose(f) && good;
}
