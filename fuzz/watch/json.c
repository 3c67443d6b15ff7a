// SPDX-License-Identifier: GPL-2.0
/* json.c - see json.h. */
#include "watch/json.h"

void json_string(FILE *f, const char *text)
{
	putc('"', f);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fprintf(f, "\\%c", *text);
		else if ((unsigned char)*text < 0x20 || *text == '<')
			fprintf(f, "\\u%04x", *text);
		else
			putc(*text, f);
	}
	putc('"', f);
}

void json_finding(FILE *f, const struct finding *finding)
{
	fprintf(f, "\"signature\":");
	json_string(f, finding->signature);
	if (finding->at >= 0)
		fprintf(f, ",\"operation\":%d", finding->at);
	fprintf(f, ",\"name\":");
	json_string(f, finding->op);
	fprintf(f, ",\"text\":");
	json_string(f, finding->text);
	if (finding->known) {
		fprintf(f, ",\"known\":");
		json_string(f, finding->known);
	}
}
