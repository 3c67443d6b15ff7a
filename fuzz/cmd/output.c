// SPDX-License-Identifier: GPL-2.0
/*
 * output.c - writes what a command has made to a file that others read.
 *
 * It has a temporary name until all of it is written, so neither Ctrl-C nor a full disk leaves half of it in the place
 * of what was there.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/cmd.h"

void cmd_finding_path(char *path, size_t size, const char *directory, const char *signature)
{
	size_t at = snprintf(path, size, "%s/", directory);
	char *bad;

	if (at + sizeof(".mm") + VERDICT_SIGNATURE >= size) {
		*path = '\0';
		return;
	}
	snprintf(path + at, size - at, "%s.mm", signature);
	while ((bad = strpbrk(path + at, ":/ \\")))
		*bad = '-';
}

/* Writes and closes; false with errno. */
static bool write_all(FILE *f, void (*write)(FILE *f, const void *what), const void *what)
{
	bool bad;
	int error;

	write(f, what);
	bad = fflush(f) || ferror(f);
	error = errno;
	bad = fclose(f) || bad;
	errno = bad && error ? error : errno;
	return !bad;
}

/* A device or a pipe is written to as it is. */
static bool is_special(const char *path)
{
	struct stat status;

	return !stat(path, &status) && !S_ISREG(status.st_mode);
}

/* Under a temporary name beside the file, or the file that a link leads to; then it takes the file's place. */
static bool replace_file(const char *output, void (*write)(FILE *f, const void *what), const void *what)
{
	char *target = realpath(output, NULL), *temporary = NULL;
	const char *name = target ? target : output;
	mode_t mask = umask(0);
	bool done = false;
	FILE *f = NULL;
	int fd = -1;

	umask(mask);
	if (asprintf(&temporary, "%s.XXXXXX", name) > 0)
		fd = mkstemp(temporary);
	if (fd >= 0)
		f = fdopen(fd, "w");
	if (f)
		done = write_all(f, write, what) && !chmod(temporary, 0666 & ~mask) && !rename(temporary, name);
	if (fd >= 0 && !done) {
		int error = errno;

		unlink(temporary);
		errno = error;
	}
	free(temporary);
	free(target);
	return done;
}

bool cmd_output(const char *output, void (*write)(FILE *f, const void *what), const void *what)
{
	FILE *f;

	if (!strcmp(output, "-"))
		return write_all(stdout, write, what);
	if (!is_special(output))
		return replace_file(output, write, what);
	f = fopen(output, "w");
	return f && write_all(f, write, what);
}
