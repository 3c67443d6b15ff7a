// SPDX-License-Identifier: GPL-2.0
/*
 * verdict.c - collects the findings of a run, see verdict.h.
 *
 * Everything here may be called from a signal handler or from inside a sanitizer's report, so it uses static memory
 * only.
 */
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "finding/verdict.h"
#include "mmcore/core.h"
#include "props/props.h"

enum {
	SIGNATURE_WORDS = 6,
};

static struct verdict own_verdict = {.at = VERDICT_AT_BOOT, .op = "boot"};
struct verdict *verdict = &own_verdict;

static const char known_end[] = "[end]"; /* how the explanation of a known finding begins that ends the program */

static const char *machine; /* of the run; NULL before the first */
static void (*fatal_report)(const struct finding *f);
static bool (*condition)(const char *name, const struct finding *f, bool *holds);

static struct known {
	const char *signature, *explanation;
	const char *only_if; /* name of a condition, or NULL */
} known[VERDICT_KNOWN];
static unsigned int knowns;

void verdict_use(struct verdict *other)
{
	verdict = other ? other : &own_verdict;
}

const struct finding *verdict_end(const struct verdict *v)
{
	if (v->unknown || !v->over)
		return v->unknown ? verdict_first(v) : NULL;
	return &v->finding[v->findings - 1];
}

bool verdict_has(const struct verdict *v, const char *signature)
{
	unsigned int i;

	for (i = 0; i < v->findings; i++)
		if (!strcmp(v->finding[i].signature, signature))
			return true;
	return false;
}

const struct finding *verdict_first(const struct verdict *v)
{
	unsigned int i;

	for (i = 0; i < v->findings; i++)
		if (!v->finding[i].known)
			return &v->finding[i];
	return v->findings ? &v->finding[0] : NULL;
}

void verdict_begin(const char *name)
{
	verdict->findings = 0;
	verdict->unknown = 0;
	verdict->over = false;
	machine = name;
	verdict_at(VERDICT_AT_BOOT, "boot");
}

void verdict_at(int at, const char *op)
{
	verdict->at = at;
	verdict->op = op;
}

void verdict_set_fatal(void (*report)(const struct finding *f))
{
	fatal_report = report;
}

void verdict_set_conditions(bool (*holds_of)(const char *name, const struct finding *f, bool *holds))
{
	condition = holds_of;
}

/* ---------------------------------------------------------------- signatures */

/* Words with a digit in them are addresses, pfns or counts. */
static bool word_varies(const char *word, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (isdigit((unsigned char)word[i]))
			return true;
	return false;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* A kernel function's name is taken as it is, any other text as its first words that do not vary. */
void verdict_signature(char signature[VERDICT_SIGNATURE], const char *prefix, const char *name)
{
	size_t at = snprintf(signature, VERDICT_SIGNATURE, "%s:", prefix), length = 0;
	unsigned int words = 0;

	while (name[length] && (is_word(name[length]) || name[length] == '-'))
		length++;
	if (length && !name[length]) {
		snprintf(signature + at, VERDICT_SIGNATURE - at, "%s", name);
		return;
	}
	for (; *name && words < SIGNATURE_WORDS && at < VERDICT_SIGNATURE; name += length) {
		for (length = 0; is_word(name[length]); length++)
			;
		if (length && !word_varies(name, length))
			at += snprintf(signature + at, VERDICT_SIGNATURE - at, "%s%.*s", words++ ? "-" : "",
				       (int)length, name);
		length += !length;
	}
}

/* By the word before the colon, with the invariant that says so; every other word is the id of an invariant. */
static const struct {
	const char *prefix, *class, *id;
} classes[] = {
	{"warn:", "kernel report", "K4"},  {"bug:", "kernel report", "K4"},
	{"panic:", "kernel report", "K4"}, {"bad_page:", "kernel report", "K4"},
	{"lock:", "kernel report", "K1"},  {"atomic:", "kernel report", "K2"},
	{"segv:", "kernel report", "K4"},  {"asan:", "sanitizer", "K4"},
	{"ubsan:", "sanitizer", "K4"},	   {"race:", "data race", "K4"},
	{"hang:", "hang", NULL},	   {"shim:", "harness", NULL},
	{"boot:", "harness", NULL},	   {"linear:", "linearizability", NULL},
	{"expect:", "invariant", NULL},	   {"crash:", "harness", NULL},
	{"harness:", "harness", NULL},
};

const char *verdict_class(const char *signature)
{
	size_t i;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (!strncmp(signature, classes[i].prefix, strlen(classes[i].prefix)))
			return classes[i].class;
	return "invariant";
}

const char *verdict_statement(const char *signature)
{
	size_t i, length = strcspn(signature, ":");
	const char *id = signature;
	const struct invariant *inv;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (!strncmp(signature, classes[i].prefix, strlen(classes[i].prefix)))
			id = classes[i].id;
	if (id != signature)
		length = id ? strlen(id) : 0;
	for (i = 0; length && (inv = props_invariant(i)); i++)
		if (strlen(inv->id) == length && !strncmp(inv->id, id, length))
			return inv->statement;
	return NULL;
}

/* ---------------------------------------------------------------- known findings */

/* "M3:free" is for every machine, "M3:free@guard" for one; the signature may be a pattern as of fnmatch(). */
static bool matches(const char *entry, const char *signature)
{
	char pattern[VERDICT_SIGNATURE];
	size_t length = strcspn(entry, "@");

	if (length >= sizeof(pattern))
		return false;
	memcpy(pattern, entry, length);
	pattern[length] = 0;
	if (fnmatch(pattern, signature, 0))
		return false;
	return !entry[length] || (machine && !strcmp(entry + length + 1, machine));
}

static bool applies(const struct known *k, const struct finding *f)
{
	bool holds = false;

	if (!matches(k->signature, f->signature))
		return false;
	return !k->only_if || (condition && condition(k->only_if, f, &holds) && holds);
}

static const char *find_known(const struct finding *f)
{
	unsigned int i;

	for (i = 0; i < knowns; i++)
		if (applies(&known[i], f))
			return known[i].explanation;
	return NULL;
}

/* "SIGNATURE if CONDITION<TAB>EXPLANATION", which is cut into its parts; false if it is not like that. */
static bool add_known(char *line)
{
	static const char word[] = " if ";
	char *tab = strchr(line, '\t'), *only_if;
	bool holds;

	if (!tab || tab == line || knowns == VERDICT_KNOWN)
		return false;
	*tab = 0;
	only_if = strstr(line, word);
	if (only_if) {
		*only_if = 0;
		only_if += strlen(word);
		if (condition && !condition(only_if, NULL, &holds))
			return false;
	}
	known[knowns++] = (struct known){strdup(line), strdup(tab + 1), only_if ? strdup(only_if) : NULL};
	return true;
}

void verdict_know(const char *signature, const char *explanation)
{
	assert(knowns < VERDICT_KNOWN);
	known[knowns++] = (struct known){signature, explanation, NULL};
}

static bool read_known(FILE *f, char *error, size_t size)
{
	static char line[1024];
	unsigned int number = 0;

	while (fgets(line, sizeof(line), f)) {
		number++;
		line[strcspn(line, "\n")] = 0;
		if (!line[0] || line[0] == '#' || add_known(line))
			continue;
		snprintf(error, size, "line %u: expected SIGNATURE[@MACHINE][ if CONDITION]<TAB>EXPLANATION", number);
		return false;
	}
	return true;
}

/* A list that is not there is empty if it is optional. */
static bool load(const char *path, bool optional, char *error, size_t size)
{
	char reason[128];
	FILE *f = fopen(path, "r");
	bool ok;

	if (!f) {
		snprintf(error, size, "%s: %s", path, strerror(errno));
		return optional && errno == ENOENT;
	}
	ok = read_known(f, reason, sizeof(reason));
	if (!ok)
		snprintf(error, size, "%s: %s", path, reason);
	fclose(f);
	return ok;
}

/* The repository's corpus, or where it is out of reach (ci/oss-fuzz) the directory of this program. */
static void corpus_directory(char *path, size_t size)
{
#ifdef MMFUZZ_CORPUS
	snprintf(path, size, "%s", MMFUZZ_CORPUS);
#else
	ssize_t length = readlink("/proc/self/exe", path, size - 1);

	path[length > 0 ? length : 0] = 0;
	*(strrchr(path, '/') ?: path) = 0;
#endif
}

/* known/6.12.tsv for kernel 6.12.117. */
static size_t line_length(const char *kernel)
{
	const char *dot = strchr(kernel, '.');

	return dot ? dot - kernel + 1 + strspn(dot + 1, "0123456789") : strlen(kernel);
}

static bool load_default(char *error, size_t size)
{
	const char *kernel = core_build()->kernel;
	char directory[512], path[640];

	corpus_directory(directory, sizeof(directory));
	snprintf(path, sizeof(path), "%s/known/%.*s.tsv", directory, (int)line_length(kernel), kernel);
	if (!load(path, true, error, size))
		return false;
	snprintf(path, sizeof(path), "%s/known/races.tsv", directory);
	if (!load(path, true, error, size))
		return false;
	snprintf(path, sizeof(path), "%s/known/drawn.tsv", directory);
	return load(path, true, error, size);
}

bool verdict_load_known(const char *path, char *error, size_t size)
{
	knowns = 0;
	if (!path)
		path = getenv("MMFUZZ_KNOWN");
	if (path)
		return !*path || load(path, false, error, size);
	return load_default(error, size);
}

/* ---------------------------------------------------------------- findings */

static void add_finding(enum verdict_kind kind, unsigned long pfn, const char *signature, const char *format,
			va_list args)
{
	struct finding *f;
	int length;

	/* Behind a known end all is consequence. */
	if ((verdict->over && !verdict->unknown) || verdict->findings == VERDICT_FINDINGS ||
	    verdict_has(verdict, signature))
		return;
	f = &verdict->finding[verdict->findings];
	snprintf(f->signature, sizeof(f->signature), "%s", signature);
	f->pfn = pfn;
	length = vsnprintf(f->text, sizeof(f->text), format, args);
	if (core_build()->synthetic && length > 0 && (size_t)length < sizeof(f->text))
		snprintf(f->text + length, sizeof(f->text) - length, " [synthetic geometry]");
	snprintf(f->op, sizeof(f->op), "%s", verdict->op);
	f->at = verdict->at;
	f->known = find_known(f);
	verdict->unknown += !f->known;
	verdict->over |= !f->known || !strncmp(f->known, known_end, strlen(known_end));
	verdict->findings++;
	if (!fatal_report || f->known)
		return;
	fatal_report(f);
	if (kind == VERDICT_PLAIN)
		abort();
}

void verdict_add(enum verdict_kind kind, const char *signature, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_finding(kind, CORE_NO_PFN, signature, format, args);
	va_end(args);
}

/* ---------------------------------------------------------------- the checks' way in (props.h) */

static void fail(unsigned long pfn, const char *id, const char *detail, const char *format, va_list args)
{
	char signature[VERDICT_SIGNATURE];

	if (!props_declared(id, detail)) {
		fprintf(stderr, "mmfuzz: %s has no detail '%s' in its table\n", id, detail);
		abort();
	}
	snprintf(signature, sizeof(signature), "%s:%s", id, detail);
	add_finding(VERDICT_PLAIN, pfn, signature, format, args);
}

void check_fail(const char *id, const char *detail, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fail(CORE_NO_PFN, id, detail, format, args);
	va_end(args);
}

void check_fail_page(unsigned long pfn, const char *id, const char *detail, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fail(pfn, id, detail, format, args);
	va_end(args);
}
