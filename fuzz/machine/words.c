// SPDX-License-Identifier: GPL-2.0
/* words.c - what a person says of a machine: the values of words, see facts.h. */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "machine/facts.h"

__attribute__((format(printf, 2, 3))) static bool fail(const struct word *w, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(w->error, w->size, format, args);
	va_end(args);
	return false;
}

/* The text as long as the machine lives; NULL after a message. */
static char *keep(const struct word *w, const char *text)
{
	struct machine *m = w->machine;
	size_t bytes = strlen(text) + 1;
	char *kept = m->text + m->text_bytes;

	if (bytes > sizeof(m->text) - m->text_bytes) {
		fail(w, "%s%s: a machine takes %zu bytes of text", w->dashes, w->name, sizeof(m->text));
		return NULL;
	}
	m->text_bytes += bytes;
	return memcpy(kept, text, bytes);
}

/* ---------------------------------------------------------------- values */

bool parse_bytes(const char *text, char **end, unsigned long long *bytes)
{
	static const char units[] = "KMGT";
	const char *unit;

	errno = 0;
	*bytes = strtoull(text, end, 0);
	if (*end == text || *text == '-' || errno)
		return false;
	unit = **end ? strchr(units, **end & ~0x20) : NULL;
	if (unit && *unit) {
		*bytes <<= 10 * (unit - units + 1);
		++*end;
		*end += !strncasecmp(*end, "ib", 2) ? 2 : !strncasecmp(*end, "b", 1) ? 1 : 0;
	}
	return true;
}

static bool set_address(const struct word *w, unsigned long long *address)
{
	char *end;

	if (parse_bytes(w->value, &end, address) && !*end)
		return true;
	return fail(w, "%s%s takes an address such as 0x60000000, not '%s'", w->dashes, w->name, w->value);
}

/* BASE+SIZE, or BASE-LAST as the kernel prints ranges. */
static bool set_range(const struct word *w, struct core_range *range, unsigned int *count, unsigned int max)
{
	char *end;
	char sign;

	if (*count == max)
		return fail(w, "%s%s: no more than %u of them", w->dashes, w->name, max);
	if (parse_bytes(w->value, &end, &range[*count].base) && (*end == '+' || *end == '-')) {
		sign = *end;
		if (parse_bytes(end + 1, &end, &range[*count].size) && !*end) {
			if (sign == '-')
				range[*count].size -= range[*count].base - 1;
			++*count;
			return true;
		}
	}
	return fail(w, "%s%s takes BASE+SIZE such as 0x60000000+1G, or BASE-LAST, not '%s'", w->dashes, w->name,
		    w->value);
}

/* SIZE@BASE, as the kernel's parameters have it */
static bool is_size_at_base(const struct word *w, struct core_range *range)
{
	char *end;

	return parse_bytes(w->value, &end, &range->size) && *end == '@' && parse_bytes(end + 1, &end, &range->base) &&
	       !*end;
}

/* BASE+SIZE@NODE */
bool set_ram(const struct word *w)
{
	char *end, *text = keep(w, w->value), *at = text ? strchr(text, '@') : NULL;
	struct core_description *d = &w->machine->description;
	struct core_range at_base = {0};
	struct word range = *w;
	unsigned long node = 0;
	bool ok = true;

	if (!text)
		return false;
	if (d->banks < CORE_MAX_BANKS && is_size_at_base(w, &at_base)) {
		d->bank[d->banks++] = at_base;
		return true;
	}

	if (at) {
		*at++ = '\0';
		node = strtoul(at, &end, 10);
		ok = *at >= '0' && *at <= '9' && !*end && node <= INT_MAX;
	}
	range.value = text;
	ok = ok && set_range(&range, d->bank, &d->banks, CORE_MAX_BANKS);
	if (ok)
		d->bank[d->banks - 1].node = (int)node;
	else if (at)
		fail(w, "%s%s takes BASE+SIZE@NODE such as 0x60000000+1G@1, not '%s'", w->dashes, w->name, w->value);
	return ok;
}

bool set_reserve(const struct word *w)
{
	return set_range(w, w->machine->description.reserve, &w->machine->description.reserves, CORE_MAX_RESERVES);
}

bool set_kernel(const struct word *w)
{
	unsigned int images = w->machine->description.image.size ? 1 : 0;

	return set_range(w, &w->machine->description.image, &images, 1);
}

bool set_limit(const struct word *w)
{
	return set_address(w, &w->machine->description.low_end);
}

bool set_dma_end(const struct word *w)
{
	return set_address(w, &w->machine->description.dma_end);
}

bool set_dma32_end(const struct word *w)
{
	return set_address(w, &w->machine->description.dma32_end);
}

bool set_highmem(const struct word *w)
{
	return set_address(w, &w->machine->description.highmem);
}

bool set_tree_at(const struct word *w)
{
	return set_address(w, &w->machine->description.tree_at);
}

bool set_arch(const struct word *w)
{
	const char *name;
	unsigned int i;

	for (i = 0; (name = core_arch_name(i)); i++) {
		if (strcmp(name, w->value))
			continue;
		w->machine->description.arch = i;
		return true;
	}
	return fail(w, "%s%s takes sim, arm, arm64 or riscv, not '%s'", w->dashes, w->name, w->value);
}

static bool set_area_number(struct core_board_area *a, const char *name, const char *value)
{
	unsigned long long number;
	char *end;

	if (!parse_bytes(value, &end, &number) || *end)
		return false;
	if (!strcmp(name, "align"))
		a->alignment = number;
	else if (!strcmp(name, "order") && number < 32)
		a->order_per_bit = number;
	else if (!strcmp(name, "node") && number <= INT_MAX)
		a->node = (int)number;
	else
		return false;
	return true;
}

/* One of the words behind an area's size, which is cut in two at its "=". */
static bool set_area_word(struct core_board_area *a, char *text)
{
	char *value = strchr(text, '=');

	if (value) {
		*value++ = '\0';
		return set_area_number(a, text, value);
	}
	if (!strcmp(text, "fixed"))
		a->how = CORE_AREA_FIXED;
	else if (!strcmp(text, "reserved"))
		a->how = CORE_AREA_RESERVED;
	else if (!strcmp(text, "keep"))
		a->keep = 1;
	else
		return false;
	return true;
}

/* SIZE[@BASE[-LIMIT]] */
static bool set_area_place(struct core_board_area *a, const char *text)
{
	char *end;

	if (!parse_bytes(text, &end, &a->size))
		return false;
	if (*end == '@' &&
	    (!parse_bytes(end + 1, &end, &a->base) || (*end == '-' && !parse_bytes(end + 1, &end, &a->limit))))
		return false;
	return !*end;
}

bool set_area(const struct word *w)
{
	struct core_board_area *a = w->machine->description.area;
	char *text = keep(w, w->value), *rest = text ? strchr(text, '=') : NULL, *part;
	bool ok = rest;

	if (!text)
		return false;
	while (a < w->machine->description.area + CORE_MAX_BOARD_AREAS && a->name)
		a++;
	if (a == w->machine->description.area + CORE_MAX_BOARD_AREAS)
		return fail(w, "%s%s: no more than %u of them", w->dashes, w->name, CORE_MAX_BOARD_AREAS);
	if (ok) {
		*rest++ = '\0';
		a->optional = 1;
		ok = set_area_place(a, strsep(&rest, ","));
		while (ok && (part = strsep(&rest, ",")))
			ok = set_area_word(a, part);
	}
	if (!ok)
		return fail(
			w,
			"%s%s takes NAME=SIZE[@BASE[-LIMIT]][,align=BYTES][,order=N][,node=N][,fixed][,reserved][,keep], not '%s'",
			w->dashes, w->name, w->value);
	a->name = text;
	return true;
}

bool set_cmdline(const struct word *w)
{
	w->machine->description.cmdline = keep(w, w->value);
	return w->machine->description.cmdline;
}

bool set_bottom_up(const struct word *w)
{
	w->machine->description.bottom_up = 1;
	return true;
}

static bool set_value(const struct word *w, struct core_setting *s, const char *value, int min, int max)
{
	long number = min;
	char *end;

	if (min == max && strcmp(value, "y"))
		return fail(w, "CONFIG_%s takes y, not '%s'", s->symbol, value);
	if (min != max)
		number = strtol(value, &end, 0);
	if (min != max && (!*value || *end || number < min || number > max))
		return fail(w, "CONFIG_%s takes a number from %d to %d, not '%s'", s->symbol, min, max, value);
	s->value = (int)number;
	w->machine->description.settings++;
	return true;
}

bool set_config(const struct word *w)
{
	struct core_setting *s = &w->machine->description.setting[w->machine->description.settings];
	char *text = keep(w, w->value), *value = text ? strchr(text, '=') : NULL;
	int min, max;

	if (!text)
		return false;
	if (!value || w->machine->description.settings == CORE_MAX_SETTINGS)
		return fail(w, "%s%s takes SYMBOL=VALUE, at most %u times, not '%s'", w->dashes, w->name,
			    CORE_MAX_SETTINGS, w->value);
	*value++ = '\0';
	s->symbol = strncmp(text, "CONFIG_", 7) ? text : text + 7;
	if (core_setting(s->symbol, &min, &max))
		return fail(
			w,
			"CONFIG_%s is compiled in: it wants a build with a profile that sets it (mmcore/tree/profiles/)",
			s->symbol);
	return set_value(w, s, value, min, max);
}
