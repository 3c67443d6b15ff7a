// SPDX-License-Identifier: GPL-2.0
/* exact.c - the words of requests of exact size, see exact.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/exact.h"
#include "machine/facts.h"

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

static const struct {
	const char *name;
	bool (*take)(struct exact *e, const char *value);
} words[] = {
	{"area=", take_area},
	{"device=", take_device},
	{"size=", take_size},
	{"align=", take_align},
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
	return ok && e->size;
}

bool exact_of_area(const char *text)
{
	struct exact e;

	return exact_parse(&e, text) && *e.area && !e.has_device;
}

bool exact_of_device(const char *text)
{
	struct exact e;

	return exact_parse(&e, text) && e.has_device && !*e.area && e.align == 1;
}
