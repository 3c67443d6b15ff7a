// SPDX-License-Identifier: GPL-2.0
/* words.c - machines that a person describes, see words.h. */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine/words.h"

enum {
	TREE_BYTES = 4 << 20, /* of a file; larger ones are no tree */
	PATH_BYTES = 4096,
};

/* A word that is being read, and where its message goes. */
struct word {
	struct core_spec *spec;
	const char *dashes, *name, *value, *directory;
	char *error;
	size_t size;
};

__attribute__((format(printf, 2, 3))) static bool fail(const struct word *w, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(w->error, w->size, format, args);
	va_end(args);
	return false;
}

/* ---------------------------------------------------------------- values */

static bool parse_bytes(const char *text, char **end, unsigned long long *bytes)
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

/* BASE+SIZE@NODE */
static bool set_ram(const struct word *w)
{
	char *end, *text = strdup(w->value), *at = text ? strchr(text, '@') : NULL;
	struct word range = *w;
	unsigned long node = 0;
	bool ok = text;

	if (at) {
		*at++ = '\0';
		node = strtoul(at, &end, 10);
		ok = *at >= '0' && *at <= '9' && !*end && node <= INT_MAX;
	}
	range.value = text;
	ok = ok && set_range(&range, w->spec->bank, &w->spec->banks, CORE_MAX_BANKS);
	if (ok)
		w->spec->bank[w->spec->banks - 1].node = node;
	else if (at)
		fail(w, "%s%s takes BASE+SIZE@NODE such as 0x60000000+1G@1, not '%s'", w->dashes, w->name, w->value);
	free(text);
	return ok;
}

static bool set_reserve(const struct word *w)
{
	return set_range(w, w->spec->reserve, &w->spec->reserves, CORE_MAX_RESERVES);
}

static bool set_limit(const struct word *w)
{
	return set_address(w, &w->spec->low_end);
}

static bool set_dma32_end(const struct word *w)
{
	return set_address(w, &w->spec->dma32_end);
}

static bool set_highmem(const struct word *w)
{
	return set_address(w, &w->spec->highmem);
}

/* One of the words behind an area's size, which is cut in two at its "=". */
static bool set_area_word(struct core_spec_area *a, char *text)
{
	unsigned long long number = 0;
	char *value = strchr(text, '='), *end;

	if (value) {
		*value++ = '\0';
		if (!parse_bytes(value, &end, &number) || *end)
			return false;
	}
	if (value && !strcmp(text, "align"))
		a->alignment = number;
	else if (value && !strcmp(text, "order") && number < 32)
		a->order_per_bit = number;
	else if (value && !strcmp(text, "node") && number <= INT_MAX)
		a->node = number;
	else if (value)
		return false;
	else if (!strcmp(text, "fixed"))
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
static bool set_area_place(struct core_spec_area *a, const char *text)
{
	char *end;

	if (!parse_bytes(text, &end, &a->size))
		return false;
	if (*end == '@' &&
	    (!parse_bytes(end + 1, &end, &a->base) || (*end == '-' && !parse_bytes(end + 1, &end, &a->limit))))
		return false;
	return !*end;
}

static bool set_area(const struct word *w)
{
	struct core_spec_area *a = w->spec->area;
	char *text = strdup(w->value), *rest = text ? strchr(text, '=') : NULL, *part;
	bool ok = rest;

	while (a < w->spec->area + CORE_MAX_BOARD_AREAS && a->name)
		a++;
	if (a == w->spec->area + CORE_MAX_BOARD_AREAS)
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

static bool set_cmdline(const struct word *w)
{
	w->spec->cmdline = w->value;
	return true;
}

static bool set_bottom_up(const struct word *w)
{
	w->spec->bottom_up = 1;
	return true;
}

static bool set_value(const struct word *w, struct core_setting *s, const char *value, int min, int max)
{
	char *end;

	if (min == max && strcmp(value, "y"))
		return fail(w, "CONFIG_%s takes y, not '%s'", s->symbol, value);
	s->value = min == max ? min : strtol(value, &end, 0);
	if (min != max && (!*value || *end || s->value < min || s->value > max))
		return fail(w, "CONFIG_%s takes a number from %d to %d, not '%s'", s->symbol, min, max, value);
	w->spec->settings++;
	return true;
}

static bool set_config(const struct word *w)
{
	struct core_setting *s = &w->spec->setting[w->spec->settings];
	char *text = strdup(w->value), *value = text ? strchr(text, '=') : NULL;
	int min, max;

	if (!value || w->spec->settings == CORE_MAX_SETTINGS)
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

/* ---------------------------------------------------------------- the device tree */

static bool read_tree(const struct word *w, FILE *f, const char *path)
{
	char *tree = malloc(TREE_BYTES);
	size_t bytes = tree ? fread(tree, 1, TREE_BYTES, f) : 0;

	if (!tree || ferror(f) || bytes == TREE_BYTES)
		return fail(w, "%s: cannot be read as a device tree: %s", path,
			    ferror(f) ? strerror(errno) : "it is too large");
	w->spec->dtb = tree;
	w->spec->dtb_bytes = bytes;
	return true;
}

static void find_path(const struct word *w, char path[PATH_BYTES])
{
	if (w->directory && *w->value != '/')
		snprintf(path, PATH_BYTES, "%s/%s", w->directory, w->value);
	else
		snprintf(path, PATH_BYTES, "%s", w->value);
}

static bool set_dtb(const struct word *w)
{
	char path[PATH_BYTES];
	FILE *f;
	bool ok;

	find_path(w, path);
	f = fopen(path, "rb");
	if (!f)
		return fail(w, "%s: %s", path, strerror(errno));
	ok = read_tree(w, f, path);
	fclose(f);
	return ok;
}

_Noreturn static void run_dtc(const char *path, FILE *blob, FILE *said)
{
	dup2(fileno(blob), STDOUT_FILENO);
	dup2(fileno(said), STDERR_FILENO);
	execlp("dtc", "dtc", "-q", "-@", "-I", "dts", "-O", "dtb", "-o", "-", path, (char *)NULL);
	fprintf(stderr, "dtc cannot be run (%s): install device-tree-compiler, or give a .dtb", strerror(errno));
	fflush(stderr);
	_exit(127);
}

static bool compile_with(const struct word *w, const char *path, FILE *blob, FILE *said)
{
	char line[256] = "";
	int status = -1;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (!pid)
		run_dtc(path, blob, said);
	if (pid > 0)
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	if (!status) {
		rewind(blob);
		return read_tree(w, blob, path);
	}
	rewind(said);
	if (!fgets(line, sizeof(line), said))
		strcpy(line, "dtc failed");
	line[strcspn(line, "\n")] = '\0';
	return fail(w, "%s: %s", path, line);
}

static bool set_dts(const struct word *w)
{
	FILE *blob = tmpfile(), *said = tmpfile();
	char path[PATH_BYTES];
	bool ok;

	find_path(w, path);
	if (blob && said)
		ok = compile_with(w, path, blob, said);
	else
		ok = fail(w, "no temporary file: %s", strerror(errno));
	if (blob)
		fclose(blob);
	if (said)
		fclose(said);
	return ok;
}

/* ---------------------------------------------------------------- the words */

static const struct {
	const char *name;
	bool (*set)(const struct word *w);
} words[] = {
	{"ram", set_ram},     {"reserve", set_reserve},	    {"dts", set_dts},
	{"dtb", set_dtb},     {"cmdline", set_cmdline},	    {"config", set_config},
	{"limit", set_limit}, {"dma32-end", set_dma32_end}, {"bottom-up", set_bottom_up},
	{"area", set_area},   {"highmem", set_highmem},
};

enum {
	WORDS = sizeof(words) / sizeof(words[0]),
};

static unsigned int find_word(const char *name)
{
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		if (!strcmp(words[i].name, name))
			break;
	return i;
}

bool machine_has_word(const char *name)
{
	return find_word(name) < WORDS;
}

bool machine_set_word(struct core_spec *spec, const char *dashes, const char *name, const char *value,
		      const char *directory, char *error, size_t size)
{
	const struct word w = {spec, dashes, name, value, directory, error, size};
	unsigned int i = find_word(name);

	if (i == WORDS)
		return fail(&w, "a machine has no '%s'", name);
	return words[i].set(&w);
}
