// SPDX-License-Identifier: GPL-2.0
/*
 * difference.c - compares two streams of one program, see difference.h.
 *
 * An operation prints the fields that it changed.  As long as two streams were the same, a field that only one of them
 * has, has changed there and not here.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "compare/difference.h"

/* ---------------------------------------------------------------- lines */

static bool split_step(struct text line, struct step *s)
{
	*s = (struct step){.line = line};
	if (!text_is(text_word(&line), "S"))
		return false;
	s->at = text_word(&line);
	s->op = text_word(&line);
	s->text = text_word(&line);
	s->result = text_word(&line);
	s->fields = line;
	return true;
}

struct field {
	enum depth depth;
	struct text name, value;
};

static bool next_field(struct text *fields, struct field *f)
{
	struct text word = text_word(fields);
	const char *letter = word.length ? strchr(depth_letters, word.at[0]) : NULL, *equal;

	equal = word.length ? memchr(word.at, '=', word.length) : NULL;
	if (!letter || !equal)
		return false;
	f->depth = letter - depth_letters;
	f->name = (struct text){word.at + 1, equal - word.at - 1};
	f->value = (struct text){equal + 1, word.at + word.length - equal - 1};
	return true;
}

/* Both sides have fields in the same order, so the search goes on behind the one found last, then from the start. */
static bool find_field(struct text all, struct text *from, struct text name, struct field *f)
{
	struct text rest = *from;

	while (next_field(&rest, f))
		if (text_same(f->name, name)) {
			*from = rest;
			return true;
		}
	for (rest = all; rest.at < from->at && next_field(&rest, f);)
		if (text_same(f->name, name)) {
			*from = rest;
			return true;
		}
	return false;
}

/* ---------------------------------------------------------------- what is not compared */

static int omitted_index(const struct omitted *o, struct text name)
{
	unsigned int i;

	for (i = 0; o && i < o->names; i++)
		if (text_is(name, o->name[i]))
			return i;
	return -1;
}

static bool is_omitted(const struct omitted *o, struct text name)
{
	int i = omitted_index(o, name);

	return i >= 0 && o->now[i];
}

static void omit(struct omitted *o, struct text name)
{
	int i = omitted_index(o, name);
	char **names;
	bool *now;

	if (i >= 0) {
		o->now[i] = true;
		return;
	}
	names = realloc(o->name, (o->names + 1) * sizeof(*names));
	now = realloc(o->now, (o->names + 1) * sizeof(*now));
	if (!names || !now)
		abort();
	o->name = names;
	o->now = now;
	o->name[o->names] = strndup(name.at, name.length);
	o->now[o->names++] = true;
}

/* ---------------------------------------------------------------- fields */

typedef void each_field(void *arg, const struct field *a, const struct field *b);

/*
 * Calls it for each field of exactly this depth that differs.  State that one side does not have did not change there:
 * NULL there; a result that one side does not have is none to compare.
 */
static void each_difference(const struct step step[2], enum depth depth, const struct omitted *omitted,
			    each_field *each, void *arg)
{
	struct text rest, hint;
	struct field f, g;
	int side;
	bool found;

	for (side = 0; side < 2; side++) {
		hint = step[!side].fields;
		for (rest = step[side].fields; next_field(&rest, &f);) {
			if (f.depth != depth || is_omitted(omitted, f.name))
				continue;
			found = find_field(step[!side].fields, &hint, f.name, &g);
			if (!found && depth > DEPTH_RESULT)
				each(arg, side ? NULL : &f, side ? &f : NULL);
			else if (found && !side && !text_same(f.value, g.value))
				each(arg, &f, &g);
		}
	}
}

static void omit_field(void *arg, const struct field *a, const struct field *b)
{
	omit(arg, a ? a->name : b->name);
}

/* "DMA32.nr_free[3]" is nr_free, "page[0x60123]" is page. */
static void name_family(char what[64], struct text name)
{
	const char *from = name.at, *end = name.at + name.length, *c;

	for (c = from; c < end && *c != '['; c++)
		if (*c == '.' && isupper((unsigned char)name.at[0]))
			break;
	if (c < end && *c == '.')
		from = c + 1;
	for (c = from; c < end && *c != '['; c++)
		;
	snprintf(what, 64, "%.*s", (int)(c - from), from);
}

static void note_first(void *arg, const struct field *a, const struct field *b)
{
	struct difference *d = arg;

	if (d->kind == DIFFER_NONE) {
		d->kind = DIFFER_FIELDS;
		d->depth = a ? a->depth : b->depth;
		name_family(d->what, a ? a->name : b->name);
	}
}

/* ---------------------------------------------------------------- programs */

static bool same_program(struct text a, struct text b, struct difference *d)
{
	struct text machine[2];
	unsigned int side;

	text_word(&a);
	text_word(&a);
	text_word(&b);
	text_word(&b);
	machine[0] = text_word(&a);
	machine[1] = text_word(&b);
	for (side = 0; side < 2; side++)
		if (text_is(machine[side], "-"))
			return true;
	if (text_same(machine[0], machine[1]))
		return true;
	d->kind = DIFFER_MACHINE;
	snprintf(d->why, sizeof(d->why), "it is a program for machine %.*s on one build, %.*s on the other",
		 (int)machine[0].length, machine[0].at, (int)machine[1].length, machine[1].at);
	return false;
}

/* The RAM of both, for the same machine, as far as both know it. */
static bool same_ram(struct text a, struct text b)
{
	unsigned int i;

	for (i = 0; i < 3; i++) {
		text_word(&a);
		text_word(&b);
	}
	return text_same(text_word(&a), text_word(&b));
}

static void compare_step(struct difference *d, enum depth depth, struct omitted *omitted)
{
	bool boot = text_is(d->step[0].op, "boot") && text_is(d->step[1].op, "boot");
	enum depth i;

	if (!text_same(d->step[0].op, d->step[1].op) || !text_same(d->step[0].text, d->step[1].text)) {
		d->kind = DIFFER_STEPS;
		d->depth = DEPTH_OUTCOME;
		snprintf(d->what, sizeof(d->what), "%s", "steps");
		return;
	}
	for (i = 0; i <= depth && d->kind == DIFFER_NONE; i++)
		if (boot && omitted)
			each_difference(d->step, i, omitted, omit_field, omitted);
		else
			each_difference(d->step, i, omitted, note_first, d);
}

static bool refused(struct difference *d, struct text line)
{
	if (!line.length || line.at[0] != 'X')
		return false;
	text_word(&line);
	d->kind = DIFFER_MACHINE;
	snprintf(d->why, sizeof(d->why), "%.*s", (int)line.length, line.at);
	return true;
}

/* With other RAM, splits and partial releases leave other objects, so that giving them back takes other steps. */
static bool next_line(struct text *program, struct text *line, bool no_end)
{
	struct step s;

	while (text_line(program, line))
		if (!no_end || !split_step(*line, &s) || strtol(s.at.at, NULL, 10) != VERDICT_AT_END ||
		    text_is(s.op, "verdict"))
			return true;
	return false;
}

/* Of builds with other assertions: behind one that is known, only the other side goes on. */
static bool is_ended(struct text line)
{
	static const char ended[] = STATELOG_ENDED;
	struct step s;

	return split_step(line, &s) && text_is(s.op, "verdict") && s.result.length > sizeof(ended) - 1 &&
	       !strncmp(s.result.at, ended, sizeof(ended) - 1);
}

struct difference differ_find(struct text a, struct text b, enum depth depth, bool ended, struct omitted *omitted)
{
	struct difference d = {.program = {a, b}};
	struct text line[2] = {0};
	bool more[2];

	if (omitted && omitted->names)
		memset(omitted->now, 0, omitted->names * sizeof(*omitted->now));
	text_line(&a, &line[0]);
	text_line(&b, &line[1]);
	if (!same_program(line[0], line[1], &d))
		return d;
	d.other_ram = !same_ram(line[0], line[1]);
	if (d.other_ram)
		depth = DEPTH_OUTCOME;
	while (d.kind == DIFFER_NONE) {
		more[0] = next_line(&a, &line[0], d.other_ram);
		more[1] = next_line(&b, &line[1], d.other_ram);
		if (!more[0] || !more[1] || refused(&d, line[0]) || refused(&d, line[1]))
			break;
		if (ended && (is_ended(line[0]) || is_ended(line[1])))
			break;
		if (text_same(line[0], line[1]))
			continue;
		if (split_step(line[0], &d.step[0]) && split_step(line[1], &d.step[1]))
			compare_step(&d, depth, omitted);
	}
	return d;
}

/* ---------------------------------------------------------------- for people */

/* What a field was before the difference. */
static struct text last_value(struct text program, struct text until, struct text name)
{
	struct text line, value = {"?", 1}, from;
	struct step s;
	struct field f;

	while (text_line(&program, &line) && line.at < until.at) {
		if (!split_step(line, &s))
			continue;
		from = s.fields;
		if (find_field(s.fields, &from, name, &f))
			value = f.value;
	}
	return value;
}

struct report {
	const struct difference *d;
	differ_field *field;
	void *arg;
	unsigned int count;
};

static void tell_field(void *arg, const struct field *a, const struct field *b)
{
	struct report *t = arg;
	struct text name = a ? a->name : b->name, value[2];

	value[0] = a ? a->value : last_value(t->d->program[0], t->d->step[0].line, name);
	value[1] = b ? b->value : last_value(t->d->program[1], t->d->step[1].line, name);
	if (t->count++ < DIFFER_SHOWN)
		t->field(t->arg, name, value[0], value[1]);
}

unsigned int differ_fields(const struct difference *d, enum depth depth, const struct omitted *omitted,
			   differ_field *field, void *arg)
{
	struct report t = {d, field, arg, 0};
	enum depth i;

	for (i = 0; d->kind == DIFFER_FIELDS && i <= depth; i++)
		each_difference(d->step, i, omitted, tell_field, &t);
	return t.count;
}

unsigned int differ_before(const struct difference *d, struct step before[DIFFER_BEFORE])
{
	struct text rest = d->program[0], line;
	unsigned int n = 0;
	struct step s;

	while (text_line(&rest, &line) && line.at < d->step[0].line.at) {
		if (!split_step(line, &s))
			continue;
		if (n == DIFFER_BEFORE)
			memmove(before, before + 1, --n * sizeof(*before));
		before[n++] = s;
	}
	return n;
}
