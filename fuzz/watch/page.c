// SPDX-License-Identifier: GPL-2.0
/*
 * page.c - the page of a picture: the template of view/, with the notes of a run as its data, see picture.h.
 *
 * The template's files are in the program, so that the page works alone wherever it is.
 */
#include <stdlib.h>
#include <string.h>

#include "lang/text.h"
#include "watch/json.h"
#include "watch/looks.h"
#include "watch/picture.h"

extern const char view_html[], view_html_end[], view_style[], view_style_end[], view_script[], view_script_end[];

/* embed(NAME, FILE): the bytes of a file, from name to name_end. */
#define embed(name, file)                                                                       \
	__asm__(".pushsection .rodata\n" #name ": .incbin \"" MMFUZZ_VIEW "/" file "\"\n" #name \
		"_end: .byte 0\n.popsection\n")
embed(view_html, "page.html");
embed(view_style, "page.css");
embed(view_script, "page.js");

/* ---------------------------------------------------------------- the data */

static void put_looks(FILE *page)
{
	const struct look_info *look;
	unsigned int i;

	fprintf(page, "\"looks\":[");
	for (i = 0; i < LOOKS; i++) {
		look = look_info(i);
		fprintf(page, "%s{\"name\":\"%s%s\",\"mark\":\"%s\",\"text\":", i ? "," : "",
			look_is_owner(i) ? "owner " : "", look->name, look->mark);
		json_string(page, look->text);
		fprintf(page, "}");
	}
	fprintf(page, "]");
}

static void put_findings(FILE *page, const struct verdict *v)
{
	const struct finding *first = verdict_first(v);
	unsigned int i;

	fprintf(page, "\"findings\":[");
	for (i = 0; i < v->findings; i++) {
		fprintf(page, "%s{", i ? "," : "");
		json_finding(page, &v->finding[i]);
		fprintf(page, ",\"pfn\":%lu}", v->finding[i].pfn);
	}
	fprintf(page, "],\"verdict\":%d", first ? (int)(first - v->finding) : -1);
}

/* Why nothing ran, or null. */
static void put_refusal(FILE *page, const struct run_result *result)
{
	fprintf(page, ",\"not_run\":");
	if (result->not_run)
		json_string(page, result->not_run);
	else
		fprintf(page, result->booted ? "null" : "\"the machine does not boot\"");
}

/* A finding that ended the program within an operation, or came behind the last: no state of pages belongs to it. */
static void put_last(FILE *page, const struct picture *p)
{
	const struct verdict *v = &p->out->verdict;
	const struct finding *f = v->findings ? &v->finding[v->findings - 1] : NULL;
	bool within = !p->returned || p->out->result.stopped;
	char text[TEXT_OP_MAX] = "the checks at the end";

	if (!f)
		return;
	if (within && f->at >= 0 && (unsigned int)f->at < p->program->ops)
		text_op(text, sizeof(text), p->program, &p->program->op[f->at]);
	else if (within)
		snprintf(text, sizeof(text), "%s", f->op);
	fprintf(page, ",\n\"last\":{\"at\":%d,\"within\":%s,\"o\":", within ? f->at : VERDICT_AT_END,
		within ? "true" : "false");
	json_string(page, text);
	fprintf(page, ",\"r\":\"%s\",\"f\":%u}", within ? "did not return; the pages are as before it" : "done",
		v->findings);
}

/* The notes: the machine, then the steps.  A line without its end was not finished. */
static void put_notes(FILE *page, FILE *notes)
{
	static const char *const before[] = {",\n\"machine\":", ",\"steps\":[\n", ","};
	unsigned int lines = 0;
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	while ((length = getline(&line, &room, notes)) > 0 && line[length - 1] == '\n') {
		fputs(before[lines], page);
		fwrite(line, 1, length, page);
		lines += lines < 2;
	}
	free(line);
	fputs(lines == 0 ? ",\"machine\":null,\"steps\":[]" : lines == 1 ? ",\"steps\":[]" : "]", page);
}

static void put_data(FILE *page, const struct picture *p)
{
	fprintf(page, "{\"name\":");
	json_string(page, p->name);
	fprintf(page, ",\"operations\":%u,", p->program->ops);
	put_looks(page);
	fprintf(page, ",\n");
	put_findings(page, &p->out->verdict);
	put_refusal(page, &p->out->result);
	put_last(page, p);
	put_notes(page, p->notes);
	fprintf(page, "}\n");
}

/* ---------------------------------------------------------------- the template */

static void put_style(FILE *page, const struct picture *p)
{
	(void)p;
	fwrite(view_style, 1, view_style_end - view_style, page);
}

static void put_script(FILE *page, const struct picture *p)
{
	(void)p;
	fwrite(view_script, 1, view_script_end - view_script, page);
}

/* The text that replaces a word of page.html. */
static const struct {
	const char *word;
	void (*put)(FILE *page, const struct picture *p);
} places[] = {
	{"@style@", put_style},
	{"@data@", put_data},
	{"@script@", put_script},
};

void picture_write(FILE *page, const struct picture *p)
{
	const char *at = view_html, *place;
	unsigned int i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		place = strstr(at, places[i].word);
		if (!place)
			abort();
		fwrite(at, 1, place - at, page);
		places[i].put(page, p);
		at = place + strlen(places[i].word);
	}
	fwrite(at, 1, view_html_end - at, page);
}
