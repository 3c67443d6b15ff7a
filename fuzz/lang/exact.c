// SPDX-License-Identifier: GPL-2.0
/* exact.c - the words of requests of exact size, see exact.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/exact.h"
#include "machine/facts.h"
#include "mmcore/core.h"

static bool take_area(struct exact *e, const char *value)
{
	snprintf(e->area, sizeof(e->area), "%s", value);
	return *value && strlen(value) < sizeof(e->area);
}

static bool take_device(struct exact *e, const char *value)
{
	char *end;

	e->has_device = true;
	e->device = strtoul(value, &end, 10);
	return *value >= '0' && *value <= '9' && !*end;
}

static bool take_size(struct exact *e, const char *value)
{
	char *end;

	return parse_bytes(value, &end, &e->size) && !*end && e->size;
}

static bool take_align(struct exact *e, const char *value)
{
	char *end;

	return parse_bytes(value, &end, &e->align) && !*end && e->align && !(e->align & (e->align - 1));
}

static bool take_gfp(struct exact *e, const char *value)
{
	e->has_gfp = true;
	for (e->gfp = 0; e->gfp < core_gfps(); e->gfp++)
		if (!strcmp(core_gfp(e->gfp)->name, value))
			return true;
	return false;
}

static bool take_order(struct exact *e, const char *value)
{
	char *end;

	e->has_order = true;
	e->order = strtoul(value, &end, 10);
	return *value >= '0' && *value <= '9' && !*end && e->order < CORE_MAX_ORDERS;
}

static const struct {
	const char *name;
	bool (*take)(struct exact *e, const char *value);
} words[] = {
	{"area=", take_area},	{"device=", take_device}, {"size=", take_size},
	{"align=", take_align}, {"gfp=", take_gfp},	  {"order=", take_order},
};

static bool take_word(struct exact *e, const char *word)
{
	unsigned int i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strncmp(word, words[i].name, strlen(words[i].name)))
			return words[i].take(e, word + strlen(words[i].name));
	return false;
}

bool exact_parse(struct exact *e, const char *text)
{
	char *copy = strdup(text), *rest = NULL, *word;
	bool ok = copy;

	*e = (struct exact){.align = 1};
	for (word = strtok_r(copy, " ", &rest); ok && word; word = strtok_r(NULL, " ", &rest))
		ok = take_word(e, word);
	free(copy);
	return ok && !e->size == e->has_order;
}

bool exact_of_area(const char *text)
{
	struct exact e;

	return exact_parse(&e, text) && *e.area && !e.has_device && e.size && !e.has_gfp;
}

bool exact_of_device(const char *text)
{
	struct exact e;

	return exact_parse(&e, text) && e.has_device && !*e.area && e.align == 1 && e.size && !e.has_gfp;
}

bool exact_of_pages(const char *text)
{
	struct exact e;

	return exact_parse(&e, text) && e.has_gfp && !*e.area && !e.has_device && e.align == 1;
}
