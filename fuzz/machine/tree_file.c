// SPDX-License-Identifier: GPL-2.0
/*
 * tree_file.c - device trees that a person names: a source, which cpp and dtc compile as the kernel's build does, a
 * blob in a file, or its bytes in text.
 */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine/tree_file.h"

enum {
	BLOB_MAX = 4 << 20, /* bytes; larger ones are no tree */
};

static const char hex_mark[] = "hex:";

__attribute__((format(printf, 2, 3))) static bool fail(struct tree_file *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(t->error, sizeof(t->error), format, args);
	va_end(args);
	return false;
}

static bool read_blob(struct tree_file *t, FILE *f)
{
	t->blob = malloc(BLOB_MAX);
	t->bytes = t->blob ? fread(t->blob, 1, BLOB_MAX, f) : 0;
	if (t->blob && !ferror(f) && t->bytes < BLOB_MAX)
		return true;
	return fail(t, "%s: cannot be read as a device tree: %s", t->path,
		    ferror(f) ? strerror(errno) : "it is too large");
}

static bool read_file(struct tree_file *t)
{
	FILE *f = fopen(t->path, "rb");
	bool ok;

	if (!f)
		return fail(t, "%s: %s", t->path, strerror(errno));
	ok = read_blob(t, f);
	fclose(f);
	return ok;
}

/* ---------------------------------------------------------------- a source */

enum {
	DIRECTORIES = 32, /* for includes */
	ARGUMENTS = 2 * DIRECTORIES + 16,
	LINE = 1024,
};

/* What a source needs on its way to a blob, all of it temporary. */
struct sources {
	FILE *source, *blob, *said;
	char directory[DIRECTORIES][PATH_MAX];
	unsigned int directories;
};

_Noreturn static void run_child(char *const *argv, const char *package, FILE *in, FILE *out, FILE *said)
{
	if (in)
		dup2(fileno(in), STDIN_FILENO);
	dup2(fileno(out), STDOUT_FILENO);
	dup2(fileno(said), STDERR_FILENO);
	/* By their names, so that ci/checks/packages reads them. */
	if (!strcmp(argv[0], "cpp"))
		execvp("cpp", argv);
	else
		execvp("dtc", argv);
	fprintf(stderr, "%s cannot be run (%s): install %s, or give a .dtb", argv[0], strerror(errno), package);
	fflush(stderr);
	_exit(127);
}

/* What it says in its first line becomes the error. */
static bool run(struct tree_file *t, char *const *argv, const char *package, FILE *in, FILE *out, FILE *said)
{
	char line[256] = "";
	int status = -1;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (!pid)
		run_child(argv, package, in, out, said);
	if (pid > 0)
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	if (!status && !fseek(out, 0, SEEK_SET))
		return true;
	if (fseek(said, 0, SEEK_SET) || !fgets(line, sizeof(line), said))
		snprintf(line, sizeof(line), "%s failed", argv[0]);
	line[strcspn(line, "\n")] = '\0';
	return fail(t, "%s: %s", t->path, line);
}

static void add_directory(struct sources *s, const char *above, const char *name)
{
	char *directory = s->directory[s->directories];
	struct stat st;

	if (s->directories < DIRECTORIES && (size_t)snprintf(directory, PATH_MAX, "%s/%s", above, name) < PATH_MAX &&
	    !stat(directory, &st) && S_ISDIR(st.st_mode))
		s->directories++;
}

/* Where the source lies, and what a kernel tree around it has for its trees. */
static void find_directories(struct sources *s, const char *path)
{
	char above[PATH_MAX], *slash;

	if (!realpath(path, above))
		return;
	while ((slash = strrchr(above, '/'))) {
		*slash = '\0';
		if (!s->directories)
			add_directory(s, above, ".");
		add_directory(s, above, "include");
		add_directory(s, above, "scripts/dtc/include-prefixes");
	}
}

/* A property such as #address-cells is no directive. */
static bool is_directive(const char *line)
{
	static const char *const names[] = {"include", "define", "if", "ifdef", "ifndef", "undef"};
	size_t length;
	unsigned int i;

	line += strspn(line, " \t");
	if (*line++ != '#')
		return false;
	line += strspn(line, " \t");
	length = strcspn(line, " \t\n\"<(");
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (length == strlen(names[i]) && !strncmp(line, names[i], length))
			return true;
	return false;
}

static bool has_directives(const char *path)
{
	FILE *f = fopen(path, "r");
	bool found = false;
	char line[LINE];

	while (f && !found && fgets(line, sizeof(line), f))
		found = is_directive(line);
	if (f)
		fclose(f);
	return found;
}

/* The options are those of the kernel's build (scripts/Makefile.lib). */
static bool preprocess(struct tree_file *t, struct sources *s)
{
	char *argv[ARGUMENTS] = {"cpp", "-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp"};
	unsigned int count = 6, i;

	for (i = 0; i < s->directories; i++) {
		argv[count++] = "-I";
		argv[count++] = s->directory[i];
	}
	argv[count] = t->path;
	return run(t, argv, "cpp", NULL, s->source, s->said);
}

static bool compile_with(struct tree_file *t, struct sources *s)
{
	char *argv[ARGUMENTS] = {"dtc", "-q", "-@", "-I", "dts", "-O", "dtb", "-o", "-"};
	bool cpp = has_directives(t->path);
	unsigned int count = 9, i;

	find_directories(s, t->path);
	if (cpp && !preprocess(t, s))
		return false;
	for (i = 0; i < s->directories; i++) {
		argv[count++] = "-i";
		argv[count++] = s->directory[i];
	}
	argv[count] = cpp ? "-" : t->path;
	return run(t, argv, "device-tree-compiler", cpp ? s->source : NULL, s->blob, s->said) && read_blob(t, s->blob);
}

static void close_file(FILE *f)
{
	if (f)
		fclose(f);
}

static bool compile(struct tree_file *t)
{
	static struct sources s;
	bool ok;

	s = (struct sources){.source = tmpfile(), .blob = tmpfile(), .said = tmpfile()};
	if (s.source && s.blob && s.said)
		ok = compile_with(t, &s);
	else
		ok = fail(t, "no temporary file: %s", strerror(errno));
	close_file(s.source);
	close_file(s.blob);
	close_file(s.said);
	return ok;
}

static bool read_hex(struct tree_file *t, const char *text)
{
	char byte[3] = "", *end;

	t->blob = malloc(strlen(text) / 2 + 1);
	if (!t->blob || strlen(text) % 2)
		return fail(t, "%s takes two digits a byte", hex_mark);
	for (t->bytes = 0; *text; text += 2) {
		memcpy(byte, text, 2);
		t->blob[t->bytes++] = strtoul(byte, &end, 16);
		if (*end || byte[0] == '-' || byte[0] == '+' || byte[0] == ' ')
			return fail(t, "%s: '%s' is no byte", hex_mark, byte);
	}
	return true;
}

bool tree_file_is_word(const char *name)
{
	return !strcmp(name, "dts") || !strcmp(name, "dtb");
}

bool tree_file_read(struct tree_file *t, const char *name, const char *value, const char *directory)
{
	t->blob = NULL;
	if (!strncmp(value, hex_mark, sizeof(hex_mark) - 1))
		return read_hex(t, value + sizeof(hex_mark) - 1);
	if (directory && *value != '/')
		snprintf(t->path, sizeof(t->path), "%s/%s", directory, value);
	else
		snprintf(t->path, sizeof(t->path), "%s", value);
	return !strcmp(name, "dts") ? compile(t) : read_file(t);
}

void tree_file_show(FILE *f, const uint8_t *blob, size_t bytes)
{
	fputs(hex_mark, f);
	while (bytes--)
		fprintf(f, "%02x", *blob++);
}
