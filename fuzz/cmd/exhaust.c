// SPDX-License-Identifier: GPL-2.0
/*
 * exhaust.c - mmfuzz exhaust: all programs up to a length over a small alphabet, and which states they lead to.
 *
 * The alphabet is a text (corpus/exhaust), or a machine and operations of the command line, of which a text is made.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/progress.h"
#include "lang/made.h"
#include "lang/text.h"
#include "run/child.h"
#include "run/exhaust.h"

enum {
	LENGTH_DEFAULT = 4,
	PATH_BYTES = 512,
};

static struct exhaust *search;
static struct program alphabet, program;

static struct {
	const char *machine, *ops, *save;
	struct cmd_run run;
	unsigned long length, jobs;
	bool json, save_failed;
} asked = {.length = LENGTH_DEFAULT, .save = "findings"};

/* ---------------------------------------------------------------- the alphabet */

/* A word without a value begins an operation, those with one are its parameters. */
static char *text_of_words(size_t *size)
{
	char *copy = strdup(asked.ops), *rest = copy, *word, *text = NULL;
	FILE *f = open_memstream(&text, size);

	if (!copy || !f)
		return NULL;
	fprintf(f, "mmfuzz %d\nmachine %s", PROGRAM_VERSION, asked.machine);
	while ((word = strsep(&rest, " ,;")))
		if (*word)
			fprintf(f, "%s%s", strchr(word, '=') ? " " : "\n", word);
	fprintf(f, "\n");
	free(copy);
	return fclose(f) ? NULL : text;
}

static bool read_words(void)
{
	char error[256];
	size_t size;
	char *text = text_of_words(&size);
	bool good = text && text_assemble(&alphabet, ".", text, size, error, sizeof(error));

	if (!good)
		cmd_error("--machine, --ops: %s", text ? error : strerror(errno));
	free(text);
	return good;
}

static bool read_alphabet(int argc, char **argv)
{
	char error[256];

	if (!asked.machine != !asked.ops || (argc - optind != (asked.ops ? 0 : 1))) {
		cmd_error("exhaust wants a FILE whose operations are the letters, or --machine and --ops (see --help)");
		return false;
	}
	if (asked.ops ? !read_words() : !program_load(&alphabet, argv[optind], error, sizeof(error))) {
		if (!asked.ops)
			cmd_error("%s: %s", argv[optind], error);
		return false;
	}
	if (alphabet.ops && alphabet.ops <= EXHAUST_LETTERS)
		return true;
	cmd_error("an alphabet has 1 to %d operations, this one has %u", EXHAUST_LETTERS, alphabet.ops);
	return false;
}

/* ---------------------------------------------------------------- summary */

static int progress_line(char *text, size_t size)
{
	const struct exhaust_level *level = &search->level[search->levels - 1];
	uint64_t programs = 0;
	unsigned int i;

	for (i = 0; i < search->levels; i++)
		programs += search->level[i].programs;
	return snprintf(text, size,
			"length %u: %" PRIu64 " of %" PRIu64 " programs, %" PRIu64 " new states, %.0f/s, %u findings ",
			level->length, level->programs, level->wanted, level->states, progress_rate(programs),
			search->findings);
}

static const char *path_of(const struct exhaust_finding *f)
{
	static char path[PATH_BYTES];

	*path = 0;
	if (!f->finding.known)
		cmd_finding_path(path, sizeof(path), asked.save, f->finding.signature);
	return path;
}

static void save(const struct exhaust_finding *f)
{
	const char *path = path_of(f);

	if (!*path)
		return;
	exhaust_program(&program, &alphabet, f->letter, f->length);
	if ((mkdir(asked.save, 0777) && errno != EEXIST) ||
	    !made_save(path, &program, &(struct made_finding){f->finding.signature, f->finding.text, NULL}))
		asked.save_failed = true;
}

static void print_finding(const struct exhaust_finding *f)
{
	bool known = f->finding.known;
	const char *path = path_of(f);

	printf("%s%s %s%s: %" PRIu64 " times, first in a program of %u\n  %s\n", paint(known ? PAINT_KNOWN : PAINT_BAD),
	       known ? "known" : "finding", f->finding.signature, paint(PAINT_NONE), f->times, f->length,
	       f->finding.text);
	if (known)
		printf("  known: %s\n", f->finding.known);
	else if (*path)
		printf("  saved as %s\n", path);
}

static bool is_whole(void)
{
	const struct exhaust_level *last = &search->level[search->levels - 1];

	return last->programs == last->wanted && !search->no_memory;
}

struct totals {
	uint64_t programs, states, ended;
};

static struct totals totals(void)
{
	struct totals t = {0};
	const struct exhaust_level *level;

	for (level = search->level; level < search->level + search->levels; level++) {
		t.programs += level->programs;
		t.states += level->states;
		t.ended += level->ended;
	}
	return t;
}

static void print_text(double seconds)
{
	const struct exhaust_level *level;
	struct totals t = totals();
	unsigned int i;

	printf("%6s %12s %12s %12s\n", "length", "programs", "new states", "ended");
	for (level = search->level; level < search->level + search->levels; level++)
		printf("%6u %12" PRIu64 " %12" PRIu64 " %12" PRIu64 "%s\n", level->length, level->programs,
		       level->states, level->ended, level->programs < level->wanted ? "  not all" : "");
	for (i = 0; i < search->findings; i++)
		print_finding(&search->finding[i]);
	printf("%" PRIu64 " programs of %u letters, up to %u operations: %" PRIu64 " states%s%s\n", t.programs,
	       alphabet.ops, search->levels - 1, t.states, search->all ? ", none left out" : "",
	       is_whole() ? "" : "; stopped before the end");
	fprintf(stderr, "%.1f s, %.0f programs/s\n", seconds, seconds > 0 ? t.programs / seconds : 0);
}

static void print_json(double seconds)
{
	const struct exhaust_level *level;
	unsigned int i;

	printf("{\"letters\":%u,\"whole\":%s,\"seconds\":%.3f,\"levels\":[", alphabet.ops,
	       is_whole() ? "true" : "false", seconds);
	for (level = search->level; level < search->level + search->levels; level++)
		printf("%s{\"length\":%u,\"programs\":%" PRIu64 ",\"states\":%" PRIu64 ",\"ended\":%" PRIu64 "}",
		       level == search->level ? "" : ",", level->length, level->programs, level->states, level->ended);
	printf("],\"findings\":[");
	for (i = 0; i < search->findings; i++) {
		const struct exhaust_finding *f = &search->finding[i];

		printf("%s{", i ? "," : "");
		json_finding(stdout, &f->finding);
		printf(",\"times\":%" PRIu64 ",\"length\":%u", f->times, f->length);
		if (*path_of(f)) {
			printf(",\"path\":");
			json_string(stdout, path_of(f));
		}
		printf("}");
	}
	printf("]}\n");
}

/* ---------------------------------------------------------------- the command */

static const struct option options[] = {
	{"machine", required_argument, NULL, 'm'}, {"ops", required_argument, NULL, 'o'},
	{"depth", required_argument, NULL, 'd'},   {"jobs", required_argument, NULL, 'J'},
	{"all", no_argument, NULL, 'a'},	   {"save", required_argument, NULL, 's'},
	{"json", no_argument, NULL, 'j'},	   {"known", required_argument, NULL, 'k'},
	{"no-known", no_argument, NULL, 'n'},	   {0},
};

static bool take_option(int c)
{
	asked.machine = c == 'm' ? optarg : asked.machine;
	asked.ops = c == 'o' ? optarg : asked.ops;
	asked.save = c == 's' ? optarg : asked.save;
	asked.json |= c == 'j';
	search->all |= c == 'a';
	if (c == 'd')
		return cmd_number("--depth", optarg, 1, EXHAUST_LENGTH, &asked.length);
	if (c == 'J')
		return cmd_number("--jobs", optarg, 1, 64, &asked.jobs);
	return true;
}

static int run_search(void)
{
	bool started, unknown = false;
	double seconds;
	unsigned int i;

	progress_start(progress_line, &search->stop);
	started = exhaust(search, &alphabet);
	seconds = progress_seconds();
	progress_stop();
	if (!started)
		return cmd_error("cannot start a process: %s", strerror(errno));
	for (i = 0; i < search->findings; i++) {
		unknown |= !search->finding[i].finding.known;
		save(&search->finding[i]);
	}
	if (asked.json)
		print_json(seconds);
	else
		print_text(seconds);
	if (search->no_memory)
		return cmd_error("no memory for more states; a smaller --depth, or fewer letters");
	if (asked.save_failed)
		return cmd_error("cannot write to %s", asked.save);
	return unknown ? STATUS_FINDING : STATUS_NOTHING;
}

int cmd_exhaust(const struct command *command, int argc, char **argv)
{
	int c, status;

	search = child_memory(sizeof(*search));
	if (!search)
		return STATUS_CANNOT;
	asked.jobs = sysconf(_SC_NPROCESSORS_ONLN);
	while ((c = cmd_run_option(command, argc, argv, options, &asked.run, &status)) != -1) {
		if (c == CMD_DONE)
			return status;
		if (!take_option(c))
			return STATUS_CANNOT;
	}
	if (!read_alphabet(argc, argv) || !cmd_known(&asked.run))
		return STATUS_CANNOT;
	search->length = asked.length;
	search->jobs = asked.jobs;
	return run_search();
}
