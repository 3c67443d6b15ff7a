// SPDX-License-Identifier: GPL-2.0
/* tree_file.c - device trees that a person names: a source, which dtc compiles, a blob in a file, or its bytes in text.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

_Noreturn static void run_dtc(const char *path, FILE *blob, FILE *said)
{
	dup2(fileno(blob), STDOUT_FILENO);
	dup2(fileno(said), STDERR_FILENO);
	execlp("dtc", "dtc", "-q", "-@", "-I", "dts", "-O", "dtb", "-o", "-", path, (char *)NULL);
	fprintf(stderr, "dtc cannot be run (%s): install device-tree-compiler, or give a .dtb", strerror(errno));
	fflush(stderr);
	_exit(127);
}

static bool compile_with(struct tree_file *t, FILE *blob, FILE *said)
{
	char line[256] = "";
	int status = -1;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (!pid)
		run_dtc(t->path, blob, said);
	if (pid > 0)
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	if (!status && !fseek(blob, 0, SEEK_SET))
		return read_blob(t, blob);
	if (fseek(said, 0, SEEK_SET) || !fgets(line, sizeof(line), said))
		strcpy(line, "dtc failed");
	line[strcspn(line, "\n")] = '\0';
	return fail(t, "%s: %s", t->path, line);
}

static bool compile(struct tree_file *t)
{
	FILE *blob = tmpfile(), *said = tmpfile();
	bool ok;

	if (blob && said)
		ok = compile_with(t, blob, said);
	else
		ok = fail(t, "no temporary file: %s", strerror(errno));
	if (blob)
		fclose(blob);
	if (said)
		fclose(said);
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
