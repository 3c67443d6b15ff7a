// SPDX-License-Identifier: GPL-2.0
/*
 * text.c - program <-> text.
 *
 * Both directions read the tables of operations (ops.c) and of facts (machine/facts.c), so what is added there is
 * printed and parsed without a change here.  Numbers are decimal; some parameters take words ("movable", "all", "yes").
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lang/ops.h"
#include "lang/text.h"
#include "machine/facts.h"
#include "machine/tree_file.h"

enum {
	LINE_WORDS = DESCRIPTION_FACTS + 2,
	TEXT_REPEAT_MAX = 1 << 24, /* operations; a slip of the pen is not to fill the memory */
};

static const char drawn_word[] = "drawn";

/* ---------------------------------------------------------------- program to text */

bool text_is_plain(const void *text, size_t bytes)
{
	const char *c = text;

	for (; bytes; bytes--, c++)
		if (*c < ' ' || *c > '~' || *c == '"')
			return false;
	return true;
}

/* Quotes where a parser would read it otherwise. */
static const char *quote(const char *text)
{
	size_t length = strlen(text);

	return strpbrk(text, "#\t") || strstr(text, "  ") || *text == ' ' || (length && text[length - 1] == ' ') ? "\""
														 : "";
}

size_t text_op(char *text, size_t size, const struct program *p, const struct op *op)
{
	const struct op_info *info = &ops[op->code];
	size_t at = snprintf(text, size, "%s", info->name);
	unsigned int i;

	if (info->statement) {
		const char *said = program_text(p, op);

		at += snprintf(text + at, size - at, " %s%s%s", quote(said), said, quote(said));
	}
	for (i = 0; i < PROGRAM_ARGS && info->param[i].name && at < size; i++) {
		const char *word = param_word(&info->param[i], op->arg[i]);

		if (word)
			at += snprintf(text + at, size - at, " %s=%s", info->param[i].name, word);
		else
			at += snprintf(text + at, size - at, " %s=%u", info->param[i].name,
				       param_value(&info->param[i], op->arg[i]));
	}
	if (op->cpu && at < size)
		at += snprintf(text + at, size - at, " on=%u", op->cpu - 1u);
	return at;
}

static void show_fields(FILE *f, const uint8_t *record, const struct fact_field *fields)
{
	for (; fields->name; fields++)
		if (fact_value(record, fields))
			fprintf(f, " %s=%u", fields->name, fact_value(record, fields));
}

/* As on a machine's line: quotes where it has blanks. */
static void show_word(FILE *f, const struct program *p, const struct fact *fact)
{
	bool tree = fact->byte[0] == FACT_DTB;
	const char *value = fact_word(fact, p->data), *quotes = !tree && strpbrk(value, " \t#") ? "\"" : "";

	fprintf(f, "%s", facts[fact->byte[0]].name);
	if (!fact->data_bytes)
		return;
	fprintf(f, "=%s", quotes);
	if (tree)
		tree_file_show(f, p->data + fact->data, fact->data_bytes);
	else
		fprintf(f, "%s", value);
	fprintf(f, "%s", quotes);
}

static void show_words(FILE *f, const struct program *p)
{
	unsigned int i;

	for (i = 0; i < p->description.facts; i++) {
		fputc(' ', f);
		show_word(f, p, &p->description.fact[i]);
	}
	fputc('\n', f);
}

static void show_drawn(FILE *f, const struct program *p)
{
	const struct fact *fact = p->description.fact, *end = fact + p->description.facts;

	fprintf(f, " %s", drawn_word);
	show_fields(f, p->description.head, head_fields);
	fputc('\n', f);
	for (; fact < end; fact++) {
		show_word(f, p, fact);
		if (!fact->data_bytes)
			show_fields(f, fact->byte, facts[fact->byte[0]].field);
		fputc('\n', f);
	}
}

void text_head(FILE *f, const struct program *p)
{
	fprintf(f, "mmfuzz %u\nmachine", PROGRAM_VERSION);
	if (p->machine != CORE_DESCRIBED)
		fprintf(f, " %s\n", core_machine(p->machine)->name);
	else if (p->description.head[0] & HEAD_WORDS)
		show_words(f, p);
	else
		show_drawn(f, p);
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
	struct machine *trial; /* a described machine whose words are tried */
	char *directory; /* where files lie that the text names */
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
 * the number of words, or more than LINE_WORDS.
 */
static unsigned int split_words(char *line, char *words[LINE_WORDS])
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
		if (!inside && count++ < LINE_WORDS)
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
		return parse_fail(ps, PROGRAM_VERSION_ERROR, version, PROGRAM_VERSION);
	ps->versioned = true;
	return true;
}

static bool add_word(struct parser *ps, int kind, const void *value, size_t bytes)
{
	struct fact *fact = program_add_fact(ps->program, kind);

	if (!fact)
		return parse_fail(ps, "more than %u words", DESCRIPTION_FACTS);
	if (!program_add_data(ps->program, value, bytes, &fact->data))
		return parse_fail(ps, "%s: more than %u bytes", facts[kind].name, PROGRAM_DATA_MAX);
	fact->data_bytes = bytes;
	return true;
}

static bool add_tree(struct parser *ps, const char *name, const char *value)
{
	struct tree_file *t = malloc(sizeof(*t));
	bool ok;

	if (!t)
		return parse_fail(ps, "no memory");
	ok = tree_file_read(t, name, value, ps->directory) ? add_word(ps, FACT_DTB, t->blob, t->bytes)
							   : parse_fail(ps, "%s", t->error);
	free(t->blob);
	free(t);
	return ok;
}

/* "ram=0x60000000+1G", which is cut in two. */
static bool parse_word(struct parser *ps, char *word)
{
	char error[MACHINE_ERROR], *value = strchr(word, '=');

	if (value)
		*value++ = 0;
	if (!value && (fact_find(word) < 0 || !fact_is_flag(fact_find(word))))
		return parse_fail(ps, "'%s' is not of the form name=value", word);
	if (value && !text_is_plain(value, strlen(value)))
		return parse_fail(ps, "%s takes visible characters and blanks", word);
	if (value && fact_find(word) >= 0 && fact_is_flag(fact_find(word)))
		return parse_fail(ps, "%s takes no value", word);
	if (value && tree_file_is_word(word))
		return add_tree(ps, word, value);
	if (!machine_set_word(ps->trial, "", word, value ? value : "", error, sizeof(error)))
		return parse_fail(ps, "%s", error);
	return (value && !*value) || add_word(ps, fact_find(word), value ? value : "", value ? strlen(value) : 0);
}

static bool parse_fields(struct parser *ps, uint8_t *record, const struct fact_field *fields, char **words,
			 unsigned int count)
{
	const struct fact_field *f;
	unsigned int i, number;
	char *value;

	for (i = 1; i < count; i++) {
		value = strchr(words[i], '=');
		if (value)
			*value++ = 0;
		for (f = fields; f->name && strcmp(f->name, words[i]); f++)
			;
		if (!f->name)
			return parse_fail(ps, "%s has no '%s'", words[0], words[i]);
		if (!value || !parse_number(value, &number) || !fact_set_value(record, f, number))
			return parse_fail(ps, "%s=%s: a number below %u", f->name, value ? value : "",
					  f->mask ? 2 : 1u << 8 * f->bytes);
	}
	return true;
}

/* A fact of a drawn machine. */
static bool parse_fact(struct parser *ps, int kind, char **words, unsigned int count)
{
	struct fact *fact = program_add_fact(ps->program, kind);

	if (!fact)
		return parse_fail(ps, "more than %u facts", DESCRIPTION_FACTS);
	return parse_fields(ps, fact->byte, facts[kind].field, words, count);
}

static bool parse_described(struct parser *ps, char **words, unsigned int count)
{
	struct description *d = &ps->program->description;
	unsigned int i;

	ps->program->machine = CORE_DESCRIBED;
	ps->machined = true;
	memset(d->head, 0, sizeof(d->head));
	memset(&ps->trial->description, 0, sizeof(ps->trial->description));
	ps->trial->text_bytes = 0;
	d->head[0] = HEAD_DESCRIBED;
	if (!strcmp(words[1], drawn_word))
		return parse_fields(ps, d->head, head_fields, words + 1, count - 1);
	d->head[0] |= HEAD_WORDS;
	for (i = 1; i < count; i++)
		if (!parse_word(ps, words[i]))
			return false;
	return description_has_memory(d) || parse_fail(ps, "a machine takes RAM: ram=BASE+SIZE, dts=FILE or dtb=FILE");
}

static bool parse_machine(struct parser *ps, char **words, unsigned int count)
{
	unsigned int i;

	if (count < 2 || strcmp(words[0], "machine"))
		return parse_fail(ps, "expected 'machine NAME'");
	if (count > 2 || strchr(words[1], '=') || !strcmp(words[1], drawn_word))
		return parse_described(ps, words, count);
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

static bool parse_cpu(struct parser *ps, const char *value, struct op *op)
{
	unsigned int cpu;

	if (!parse_number(value, &cpu) || cpu >= CORE_MAX_CPUS)
		return parse_fail(ps, "on=%s is not a CPU from 0 to %u", value, CORE_MAX_CPUS - 1);
	op->cpu = cpu + 1;
	return true;
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
	if (!strcmp(word, "on"))
		return parse_cpu(ps, value, op);
	return parse_fail(ps, "%s has no parameter '%s' (see 'mmfuzz ops')", info->name, word);
}

/* The rest of the line, words joined by a blank each. */
static bool parse_statement(struct parser *ps, struct op *op, char **words, unsigned int count)
{
	char text[TEXT_STATEMENT_MAX] = "";
	size_t at = 0;
	unsigned int i;

	for (i = 1; i < count && at < sizeof(text); i++)
		at += snprintf(text + at, sizeof(text) - at, "%s%s", i > 1 ? " " : "", words[i]);
	if (at >= sizeof(text))
		return parse_fail(ps, "%s: longer than %zu bytes", words[0], sizeof(text) - 1);
	if (!ops[op->code].statement(text))
		return parse_fail(ps, "%s does not know '%s' (see fuzz/README.md)", words[0], text);
	if (!text_is_plain(text, at))
		return parse_fail(ps, "%s takes visible characters and blanks", words[0]);
	op->data_bytes = at;
	return program_add_data(ps->program, text, at, &op->data);
}

static bool parse_op(struct parser *ps, char **words, unsigned int count)
{
	int code = op_code(words[0]);
	struct op *op;
	unsigned int i;

	if (code < 0)
		return parse_fail(ps, "no operation '%s' (see 'mmfuzz ops')", words[0]);
	op = program_add(ps->program, code);
	if (ops[code].statement)
		return parse_statement(ps, op, words, count);
	for (i = 1; i < count; i++)
		if (!parse_argument(ps, &ops[code], words[i], op))
			return false;
	return true;
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
	struct program *p = ps->program;
	unsigned int to = p->ops, count = to - ps->from, n;

	if ((uint64_t)count * ps->times > TEXT_REPEAT_MAX)
		return parse_fail(ps, "a repetition writes at most %u operations", TEXT_REPEAT_MAX);
	for (n = 1; n < ps->times; n++) {
		program_insert(p, p->ops, count);
		memcpy(&p->op[p->ops - count], &p->op[ps->from], count * sizeof(p->op[0]));
	}
	ps->times = 0;
	return true;
}

/* Whether the line may still say something of the machine. */
static bool describes(const struct parser *ps)
{
	const struct program *p = ps->program;

	return p->machine == CORE_DESCRIBED && !(p->description.head[0] & HEAD_WORDS) && !p->ops && !ps->times;
}

/* A fact, an operation, or the beginning or end of a repetition; there is no repetition within one. */
static bool parse_step(struct parser *ps, char **words, unsigned int count)
{
	int kind;

	if (describes(ps)) {
		if (count == 1 && strchr(words[0], '='))
			return parse_word(ps, words[0]);
		kind = fact_find(words[0]);
		if (kind >= 0 && facts[kind].read)
			return parse_fact(ps, kind, words, count);
	}
	if (!ps->times && !strcmp(words[0], "repeat"))
		return begin_repeat(ps, words, count);
	if (ps->times && count == 1 && !strcmp(words[0], "}"))
		return end_repeat(ps);
	return parse_op(ps, words, count);
}

static bool parse_line(struct parser *ps, char *line)
{
	char *words[LINE_WORDS];
	unsigned int count = split_words(line, words);

	if (!count)
		return true;
	if (count > LINE_WORDS)
		return parse_fail(ps, "more than %u words", LINE_WORDS);
	if (!ps->versioned)
		return parse_version(ps, words, count);
	if (!ps->machined)
		return parse_machine(ps, words, count);
	return parse_step(ps, words, count);
}

/* Lines of a text that ends with NUL and is written to. */
static bool parse_lines(struct parser *ps, char *text, const char *end)
{
	char *next;

	for (; text < end; text = next) {
		next = memchr(text, '\n', end - text);
		ps->line++;
		if (next)
			*next++ = 0;
		else
			next = text + strlen(text) + 1;
		if (text + strlen(text) + 1 < next)
			return parse_fail(ps, "a NUL byte in text");
		if (!parse_line(ps, text))
			return false;
	}
	ps->line++;
	if (!ps->machined)
		return parse_fail(ps, "the file ends before 'machine NAME'");
	if (ps->times)
		return parse_fail(ps, "the file ends before the '}' of a repetition");
	return true;
}

bool text_assemble(struct program *p, const char *path, const char *text, size_t size, char *error, size_t error_size)
{
	static struct machine trial;
	const char *slash = strrchr(path, '/');
	struct parser ps = {.program = p, .trial = &trial, .error = error, .error_size = error_size};
	char *copy = malloc(size + 1);
	bool ok = false;

	program_clear(p);
	ps.directory = slash ? strndup(path, slash - path) : strdup(".");
	if (copy && ps.directory) {
		memcpy(copy, text, size);
		copy[size] = 0;
		ok = parse_lines(&ps, copy, copy + size);
	} else {
		parse_fail(&ps, "no memory");
	}
	free(copy);
	free(ps.directory);
	return ok;
}
