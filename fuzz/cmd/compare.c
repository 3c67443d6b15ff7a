// SPDX-License-Identifier: GPL-2.0
/*
 * compare.c - mmfuzz compare: the same programs on several builds, and where they part.
 *
 * Builds of one tree must run alike (T1, T2); between kernels and profiles a difference is information.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/cmd.h"
#include "compare/builds.h"
#include "compare/difference.h"
#include "lang/text.h"

enum {
	BATCH = 500, /* programs whose streams are kept at a time */
	PLACES = 48, /* different first differences of a pair that are counted by themselves */
	OMITTED_SHOWN = 6,
};

/* How a kind of first difference looked, how often, and its first example. */
struct place {
	char op[24], what[64];
	unsigned long times;
	const char *path;
	long at;
	char *shown; /* the example in full, as text or as JSON */
};

struct pair {
	unsigned int a, b;
	const char *reason; /* why a difference is information; NULL if it is a finding */
	enum depth depth;
	unsigned long alike, different, uncompared;
	const char *uncompared_path;
	char uncompared_why[512];
	bool other_ram;
	unsigned int places;
	struct place place[PLACES]; /* the last one counts what has no own place */
	struct omitted omitted;
};

static struct compare {
	struct build build[BUILDS];
	unsigned int builds, pairs;
	struct pair pair[BUILDS * (BUILDS - 1) / 2];
	char **path;
	unsigned int paths;
	int depth; /* enum depth, or -1 for what suits each pair */
	bool alike, json;
} compare = {.depth = -1};

static struct program program;

/* ---------------------------------------------------------------- programs */

static bool add_path(const char *path)
{
	static unsigned int room;
	char **more = compare.path;

	if (compare.paths == room) {
		room = 2 * room + 64;
		more = realloc(compare.path, room * sizeof(*more));
	}
	if (more) {
		compare.path = more;
		more[compare.paths] = strdup(path);
	}
	if (!more || !more[compare.paths]) {
		cmd_error("compare: no memory");
		return false;
	}
	compare.paths++;
	return true;
}

/* In a directory: text, marked bytes, and what engines name by a sum. */
static bool is_program(const char *name)
{
	const char *dot = strrchr(name, '.');

	return !dot || (dot != name && (!strcmp(dot, ".mm") || !strcmp(dot, ".bin")));
}

static int not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool add_tree(const char *path);

static bool add_entry(const char *directory, const char *name)
{
	char path[BUILD_PATH];
	struct stat status;

	if (snprintf(path, sizeof(path), "%s/%s", directory, name) >= (int)sizeof(path) || stat(path, &status))
		return true;
	if (S_ISDIR(status.st_mode))
		return add_tree(path);
	return !S_ISREG(status.st_mode) || !is_program(name) || add_path(path);
}

static bool add_tree(const char *path)
{
	struct dirent **entries;
	bool good = true;
	int i, n;

	n = scandir(path, &entries, not_hidden, by_name);
	for (i = 0; i < n; i++) {
		good = good && add_entry(path, entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	else
		cmd_error("%s: cannot read the directory", path);
	return good && n >= 0;
}

static bool add_argument(const char *path)
{
	unsigned int before = compare.paths;
	struct stat status;

	if (stat(path, &status) || !S_ISDIR(status.st_mode))
		return cmd_load(&program, path) && add_path(path);
	if (!add_tree(path))
		return false;
	if (compare.paths == before)
		cmd_error("%s: no programs in this directory", path);
	for (; before < compare.paths; before++)
		if (!cmd_load(&program, compare.path[before]))
			return false;
	return compare.paths;
}

/* ---------------------------------------------------------------- builds */

static bool same_fact(const struct pair *p, enum build_fact fact)
{
	return !strcmp(compare.build[p->a].fact[fact], compare.build[p->b].fact[fact]);
}

/* What a difference between two builds means, and how deep it is sensible to look for one. */
static void set_rules(struct pair *p)
{
	enum depth sensible = DEPTH_FULL;

	if (!same_fact(p, FACT_BUGS))
		p->reason = "seeded bugs";
	if (!same_fact(p, FACT_TREE))
		p->reason = "another tree";
	if (!same_fact(p, FACT_KERNEL)) {
		p->reason = "another kernel";
		sensible = DEPTH_OUTCOME;
	}
	if (!same_fact(p, FACT_PROFILE))
		p->reason = "another profile";
	if (compare.alike)
		p->reason = NULL;
	p->depth = compare.depth < 0 ? sensible : (enum depth)compare.depth;
	if (!same_fact(p, FACT_PROFILE) || !same_fact(p, FACT_GEOMETRY))
		p->depth = DEPTH_OUTCOME;
}

/* The same build, or another of that name, a second time. */
static void name_apart(struct build *b)
{
	size_t length = strlen(b->label);
	unsigned int i;

	for (i = 0; i < compare.builds; i++)
		if (!strcmp(compare.build[i].label, b->label) && length < sizeof(b->label) - 8)
			snprintf(b->label + length, 8, "#%u", compare.builds + 1);
}

static bool open_build(const char *name)
{
	struct build *b = &compare.build[compare.builds];
	char error[BUILD_ERROR];

	if (compare.builds == BUILDS) {
		cmd_error("compare takes at most %u builds", BUILDS);
		return false;
	}
	if (!build_open(b, name, error)) {
		cmd_error("%s", error);
		return false;
	}
	if (strcmp(b->fact[FACT_LANGUAGE], compare.build[0].fact[FACT_LANGUAGE])) {
		cmd_error("%s: made from other sources (its operations differ): build it again (ci/setup)", b->label);
		return false;
	}
	name_apart(b);
	compare.builds++;
	return true;
}

static void make_pairs(void)
{
	unsigned int a, b;

	for (a = 0; a < compare.builds; a++)
		for (b = a + 1; b < compare.builds; b++) {
			struct pair *p = &compare.pair[compare.pairs++];

			p->a = a;
			p->b = b;
			set_rules(p);
		}
}

/* ---------------------------------------------------------------- one difference */

struct showing {
	FILE *f;
	const struct pair *pair;
	unsigned int shown;
};

static void json_text(FILE *f, struct text text)
{
	char *copy = strndup(text.at ? text.at : "", text.length);

	json_string(f, copy ? copy : "");
	free(copy);
}

static void show_field(void *arg, struct text name, struct text a, struct text b)
{
	const struct text none = {"-", 1};
	struct showing *s = arg;

	if (!s->shown++)
		fprintf(s->f, "     %-28s %-28s %s\n", "", compare.build[s->pair->a].label,
			compare.build[s->pair->b].label);
	a = a.length ? a : none;
	b = b.length ? b : none;
	fprintf(s->f, "     %-28.*s %-28.*s %.*s\n", (int)name.length, name.at, (int)a.length, a.at, (int)b.length,
		b.at);
}

static void json_field(void *arg, struct text name, struct text a, struct text b)
{
	struct showing *s = arg;

	fprintf(s->f, "%s{\"name\":", s->shown++ ? "," : "");
	json_text(s->f, name);
	fprintf(s->f, ",\"values\":[");
	json_text(s->f, a);
	fprintf(s->f, ",");
	json_text(s->f, b);
	fprintf(s->f, "]}");
}

/* Number of the operation, and its text: "boot" and "verdict" have neither. */
static void show_step(FILE *f, const char *mark, const struct step *s, bool result)
{
	long at = strtol(s->at.at, NULL, 10);

	if (s->text.length && at >= 0)
		fprintf(f, "%s %3ld: %.*s", mark, at, (int)s->text.length, s->text.at);
	else if (s->text.length)
		fprintf(f, "%s end: %.*s", mark, (int)s->text.length, s->text.at);
	else
		fprintf(f, "%s %.*s", mark, (int)s->op.length, s->op.at);
	if (result && s->result.length)
		fprintf(f, " -> %.*s", (int)s->result.length, s->result.at);
	fprintf(f, "\n");
}

static void show_results(FILE *f, const struct pair *p, const struct difference *d)
{
	unsigned int side;

	if (d->kind == DIFFER_FIELDS)
		show_step(f, "  >", &d->step[0], text_same(d->step[0].result, d->step[1].result));
	for (side = 0; side < 2; side++) {
		const struct step *s = &d->step[side];

		if (d->kind == DIFFER_FIELDS && text_same(d->step[0].result, d->step[1].result))
			break;
		fprintf(f, "     %s: ", compare.build[side ? p->b : p->a].label);
		if (d->kind == DIFFER_FIELDS)
			fprintf(f, "%.*s\n", (int)s->result.length, s->result.at);
		else
			show_step(f, "", s, true);
	}
}

static void show_difference(FILE *f, const struct pair *p, const struct difference *d)
{
	struct showing s = {f, p, 0};
	struct step before[DIFFER_BEFORE];
	unsigned int i, n = differ_before(d, before), fields;

	for (i = 0; i < n; i++)
		show_step(f, "   ", &before[i], true);
	show_results(f, p, d);
	fields = differ_fields(d, p->depth, &p->omitted, show_field, &s);
	if (fields > DIFFER_SHOWN)
		fprintf(f, "     and %u more\n", fields - DIFFER_SHOWN);
}

static void json_difference(FILE *f, const struct pair *p, const struct difference *d)
{
	struct showing s = {f, p, 0};
	unsigned int side;

	fprintf(f, "\"text\":");
	json_text(f, d->step[0].text);
	fprintf(f, ",\"results\":[");
	for (side = 0; side < 2; side++) {
		fprintf(f, "%s", side ? "," : "");
		json_text(f, d->step[side].result);
	}
	fprintf(f, "],\"fields\":[");
	differ_fields(d, p->depth, &p->omitted, json_field, &s);
	fprintf(f, "]");
}

/* ---------------------------------------------------------------- comparing */

static struct place *find_place(struct pair *p, const char *op, const char *what)
{
	struct place *place;
	unsigned int i;

	for (i = 0; i < p->places; i++)
		if (!strcmp(p->place[i].op, op) && !strcmp(p->place[i].what, what))
			return &p->place[i];
	if (p->places == PLACES)
		return &p->place[PLACES - 1];
	place = &p->place[p->places++];
	if (p->places == PLACES) {
		op = "other operations";
		what = "";
	}
	snprintf(place->op, sizeof(place->op), "%s", op);
	snprintf(place->what, sizeof(place->what), "%s", what);
	return place;
}

static void note_difference(struct pair *p, const char *path, const struct difference *d)
{
	struct place *place;
	char op[24];
	size_t size;
	FILE *f;

	snprintf(op, sizeof(op), "%.*s", (int)d->step[0].op.length, d->step[0].op.at);
	place = find_place(p, op, d->what);
	p->different++;
	if (place->times++)
		return;
	place->path = path;
	place->at = strtol(d->step[0].at.at, NULL, 10);
	f = open_memstream(&place->shown, &size);
	if (!f)
		return;
	if (compare.json)
		json_difference(f, p, d);
	else
		show_difference(f, p, d);
	fclose(f);
}

static void compare_program(struct pair *p, unsigned int i, const char *path)
{
	struct difference d = differ_find(
		compare.build[p->a].program[i], compare.build[p->b].program[i], p->depth, !same_fact(p, FACT_VARIANT),
		p->reason && p->depth > DEPTH_RESULT && !same_fact(p, FACT_KERNEL) ? &p->omitted : NULL);

	p->other_ram |= d.other_ram;
	if (d.kind == DIFFER_NONE) {
		p->alike++;
	} else if (d.kind == DIFFER_MACHINE) {
		if (!p->uncompared++) {
			p->uncompared_path = path;
			snprintf(p->uncompared_why, sizeof(p->uncompared_why), "%s", d.why);
		}
	} else {
		note_difference(p, path, &d);
	}
}

static bool compare_batch(unsigned int from)
{
	unsigned int count = compare.paths - from, i, n;
	char error[BUILD_ERROR];

	count = count < BATCH ? count : BATCH;
	if (!builds_run(compare.build, compare.builds, compare.path + from, count, error)) {
		cmd_error("%s", error);
		return false;
	}
	for (i = 0; i < count; i++)
		for (n = 0; n < compare.pairs; n++)
			compare_program(&compare.pair[n], i, compare.path[from + i]);
	builds_forget(compare.build, compare.builds);
	return true;
}

/* ---------------------------------------------------------------- the report */

static const char *label(unsigned int build)
{
	return compare.build[build].label;
}

static void print_rules(const struct pair *p)
{
	printf("%s%s and %s%s: ", paint(PAINT_KNOWN), label(p->a), label(p->b), paint(PAINT_NONE));
	if (p->reason)
		printf("%s, so a difference is information; depth %s\n", p->reason, depth_names[p->depth]);
	else
		printf("a difference is a finding%s; depth %s\n", compare.alike ? "" : " (one tree: T1, T2)",
		       depth_names[p->depth]);
}

static void print_notes(const struct pair *p)
{
	unsigned int i;

	if (!same_fact(p, FACT_GEOMETRY))
		printf("  other geometry (%s; %s): only outcomes are compared\n",
		       compare.build[p->a].fact[FACT_GEOMETRY], compare.build[p->b].fact[FACT_GEOMETRY]);
	else if (p->other_ram)
		printf("  a machine's RAM lies elsewhere: only outcomes are compared there\n");
	if (p->uncompared)
		printf("  %lu not compared, first %s: %s\n", p->uncompared, p->uncompared_path, p->uncompared_why);
	if (!p->omitted.names)
		return;
	printf("  %u fields are left out in programs where they differ at boot:", p->omitted.names);
	for (i = 0; i < p->omitted.names && i < OMITTED_SHOWN; i++)
		printf(" %s", p->omitted.name[i]);
	printf("%s\n", p->omitted.names > OMITTED_SHOWN ? " ..." : "");
}

static int by_times(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->times != y->times)
		return x->times < y->times ? 1 : -1;
	return strcmp(x->path, y->path);
}

static void print_table(const struct pair *p)
{
	unsigned int i;

	printf("  %lu programs alike, %s%lu differ%s\n", p->alike,
	       paint(p->different && !p->reason ? PAINT_BAD : PAINT_NONE), p->different, paint(PAINT_NONE));
	if (p->different)
		printf("  %8s  %-18s %-22s %s\n", "programs", "first operation", "first difference", "example");
	for (i = 0; i < p->places; i++)
		printf("  %8lu  %-18s %-22s %s:%ld\n", p->place[i].times, p->place[i].op, p->place[i].what,
		       p->place[i].path, p->place[i].at);
}

/* One program: the difference itself. */
static void print_one(const struct pair *p)
{
	if (p->alike)
		printf("  %s: %salike%s\n", compare.path[0], paint(PAINT_GOOD), paint(PAINT_NONE));
	if (!p->different)
		return;
	printf("  %s: %sfirst difference%s at %s (%s)\n%s", compare.path[0], paint(p->reason ? PAINT_KNOWN : PAINT_BAD),
	       paint(PAINT_NONE), p->place[0].op, p->place[0].what, p->place[0].shown ? p->place[0].shown : "");
}

static void print_pair(const struct pair *p)
{
	print_rules(p);
	print_notes(p);
	if (compare.paths == 1)
		print_one(p);
	else
		print_table(p);
}

static void json_pair(const struct pair *p)
{
	unsigned int i;

	printf("{\"builds\":[");
	json_string(stdout, label(p->a));
	printf(",");
	json_string(stdout, label(p->b));
	printf("],\"finding\":%s,\"reason\":", p->reason ? "false" : "true");
	json_string(stdout, p->reason ? p->reason : "");
	printf(",\"depth\":\"%s\",\"alike\":%lu,\"differ\":%lu,\"not_compared\":%lu,\"why\":", depth_names[p->depth],
	       p->alike, p->different, p->uncompared);
	json_string(stdout, p->uncompared_why);
	printf(",\"left_out\":[");
	for (i = 0; i < p->omitted.names; i++) {
		printf("%s", i ? "," : "");
		json_string(stdout, p->omitted.name[i]);
	}
	printf("],\"first\":[");
	for (i = 0; i < p->places; i++) {
		printf("%s{\"programs\":%lu,\"operation\":", i ? "," : "", p->place[i].times);
		json_string(stdout, p->place[i].op);
		printf(",\"what\":");
		json_string(stdout, p->place[i].what);
		printf(",\"example\":");
		json_string(stdout, p->place[i].path);
		printf(",\"at\":%ld,%s}", p->place[i].at, p->place[i].shown ? p->place[i].shown : "\"fields\":[]");
	}
	printf("]}");
}

static void print_report(void)
{
	unsigned int i;

	if (compare.json)
		printf("{\"programs\":%u,\"pairs\":[", compare.paths);
	for (i = 0; i < compare.pairs; i++) {
		qsort(compare.pair[i].place, compare.pair[i].places, sizeof(struct place), by_times);
		if (!compare.json)
			print_pair(&compare.pair[i]);
		else if (i)
			printf(",");
		if (compare.json)
			json_pair(&compare.pair[i]);
	}
	if (compare.json)
		printf("]}\n");
}

/* A pair of which nothing could be compared is no result. */
static int verdict_of_all(void)
{
	int status = STATUS_NOTHING;
	unsigned int i;

	for (i = 0; i < compare.pairs; i++) {
		const struct pair *p = &compare.pair[i];

		if (p->different && !p->reason && status != STATUS_CANNOT)
			status = STATUS_FINDING;
		if (!p->alike && !p->different)
			status = cmd_error("%s and %s: nothing to compare: %s: %s", label(p->a), label(p->b),
					   p->uncompared_path, p->uncompared_why);
	}
	return status;
}

/* ---------------------------------------------------------------- the command */

static bool take_depth(const char *name)
{
	for (compare.depth = 0; compare.depth < DEPTHS; compare.depth++)
		if (!strcmp(name, depth_names[compare.depth]))
			return true;
	cmd_error("--depth %s: outcome, result, counts or full", name);
	return false;
}

/* --with takes all arguments up to the next option. */
static bool take_builds(int argc, char **argv)
{
	if (!open_build(optarg))
		return false;
	for (; optind < argc && argv[optind][0] != '-'; optind++)
		if (!open_build(argv[optind]))
			return false;
	return true;
}

static int run_compare(int argc, char **argv)
{
	unsigned int from;

	for (; optind < argc; optind++)
		if (!add_argument(argv[optind]))
			return STATUS_CANNOT;
	if (compare.builds < 2 || !compare.paths)
		return cmd_error("compare takes programs and --with BUILD (see 'mmfuzz compare --help')");
	make_pairs();
	for (from = 0; from < compare.paths; from += BATCH)
		if (!compare_batch(from))
			return STATUS_CANNOT;
	print_report();
	return verdict_of_all();
}

int cmd_compare(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{"with", required_argument, NULL, 'b'},
		{"depth", required_argument, NULL, 'd'},
		{"alike", no_argument, NULL, 'a'},
		{"json", no_argument, NULL, 'j'},
		{0},
	};
	int c, status;

	while ((c = cmd_option(command, argc, argv, options, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		if (!compare.builds && !open_build(NULL))
			return STATUS_CANNOT;
		if ((c == 'b' && !take_builds(argc, argv)) || (c == 'd' && !take_depth(optarg)))
			return STATUS_CANNOT;
		compare.alike |= c == 'a';
		compare.json |= c == 'j';
	}
	return run_compare(argc, argv);
}
