// SPDX-License-Identifier: GPL-2.0
/*
 * bytes.c - bytes <-> program, see program.h.
 *
 * Decoding reduces every byte to the limit that the tables give, so that a decoded program is canonical: two programs
 * that behave alike for one reason of spelling are equal, and what is stored keeps its meaning when an operation, an
 * allocation class, a fact or a machine is appended to its table.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lang/ops.h"
#include "lang/program.h"
#include "lang/text.h"
#include "machine/facts.h"

enum {
	ON_CPU = 0x80, /* in an operation's second byte */
	SEAL = PROGRAM_ARGS - 1, /* the argument that seals */
};

/* ---------------------------------------------------------------- bytes to program */

struct decoder {
	struct program *program;
	struct machine *trial; /* a described machine whose words are tried */
	const uint8_t *bytes;
	size_t at, size;
};

/* The next record, the last one filled up with zeros. */
static bool next_record(struct decoder *d, uint8_t record[PROGRAM_RECORD])
{
	size_t left = d->size - d->at;

	if (!left)
		return false;
	left = left < PROGRAM_RECORD ? left : PROGRAM_RECORD;
	memset(record, 0, PROGRAM_RECORD);
	memcpy(record, d->bytes + d->at, left);
	d->at += left;
	return true;
}

/* The data that stands next, if any; it may end early with the input. */
static const uint8_t *next_data(struct decoder *d, size_t *bytes)
{
	size_t left = d->size - d->at, padded;
	const uint8_t *record = d->bytes + d->at;

	*bytes = 0;
	if (left < PROGRAM_RECORD || record[0] != RECORD_DATA)
		return NULL;
	left -= PROGRAM_RECORD;
	*bytes = record[1] | record[2] << 8;
	*bytes = *bytes < left ? *bytes : left;
	padded = (*bytes + PROGRAM_RECORD - 1) / PROGRAM_RECORD * PROGRAM_RECORD;
	d->at += PROGRAM_RECORD + (padded < left ? padded : left);
	return record + PROGRAM_RECORD;
}

/* Facts stand between the first 64 operations and the others. */
static unsigned int slot_of(uint8_t first)
{
	return first % RECORD_FACT + (first < RECORD_MORE ? 0 : RECORD_FACT);
}

static uint8_t first_of(unsigned int code)
{
	return code < RECORD_FACT ? code : RECORD_MORE + code - RECORD_FACT;
}

static bool is_sealed(const uint8_t *record)
{
	unsigned int code = slot_of(record[0]);

	return code < OP_COUNT && first_of(code) == record[0] && ops[code].text_only && record[2 + SEAL] == RECORD_SEAL;
}

/* Slots behind the table, and scenarios' operations without a seal, are the two that no program can do without. */
static uint8_t decode_code(const uint8_t *record)
{
	unsigned int slot = slot_of(record[0]);

	if (is_sealed(record) || (slot < OP_COUNT && !ops[slot].text_only))
		return slot;
	return slot % 2 ? OP_FREE : OP_ALLOC;
}

static void decode_op(struct decoder *d, const uint8_t *record)
{
	struct op *op = program_add(d->program, decode_code(record));
	const struct op_info *info = &ops[op->code];
	const uint8_t *data;
	size_t bytes;
	unsigned int i;

	op->cpu = record[1] & ON_CPU ? 1 + (record[1] & ~ON_CPU) % CORE_MAX_CPUS : 0;
	for (i = 0; i < PROGRAM_ARGS && info->param[i].name; i++)
		op->arg[i] = record[2 + i] % param_limit(&info->param[i]);
	if (!info->statement)
		return;
	data = next_data(d, &bytes);
	if (bytes < TEXT_STATEMENT_MAX && text_is_plain(data, bytes) &&
	    program_add_data(d->program, data, bytes, &op->data))
		op->data_bytes = bytes;
	if (!info->statement(program_text(d->program, op)))
		*op = (struct op){.code = OP_ALLOC};
}

/* Whether a word says something to this machine, after those before it. */
static bool word_holds(struct decoder *d, const struct fact *fact)
{
	char error[MACHINE_ERROR];

	return machine_set_word(d->trial, "", facts[fact->byte[0]].name, fact_word(fact, d->program->data), error,
				sizeof(error));
}

/* Reads the data behind a fact: a word's value, or a tree's bytes.  False: there is none that holds. */
static bool decode_word(struct decoder *d, struct fact *fact)
{
	bool tree = fact->byte[0] == FACT_DTB, flag = fact_is_flag(fact->byte[0]);
	bool words = d->program->description.head[0] & HEAD_WORDS;
	const uint8_t *data;
	size_t bytes;

	data = next_data(d, &bytes);
	if (bytes && !flag && (tree || text_is_plain(data, bytes)) &&
	    program_add_data(d->program, data, bytes, &fact->data))
		fact->data_bytes = bytes;
	if (tree)
		return fact->data_bytes;
	return facts[fact->byte[0]].set && (fact->data_bytes || (words && flag)) && word_holds(d, fact);
}

static void decode_fact(struct decoder *d, const uint8_t *record)
{
	unsigned int kind = (record[0] - RECORD_FACT) % FACT_COUNT, drawn = kind % FACT_DRAWN;
	struct fact *fact = program_add_fact(d->program, kind);

	if (!fact || decode_word(d, fact))
		return;
	if (d->program->description.head[0] & HEAD_WORDS) {
		d->program->description.facts--;
		return;
	}
	fact->data = fact->data_bytes = 0;
	memcpy(fact->byte, record, FACT_BYTES);
	fact_reduce(fact->byte, facts[drawn].field);
	fact->byte[0] = drawn;
}

/* Words say all of a machine, so there is nothing else in the head then. */
static void decode_head(struct decoder *d)
{
	uint8_t *head = d->program->description.head, words;

	memset(head, 0, FACT_BYTES);
	next_record(d, head);
	if (!(head[0] & HEAD_DESCRIBED)) {
		d->program->machine = core_machines() ? head[0] % core_machines() : 0;
		return;
	}
	d->program->machine = CORE_DESCRIBED;
	words = head[0] & HEAD_WORDS;
	if (words)
		memset(head, 0, FACT_BYTES);
	fact_reduce(head, head_fields);
	head[0] |= HEAD_DESCRIBED | words;
	memset(&d->trial->description, 0, sizeof(d->trial->description));
	d->trial->text_bytes = 0;
}

void program_decode(struct program *p, const uint8_t *bytes, size_t size)
{
	static struct machine trial;
	struct decoder d = {.program = p, .trial = &trial, .bytes = bytes, .size = size};
	uint8_t record[PROGRAM_RECORD];

	program_clear(p);
	decode_head(&d);
	while (next_record(&d, record))
		if (p->machine == CORE_DESCRIBED && record[0] >= RECORD_FACT && record[0] < RECORD_MORE)
			decode_fact(&d, record);
		else
			decode_op(&d, record);
	if (p->machine == CORE_DESCRIBED && !description_has_memory(&p->description)) {
		p->machine = 0;
		p->description.facts = 0;
	}
	assert(program_is_canonical(p));
}

/* ---------------------------------------------------------------- what decoding gives */

/* Of an operation or a fact; behind it is a NUL. */
static bool data_is_inside(const struct program *p, uint32_t at, uint32_t bytes)
{
	return !bytes || (bytes <= PROGRAM_DATA_MAX && (size_t)at + bytes < p->data_bytes && !p->data[at + bytes]);
}

static bool op_is_canonical(const struct program *p, const struct op *op)
{
	unsigned int i;

	if (op->code >= OP_COUNT || op->cpu > CORE_MAX_CPUS || !data_is_inside(p, op->data, op->data_bytes))
		return false;
	for (i = 0; i < PROGRAM_ARGS; i++)
		if (op->arg[i] >= param_limit(&ops[op->code].param[i]))
			return false;
	return ops[op->code].statement || !op->data_bytes;
}

/* Of facts that are drawn, none has data. */
static bool fact_is_canonical(const struct program *p, const struct fact *fact)
{
	if (fact->byte[0] >= FACT_COUNT || !data_is_inside(p, fact->data, fact->data_bytes))
		return false;
	return !fact->data_bytes || fact->byte[0] == FACT_DTB || facts[fact->byte[0]].set;
}

bool program_is_canonical(const struct program *p)
{
	const struct description *d = &p->description;
	bool described = p->machine == CORE_DESCRIBED;
	unsigned int i;

	if (!described && p->machine >= core_machines() && p->machine)
		return false;
	for (i = 0; described && i < d->facts; i++)
		if (!fact_is_canonical(p, &d->fact[i]))
			return false;
	for (i = 0; i < p->ops; i++)
		if (!op_is_canonical(p, &p->op[i]))
			return false;
	return true;
}

/* ---------------------------------------------------------------- program to bytes */

struct encoder {
	uint8_t *bytes; /* NULL: only counts */
	size_t size;
};

static void put(struct encoder *e, const void *bytes, size_t size)
{
	if (e->bytes)
		memcpy(e->bytes + e->size, bytes, size);
	e->size += size;
}

static void put_data(struct encoder *e, const struct program *p, uint32_t at, uint32_t bytes)
{
	static const uint8_t zeros[PROGRAM_RECORD];
	const uint8_t record[PROGRAM_RECORD] = {RECORD_DATA, bytes, bytes >> 8};

	if (!bytes)
		return;
	put(e, record, sizeof(record));
	put(e, p->data + at, bytes);
	put(e, zeros, -bytes % PROGRAM_RECORD);
}

static void put_op(struct encoder *e, const struct program *p, const struct op *op)
{
	uint8_t record[PROGRAM_RECORD] = {first_of(op->code), op->cpu ? ON_CPU | (op->cpu - 1) : 0};

	memcpy(record + 2, op->arg, PROGRAM_ARGS);
	if (ops[op->code].text_only)
		record[2 + SEAL] = RECORD_SEAL;
	put(e, record, sizeof(record));
	put_data(e, p, op->data, op->data_bytes);
}

static void put_fact(struct encoder *e, const struct program *p, const struct fact *fact)
{
	uint8_t record[PROGRAM_RECORD];

	memcpy(record, fact->byte, sizeof(record));
	record[0] += RECORD_FACT;
	put(e, record, sizeof(record));
	put_data(e, p, fact->data, fact->data_bytes);
}

static void put_program(struct encoder *e, const struct program *p)
{
	const uint8_t named[PROGRAM_RECORD] = {p->machine};
	unsigned int i;

	put(e, p->machine == CORE_DESCRIBED ? p->description.head : named, PROGRAM_RECORD);
	for (i = 0; p->machine == CORE_DESCRIBED && i < p->description.facts; i++)
		put_fact(e, p, &p->description.fact[i]);
	for (i = 0; i < p->ops; i++)
		put_op(e, p, &p->op[i]);
}

size_t program_size(const struct program *p)
{
	struct encoder e = {0};

	put_program(&e, p);
	return e.size;
}

uint8_t *program_encode(const struct program *p, size_t *size)
{
	struct encoder e = {0};

	*size = program_size(p);
	e.bytes = malloc(*size);
	if (!e.bytes) {
		fprintf(stderr, "mmfuzz: no memory for %zu bytes\n", *size);
		exit(2);
	}
	put_program(&e, p);
	assert(e.size == *size);
	return e.bytes;
}
