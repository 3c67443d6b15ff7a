// SPDX-License-Identifier: GPL-2.0
/* made.c - which build a kept program was made on, see made.h. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lang/made.h"
#include "lang/text.h"

static const char build_word[] = "# build: ";
static const char random_word[] = "# random: ";
static const char profile_word[] = "# profile: ";
static const char not_on_word[] = "# not on: ";
static const char walk_word[] = "# walk: ";

const char *const made_names[MADE_FIELDS] = {
	[MADE_KERNEL] = "kernel",   [MADE_TREE] = "tree",	  [MADE_PROFILE] = "profile",
	[MADE_VARIANT] = "variant", [MADE_DEBUG_VM] = "debug_vm", [MADE_LOCKDEP] = "lockdep",
	[MADE_BUGS] = "bugs",
};

static const char *here(enum made_field field)
{
	const struct core_build *b = core_build();
	const char *const values[MADE_FIELDS] = {
		[MADE_KERNEL] = b->kernel,
		[MADE_TREE] = b->tree,
		[MADE_PROFILE] = b->profile,
		[MADE_VARIANT] = b->variant,
		[MADE_DEBUG_VM] = b->debug_vm ? "y" : "n",
		[MADE_LOCKDEP] = b->lockdep ? "y" : "n",
		[MADE_BUGS] = b->bugs,
	};

	return values[field];
}

/* ---------------------------------------------------------------- reading */

static void read_field(struct made *m, const char *word, size_t length)
{
	unsigned int i;
	size_t name;

	for (i = 0; i < MADE_FIELDS; i++) {
		name = strlen(made_names[i]);
		if (length > name && word[name] == '=' && !strncmp(word, made_names[i], name))
			snprintf(m->value[i], MADE_VALUE, "%.*s", (int)(length - name - 1), word + name + 1);
	}
}

/* Words are between blanks, up to the last name. */
static void read_build(struct made *m, const char *line)
{
	const char *last = strstr(line, " bugs=");
	size_t length;

	m->known = true;
	for (; *line && line != last; line += length + strspn(line + length, " ")) {
		length = strcspn(line, " ");
		read_field(m, line, length);
		if (line + length == last)
			break;
	}
	if (last)
		read_field(m, last + 1, strlen(last + 1));
}

static void read_walk(struct made *m, const char *text)
{
	char *end;
	unsigned long walk = strtoul(text, &end, 10);

	m->bad_walk = *text < '0' || *text > '9' || *end || !walk || walk > MADE_WALK;
	m->walk = m->bad_walk ? 0 : walk;
}

/* What is behind `word`, without blanks around it, where nothing is there yet and the line begins so. */
static void read_value(char *value, size_t size, const char *line, const char *word)
{
	size_t length = strlen(word), end = strlen(line);

	if (*value || strncmp(line, word, length) != 0)
		return;
	length += strspn(line + length, " ");
	while (end > length && line[end - 1] == ' ')
		end--;
	snprintf(value, size, "%.*s", (int)(end - length), line + length);
}

/* The first of each counts; a line is cut where it is too long for the buffer. */
static void read_lines(struct made *m, FILE *f)
{
	char line[MADE_LINE], walk[MADE_VALUE] = "";

	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\r\n")] = 0;
		if (!m->known && !strncmp(line, build_word, sizeof(build_word) - 1))
			read_build(m, line + sizeof(build_word) - 1);
		read_value(m->random, sizeof(m->random), line, random_word);
		read_value(m->profile, sizeof(m->profile), line, profile_word);
		read_value(m->not_on, sizeof(m->not_on), line, not_on_word);
		read_value(walk, sizeof(walk), line, walk_word);
	}
	if (*walk)
		read_walk(m, walk);
}

void made_read(struct made *m, const char *path)
{
	FILE *f = fopen(path, "rbe");
	uint8_t begin[PROGRAM_MARK];
	enum program_form form;
	struct stat status;

	*m = (struct made){0};
	if (!f)
		return;
	/* A pipe or a terminal was read as a program, and gives nothing a second time. */
	if (fstat(fileno(f), &status) || !S_ISREG(status.st_mode)) {
		fclose(f);
		return;
	}
	form = program_form_of(begin, fread(begin, 1, sizeof(begin), f));
	m->raw = form == PROGRAM_RAW;
	if (form == PROGRAM_TEXT)
		read_lines(m, f);
	fclose(f);
}

/* ---------------------------------------------------------------- comparing */

struct words {
	char *text;
	size_t size, at;
};

__attribute__((format(printf, 2, 3))) static void add(struct words *w, const char *format, ...)
{
	va_list args;

	if (w->at)
		w->at += snprintf(w->text + w->at, w->size - w->at, ", ");
	if (w->at >= w->size)
		return;
	va_start(args, format);
	w->at += vsnprintf(w->text + w->at, w->size - w->at, format, args);
	va_end(args);
	if (w->at >= w->size)
		w->at = w->size - 1;
}

static bool differs(const struct made *m, enum made_field field)
{
	/* Of a line that someone has cut nothing is said. */
	return (*m->value[field] || field == MADE_BUGS) && strcmp(m->value[field], here(field));
}

static void add_switch(struct words *w, const struct made *m, enum made_field field, const char *name)
{
	bool on = !strcmp(m->value[field], "y");

	if (differs(m, field))
		add(w, "%s %s (%s here)", name, on ? "on" : "off", on ? "off" : "on");
}

static void add_value(struct words *w, const struct made *m, enum made_field field, const char *name)
{
	const char *value = m->value[field], *own = here(field);

	if (differs(m, field))
		add(w, "%s %s (this is %s)", name, *value ? value : "none", *own ? own : "none");
}

bool made_elsewhere(const struct made *m, char *text, size_t size)
{
	struct words w = {text, size, 0};

	*text = 0;
	if (!m->known)
		return false;
	if (differs(m, MADE_KERNEL))
		add_value(&w, m, MADE_KERNEL, "kernel");
	else if (differs(m, MADE_TREE))
		add(&w, "another tree of kernel %s: %s (this is %s)", here(MADE_KERNEL), m->value[MADE_TREE],
		    here(MADE_TREE));
	add_value(&w, m, MADE_PROFILE, "profile");
	add_value(&w, m, MADE_VARIANT, "variant");
	add_switch(&w, m, MADE_DEBUG_VM, "DEBUG_VM");
	add_switch(&w, m, MADE_LOCKDEP, "lockdep");
	add_value(&w, m, MADE_BUGS, "seeded bugs");
	return w.at;
}

/* The line of a kernel's release: 6.12 of 6.12.117. */
static int kernel_line(void)
{
	const char *release = here(MADE_KERNEL), *dot = strchr(release, '.');

	return (int)(dot ? dot + 1 - release + strspn(dot + 1, "0123456789") : strlen(release));
}

static bool names_this_line(const char *lines)
{
	const int length = kernel_line();
	size_t word;

	for (; *lines; lines += word + strspn(lines + word, " ")) {
		word = strcspn(lines, " ");
		if (word == (size_t)length && !strncmp(lines, here(MADE_KERNEL), word))
			return true;
	}
	return false;
}

/* The directories are named as ci/lib.sh has it. */
bool made_unfit(const struct made *m, char *text, size_t size)
{
	const char *profile = here(MADE_PROFILE), *wanted = m->profile;
	const bool is_default = !strcmp(wanted, MMFUZZ_DEFAULT_PROFILE);

	*text = 0;
	if (*wanted && strcmp(wanted, profile) != 0)
		snprintf(text, size,
			 "it is for the profile %s, this build has %s: build/%.*s-%s%s%s fits (ci/setup --profile %s)",
			 wanted, profile, kernel_line(), here(MADE_KERNEL), here(MADE_VARIANT), is_default ? "" : "-",
			 is_default ? "" : wanted, wanted);
	else if (names_this_line(m->not_on))
		snprintf(text, size,
			 "kernel %.*s does not have what it shows (\"# not on: %s\"): a build of another kernel fits",
			 kernel_line(), here(MADE_KERNEL), m->not_on);
	return *text;
}

/* ---------------------------------------------------------------- writing */

void made_line(FILE *f)
{
	unsigned int i;

	fprintf(f, "# build:");
	for (i = 0; i < MADE_FIELDS; i++)
		fprintf(f, " %s=%s", made_names[i], here(i));
	fputc('\n', f);
}

void made_show(FILE *f, const struct program *p, const struct made_finding *finding)
{
	text_head(f, p);
	if (finding->signature)
		fprintf(f, "# signature: %s\n", finding->signature);
	made_line(f);
	if (finding->random)
		fprintf(f, "# random: %s\n", finding->random);
	if (finding->signature && finding->text)
		fprintf(f, "# %s: %.*s\n", finding->signature, (int)strcspn(finding->text, "\n"), finding->text);
	text_ops(f, p, 0, p->ops);
}

bool made_save(const char *path, const struct program *p, const struct made_finding *finding)
{
	bool standard = !strcmp(path, "-"), ok;
	FILE *f = standard ? stdout : fopen(path, "wb");

	if (!f)
		return false;
	made_show(f, p, finding);
	ok = !fflush(f) && !ferror(f);
	return standard ? ok : !fclose(f) && ok;
}
