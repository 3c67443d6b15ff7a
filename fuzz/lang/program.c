// SPDX-License-Identifier: GPL-2.0
/*
 * program.c - bytes <-> program, and programs in files.
 *
 * Decoding reduces every byte to the limit that the table of operations gives, so that a decoded program is canonical:
 * two programs that behave alike for one reason of spelling are equal, and what is stored keeps its meaning when an
 * operation, an allocation class or a machine is appended to its table.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lang/ops.h"
#include "lang/program.h"
#include "lang/text.h"

static const uint8_t mark[PROGRAM_MARK] = {'m', 'm', 'f', 'u', 'z', 'z', 0, PROGRAM_VERSION};
static const char text_mark[] = "mmfuzz ";

enum {
	FILE_MAX = 1 << 20, /* bytes of a file that is still read */
};

/* Slots behind the table are taken by the two operations that no program can do without. */
static uint8_t decode_code(uint8_t byte)
{
	unsigned int slot = byte % PROGRAM_SLOTS;

	return slot < OP_COUNT && !ops[slot].text_only ? slot : slot % 2 ? OP_FREE : OP_ALLOC;
}

static void decode_op(struct op *op, const uint8_t *record)
{
	unsigned int i;

	op->code = decode_code(record[0]);
	for (i = 0; i < PROGRAM_ARGS; i++)
		op->arg[i] = record[1 + i] % param_limit(&ops[op->code].param[i]);
}

void program_decode(struct program *p, const uint8_t *bytes, size_t size)
{
	unsigned int machines = core_machines();
	uint8_t record[PROGRAM_RECORD];
	size_t at, left;

	p->described = NULL;
	p->text_bytes = 0;
	p->machine = size && machines ? bytes[0] % machines : 0;
	p->ops = 0;
	for (at = PROGRAM_RECORD; at < size && p->ops < PROGRAM_MAX_OPS; at += PROGRAM_RECORD) {
		left = size - at;
		if (left >= PROGRAM_RECORD) {
			decode_op(&p->op[p->ops++], bytes + at);
			continue;
		}
		memset(record, 0, sizeof(record));
		memcpy(record, bytes + at, left);
		decode_op(&p->op[p->ops++], record);
	}
}

size_t program_encode(const struct program *p, uint8_t *bytes, size_t size)
{
	size_t need = (1 + (size_t)p->ops) * PROGRAM_RECORD;
	unsigned int i;

	if (need > size)
		return 0;
	memset(bytes, 0, PROGRAM_RECORD);
	bytes[0] = p->machine;
	for (i = 0; i < p->ops; i++) {
		uint8_t *record = bytes + (1 + i) * PROGRAM_RECORD;

		record[0] = p->op[i].code;
		memcpy(record + 1, p->op[i].arg, PROGRAM_ARGS);
	}
	return need;
}

const char *program_text(const struct program *p, const struct op *op)
{
	unsigned int at = op->arg[0] | op->arg[1] << 8;

	return at < p->text_bytes ? p->text + at : "";
}

bool program_add_text(struct program *p, struct op *op, const char *text)
{
	size_t bytes = strlen(text) + 1;

	if (bytes > PROGRAM_STATEMENTS - p->text_bytes)
		return false;
	op->arg[0] = p->text_bytes;
	op->arg[1] = p->text_bytes >> 8;
	memcpy(p->text + p->text_bytes, text, bytes);
	p->text_bytes += bytes;
	return true;
}

bool program_has_bytes(const struct program *p)
{
	unsigned int i;

	for (i = 0; i < p->ops; i++)
		if (ops[p->op[i].code].text_only)
			return false;
	return !p->described;
}

/* Reads the whole file; returns its size, or -1 with errno. */
static ssize_t read_file(const char *path, uint8_t *bytes, size_t max)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error;
	ssize_t got, size = 0;

	if (fd < 0)
		return -1;
	while ((got = read(fd, bytes + size, max - size)) > 0)
		size += got;
	error = got < 0 ? errno : (size_t)size == max ? EFBIG : 0;
	close(fd);
	errno = error;
	return error ? -1 : size;
}

static bool parse(struct program *p, const char *path, const uint8_t *bytes, size_t size, char *error,
		  size_t error_size)
{
	if (size >= sizeof(text_mark) - 1 && !memcmp(bytes, text_mark, sizeof(text_mark) - 1))
		return text_assemble(p, path, (const char *)bytes, size, error, error_size);
	if (size < PROGRAM_MARK || memcmp(bytes, mark, PROGRAM_MARK - 1)) {
		program_decode(p, bytes, size);
		return true;
	}
	if (bytes[PROGRAM_MARK - 1] != PROGRAM_VERSION) {
		snprintf(error, error_size,
			 "format version %u, this program reads version %u: use the mmfuzz that wrote it",
			 bytes[PROGRAM_MARK - 1], PROGRAM_VERSION);
		return false;
	}
	program_decode(p, bytes + PROGRAM_MARK, size - PROGRAM_MARK);
	return true;
}

bool program_load(struct program *p, const char *path, char *error, size_t error_size)
{
	static uint8_t bytes[FILE_MAX];
	ssize_t size = read_file(path, bytes, sizeof(bytes));

	if (size < 0) {
		snprintf(error, error_size, "cannot read: %s", strerror(errno));
		return false;
	}
	return parse(p, path, bytes, size, error, error_size);
}

bool program_save(const struct program *p, const char *path, enum program_form form)
{
	uint8_t bytes[PROGRAM_MAX_BYTES];
	size_t size = program_encode(p, bytes, sizeof(bytes));
	bool standard = !strcmp(path, "-");
	FILE *f = standard ? stdout : fopen(path, "wb");

	if (!f)
		return false;
	if (form == PROGRAM_TEXT)
		text_show(f, p);
	if (form == PROGRAM_BINARY)
		fwrite(mark, 1, sizeof(mark), f);
	if (form != PROGRAM_TEXT)
		fwrite(bytes, 1, size, f);
	if (standard)
		return !fflush(f) && !ferror(f);
	if (ferror(f)) {
		fclose(f);
		return false;
	}
	return !fclose(f);
}
