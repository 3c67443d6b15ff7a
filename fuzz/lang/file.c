// SPDX-License-Identifier: GPL-2.0
/* file.c - programs in files, see program.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lang/program.h"
#include "lang/text.h"

static const uint8_t mark[PROGRAM_MARK] = {'m', 'm', 'f', 'u', 'z', 'z', 0, PROGRAM_VERSION};
static const char old_machine_mark[] = "mmareas";
static const char text_mark[] = "mmfuzz ";

/* The whole file, which is the caller's to free(), or NULL with errno. */
static uint8_t *read_file(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rbe");
	struct stat status;
	char *bytes = NULL;
	FILE *copy;
	int c, error;

	if (!f)
		return NULL;
	if (!fstat(fileno(f), &status) && S_ISDIR(status.st_mode)) {
		fclose(f);
		errno = EISDIR;
		return NULL;
	}
	copy = open_memstream(&bytes, size);
	while (copy && (c = getc_unlocked(f)) != EOF)
		putc_unlocked(c, copy);
	error = ferror(f) ? errno : copy ? 0 : ENOMEM;
	if (copy && fclose(copy))
		error = errno;
	fclose(f);
	if (!error)
		return (uint8_t *)bytes;
	free(bytes);
	errno = error;
	return NULL;
}

static bool refuse(unsigned int version, char *error, size_t error_size)
{
	snprintf(error, error_size, PROGRAM_VERSION_ERROR, version, PROGRAM_VERSION);
	return false;
}

static bool begins(const uint8_t *bytes, size_t size, const void *with, size_t length)
{
	return size >= length && !memcmp(bytes, with, length);
}

/* Of version 1, which had machines by themselves. */
static bool is_old(const uint8_t *bytes, size_t size)
{
	return size >= PROGRAM_MARK && begins(bytes, size, old_machine_mark, PROGRAM_MARK - 1);
}

enum program_form program_form_of(const uint8_t *bytes, size_t size)
{
	if (begins(bytes, size, text_mark, sizeof(text_mark) - 1))
		return PROGRAM_TEXT;
	if (size >= PROGRAM_MARK && (begins(bytes, size, mark, PROGRAM_MARK - 1) || is_old(bytes, size)))
		return PROGRAM_BINARY;
	return PROGRAM_RAW;
}

static bool parse(struct program *p, const char *path, const uint8_t *bytes, size_t size, char *error,
		  size_t error_size)
{
	enum program_form form = program_form_of(bytes, size);

	if (form == PROGRAM_TEXT)
		return text_assemble(p, path, (const char *)bytes, size, error, error_size);
	if (is_old(bytes, size))
		return refuse(1, error, error_size);
	if (form == PROGRAM_RAW) {
		program_decode(p, bytes, size);
		return true;
	}
	if (bytes[PROGRAM_MARK - 1] != PROGRAM_VERSION)
		return refuse(bytes[PROGRAM_MARK - 1], error, error_size);
	program_decode(p, bytes + PROGRAM_MARK, size - PROGRAM_MARK);
	return true;
}

bool program_load(struct program *p, const char *path, char *error, size_t error_size)
{
	size_t size;
	uint8_t *bytes = read_file(path, &size);
	bool ok;

	if (!bytes) {
		snprintf(error, error_size, "cannot read: %s", strerror(errno));
		return false;
	}
	ok = parse(p, path, bytes, size, error, error_size);
	free(bytes);
	return ok;
}

static void write_form(FILE *f, const struct program *p, enum program_form form)
{
	size_t size;
	uint8_t *bytes;

	if (form == PROGRAM_TEXT) {
		text_show(f, p);
		return;
	}
	bytes = program_encode(p, &size);
	if (form == PROGRAM_BINARY)
		fwrite(mark, 1, sizeof(mark), f);
	fwrite(bytes, 1, size, f);
	free(bytes);
}

bool program_save(const struct program *p, const char *path, enum program_form form)
{
	bool standard = !strcmp(path, "-"), ok;
	FILE *f = standard ? stdout : fopen(path, "wb");

	if (!f)
		return false;
	write_form(f, p, form);
	ok = !fflush(f) && !ferror(f);
	return standard ? ok : !fclose(f) && ok;
}
