// SPDX-License-Identifier: GPL-2.0
/*
 * text.c - program <-> text.
 *
 * Both directions read the table of operations (ops.c), so an operation that is added there is printed and parsed
 * without a change here.  Numbers are decimal; some parameters take words ("movable", "all", "yes").
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lang/ops.h"
#include "lang/text.h"
#include "machine/words.h"

enum {
	LINE_MAX_BYTES = 1024,
	LINE_MAX_WORDS = 32,
	STATEMENT_MAX = TEXT_OP_MAX - 16,
};

/* ---------------------------------------------------------------- program to text */

size_t text_op(char *text, size_t size, const struct program *p, const struct op *op)
{
	const struct op_info *info = &ops[op->code];
	size_t at = snprintf(text, size, "%s", info->name);
	unsigned int i;

	if (info->statement)
		at += snprintf(text + at, size - at, " %s", program_text(p, op));
	for (i = 0; i < PROGRAM_ARGS && info->param[i].name; i++) {
		const char *word = param_word(&info->param[i], op->arg[i]);

		if (at >= size)
			break;
		if (word)
			at += snprintf(text + at, size - at, " %s=%s", info->param[i].name, word);
		else
			at += snprintf(text + at, size - at, " %s=%u", info->param[i].name,
				       param_value(&info->param[i], op->arg[i]));
	}
	return at;
}

void text_head(FILE *f, const struct program *p)
{
	fprintf(f, "mmfuzz %u\nmachine %s\n", PROGRAM_VERSION,
		p->described ? p->described->line : core_machine(p->machine)->name);
}

void text_ops(FILE *f, const struct program *p, unsigned int from, unsigned int to)
{
	char line[TEXT_OP_MAX];
	unsigned int i;

	for (i = from; i < to && i < p->ops; i++) {
		text_op(line, sizeof(line), p, &p->op[i]);
		fprintf(f, "%s\n", line);
	}
}

void text_show(FILE *f, const struct program *p)
{
	text_head(f, p);
	text_ops(f, p, 0, p->ops);
}

/* ---------------------------------------------------------------- text to program */

struct parser {
	struct program *program;
	char directory[LINE_MAX_BYTES]; /* where files lie that the text names */
	unsigned int line;
	bool versioned, machined;
	unsigned int times, from; /* of the repetition that is open */
	char *error;
	size_t error_size;
};

__attribute__((format(printf, 2, 3))) static bool parse_fail(struct parser *ps, const char *format, ...)
{
	size_t at = snprintf(ps->error, ps->error_size, "line %u: ", ps->line);
	va_list args;

	va_start(args, format);
	if (at < ps->error_size)
		vsnprintf(ps->error + at, ps->error_size - at, format, args);
	va_end(args);
	return false;
}

/*
 * Cuts a line at its comment and its blanks, and takes double quotes away, in which both stand for themselves; returns
 * the number of words, or more than LINE_MAX_WORDS.
 */
static unsigned int split_words(char *line, char *words[LINE_MAX_WORDS])
{
	unsigned int count = 0;
	char *from = line, *to = line;
	bool quoted = false, inside = false;

	for (; *from && (quoted || *from != '#'); from++) {
		if (!quoted && strchr(" \t\r\v\f", *from)) {
			if (inside)
				*to++ = 0;
			inside = false;
			continue;
		}
		if (!inside && count++ < LINE_MAX_WORDS)
			words[count - 1] = to;
		inside = true;
		if (*from == '"')
			quoted = !quoted;
		else
			*to++ = *from;
	}
	*to = 0;
	return count;
}

static bool parse_number(const char *text, unsigned int *number)
{
	unsigned long value;
	char *end;

	if (!isdigit((unsigned char)text[0]))
		return false;
	value = strtoul(text, &end, 0);
	*number = value;
	return !*end && value <= 0xffffffffUL;
}

static bool parse_version(struct parser *ps, char **words, unsigned int count)
{
	unsigned int version;

	if (count != 2 || strcmp(words[0], "mmfuzz") || !parse_number(words[1], &version))
		return parse_fail(ps, "expected 'mmfuzz %u'", PROGRAM_VERSION);
	if (version != PROGRAM_VERSION)
		return parse_fail(ps, "format version %u, this program reads version %u: use the mmfuzz that wrote it",
				  version, PROGRAM_VERSION);
	ps->versioned = true;
	return true;
}

/* A word as it is printed back: quotes where it needs them. */
static void show_word(FILE *f, const char *name, const char *value, bool first)
{
	const char *quote = value && strpbrk(value, " \t#") ? "\"" : "";

	fprintf(f, "%s%s%s%s%s%s", first ? "" : " ", name, value ? "=" : "", quote, value ? value : "", quote);
}

static bool parse_described(struct parser *ps, struct program_machine *m, FILE *line, char **words, unsigned int count)
{
	char error[MACHINE_ERROR], *name, *value;
	unsigned int i;

	m->spec.name = "given";
	for (i = 1; i < count; i++) {
		name = strdup(words[i]);
		value = name ? strchr(name, '=') : NULL;
		if (value)
			*value++ = 0;
		if (!name || (!value && strcmp(name, "bottom-up")))
			return parse_fail(ps, "'%s' is not of the form name=value", words[i]);
		if (!machine_set_word(&m->spec, "", name, value, ps->directory, error, sizeof(error)))
			return parse_fail(ps, "%s", error);
		show_word(line, name, value, i == 1);
	}
	if (!m->spec.banks && !m->spec.dtb)
		return parse_fail(ps, "a machine takes RAM: ram=BASE+SIZE, dts=FILE or dtb=FILE");
	return true;
}

static bool parse_description(struct parser *ps, char **words, unsigned int count)
{
	struct program_machine *m = calloc(1, sizeof(*m));
	char *text = NULL;
	size_t size;
	FILE *line = m ? open_memstream(&text, &size) : NULL;
	bool ok;

	if (!line)
		return parse_fail(ps, "no memory");
	ok = parse_described(ps, m, line, words, count);
	fclose(line);
	m->line = text;
	ps->program->described = m;
	ps->program->machine = CORE_DESCRIBED;
	ps->machined = ok;
	return ok;
}

static bool parse_machine(struct parser *ps, char **words, unsigned int count)
{
	unsigned int i;

	if (count < 2 || strcmp(words[0], "machine"))
		return parse_fail(ps, "expected 'machine NAME'");
	if (count > 2 || strchr(words[1], '='))
		return parse_description(ps, words, count);
	for (i = 0; i < core_machines(); i++)
		if (!strcmp(words[1], core_machine(i)->name))
			break;
	if (i == core_machines())
		return parse_fail(ps, "no machine '%s' (see 'mmfuzz info')", words[1]);
	ps->program->machine = i;
	ps->machined = true;
	return true;
}

static bool parse_value(struct parser *ps, const struct param *param, const char *text, uint8_t *arg)
{
	unsigned int i, number = 0, limit = param_limit(param);
	bool is_number = parse_number(text, &number);
	const char *word;

	for (i = 0; i < limit; i++) {
		word = param_word(param, i);
		if (word ? !strcmp(word, text) : is_number && param_value(param, i) == number) {
			*arg = i;
			return true;
		}
	}
	if (param_word(param, limit - 1))
		return parse_fail(ps, "no %s '%s' (see 'mmfuzz ops')", param->name, text);
	word = param_word(param, 0);
	return parse_fail(ps, "%s=%s is not %s%s%u to %u%s", param->name, text, word ? word : "", word ? " or " : "",
			  param_value(param, word ? 1 : 0), param_value(param, limit - 1),
			  param->kind == PARAM_JIFFIES ? " in steps of 2" : "");
}

static bool parse_argument(struct parser *ps, const struct op_info *info, char *word, struct op *op)
{
	char *value = strchr(word, '=');
	unsigned int i;

	if (!value)
		return parse_fail(ps, "'%s' is not of the form name=value", word);
	*value++ = 0;
	for (i = 0; i < PROGRAM_ARGS && info->param[i].name; i++)
		if (!strcmp(word, info->param[i].name))
			return parse_value(ps, &info->param[i], value, &op->arg[i]);
	return parse_fail(ps, "%s has no parameter '%s' (see 'mmfuzz ops')", info->name, word);
}

static bool add_op(struct parser *ps, const struct op *op)
{
	struct program *p = ps->program;

	if (p->ops == PROGRAM_MAX_OPS)
		return parse_fail(ps, "more than %u operations", PROGRAM_MAX_OPS);
	p->op[p->ops++] = *op;
	return true;
}

/* The rest of the line, words joined by a blank each. */
static bool parse_statement(struct parser *ps, struct op *op, char **words, unsigned int count)
{
	char text[STATEMENT_MAX] = "";
	size_t at = 0;
	unsigned int i;

	for (i = 1; i < count && at < sizeof(text); i++)
		at += snprintf(text + at, sizeof(text) - at, "%s%s", i > 1 ? " " : "", words[i]);
	if (at >= sizeof(text) || !program_add_text(ps->program, op, text))
		return parse_fail(ps, "%s: too long, or too many of them", words[0]);
	if (!ops[op->code].statement(text))
		return parse_fail(ps, "%s cannot tell '%s' (see fuzz/README.md)", words[0], text);
	return add_op(ps, op);
}

static bool parse_op(struct parser *ps, char **words, unsigned int count)
{
	int code = op_code(words[0]);
	struct op op = {0};
	unsigned int i;

	if (code < 0)
		return parse_fail(ps, "no operation '%s' (see 'mmfuzz ops')", words[0]);
	op.code = code;
	if (ops[code].statement)
		return parse_statement(ps, &op, words, count);
	for (i = 1; i < count; i++)
		if (!parse_argument(ps, &ops[code], words[i], &op))
			return false;
	return add_op(ps, &op);
}

static bool begin_repeat(struct parser *ps, char **words, unsigned int count)
{
	if (count != 3 || strcmp(words[2], "{") || !parse_number(words[1], &ps->times) || !ps->times)
		return parse_fail(ps, "expected 'repeat N {'");
	ps->from = ps->program->ops;
	return true;
}

static bool end_repeat(struct parser *ps)
{
	unsigned int to = ps->program->ops, n, i;

	for (n = 1; n < ps->times; n++)
		for (i = ps->from; i < to; i++)
			if (!add_op(ps, &ps->program->op[i]))
				return false;
	ps->times = 0;
	return true;
}

/* An operation, or the beginning or end of a repetition; there is no repetition within one. */
static bool parse_step(struct parser *ps, char **words, unsigned int count)
{
	if (!ps->times && !strcmp(words[0], "repeat"))
		return begin_repeat(ps, words, count);
	if (ps->times && count == 1 && !strcmp(words[0], "}"))
		return end_repeat(ps);
	return parse_op(ps, words, count);
}

static bool parse_line(struct parser *ps, const char *text, size_t size)
{
	char line[LINE_MAX_BYTES], *words[LINE_MAX_WORDS];
	unsigned int count;

	if (size >= sizeof(line))
		return parse_fail(ps, "longer than %zu bytes", sizeof(line) - 1);
	if (memchr(text, 0, size))
		return parse_fail(ps, "a NUL byte in text");
	memcpy(line, text, size);
	line[size] = 0;
	count = split_words(line, words);
	if (!count)
		return true;
	if (count > LINE_MAX_WORDS)
		return parse_fail(ps, "more than %u words", LINE_MAX_WORDS);
	if (!ps->versioned)
		return parse_version(ps, words, count);
	if (!ps->machined)
		return parse_machine(ps, words, count);
	return parse_step(ps, words, count);
}

static void find_directory(struct parser *ps, const char *path)
{
	const char *slash = strrchr(path, '/');

	snprintf(ps->directory, sizeof(ps->directory), "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
}

bool text_assemble(struct program *p, const char *path, const char *text, size_t size, char *error, size_t error_size)
{
	struct parser ps = {.program = p, .error = error, .error_size = error_size};
	const char *at = text, *end = text + size;

	find_directory(&ps, path);
	p->text_bytes = 0;
	p->machine = 0;
	p->described = NULL;
	p->ops = 0;
	while (at < end) {
		const char *next = memchr(at, '\n', end - at);
		size_t length = (next ? next : end) - at;

		ps.line++;
		if (!parse_line(&ps, at, length))
			return false;
		at += length + 1;
	}
	ps.line++;
	if (!ps.machined)
		return parse_fail(&ps, "the file ends before 'machine NAME'");
	if (ps.times)
		return parse_fail(&ps, "the file ends before the '}' of a repetition");
	return true;
}
