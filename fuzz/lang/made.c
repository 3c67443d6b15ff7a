// SPDX-License-Identifier: GPL-2.0
/* made.c - which build a kept program was made on, see made.h. */
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

#include "lang/made.h"
#include "lang/text.h"

static const char build_word[] = "# build: ";
static const char random_word[] = "# random: ";

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

/* The first of each counts; a line is cut where it is too long for the buffer. */
static void read_lines(struct made *m, FILE *f)
{
	char line[MADE_LINE];

	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\r\n")] = 0;
		if (!m->known && !strncmp(line, build_word, sizeof(build_word) - 1))
			read_build(m, line + sizeof(build_word) - 1);
		else if (!*m->random && !strncmp(line, random_word, sizeof(random_word) - 1))
			snprintf(m->random, sizeof(m->random), "%s", line + sizeof(random_word) - 1);
	}
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
