/* SPDX-License-Identifier: GPL-2.0 */
/*
 * facts.h - the table of what a machine's description can say: each fact with its word, its options of `mmfuzz boot`,
 * and its fields where a drawn machine has it.
 */
#ifndef MMFUZZ_FACTS_H
#define MMFUZZ_FACTS_H

#include <stdbool.h>

#include "machine/reader.h"

/* A word that is being read, and where its message goes. */
struct word {
	struct machine *machine;
	const char *dashes, *name, *value;
	char *error;
	size_t size;
};

enum {
	FACT_RAM = 0,
	FACT_DTB = 11, /* the device tree, which has bytes in place of a text */
	FACT_BOTTOM_UP = 14,
	FACT_DRAWN = 11, /* those before are drawn */
	FACT_COUNT = 20,
	FACT_FIELDS = 8,
	HEAD_FIELDS = 13,
};

struct fact_field {
	const char *name; /* NULL behind the last */
	uint8_t at, bytes; /* where its bytes are, the lowest first */
	uint8_t mask; /* of one bit that means 1; 0: the bytes as they are */
};

struct fact_info {
	const char *name;
	const char *help; /* as an option of `mmfuzz boot`: lines */
	bool (*set)(const struct word *w); /* as a word; NULL: it is only drawn */
	void (*read)(struct reader *d); /* drawn; NULL: it is only a word */
	struct fact_field field[FACT_FIELDS + 1];
};

extern const struct fact_info facts[FACT_COUNT];
extern const struct fact_field head_fields[HEAD_FIELDS + 1];

/* Whether its word has no value. */
bool fact_is_flag(unsigned int fact);
/* Index of the fact of that name, or -1. */
int fact_find(const char *name);
unsigned int fact_value(const uint8_t *record, const struct fact_field *field);
/* False if the value does not fit. */
bool fact_set_value(uint8_t *record, const struct fact_field *field, unsigned long value);
/* Makes bytes 0 that no field has. */
void fact_reduce(uint8_t *record, const struct fact_field *fields);

/* A fact's value as a word. */
const char *fact_word(const struct fact *fact, const uint8_t *data);
void description_remove(struct description *d, unsigned int fact);
/* Whether there is RAM: a drawn machine has some, else a bank or a tree must be said. */
bool description_has_memory(const struct description *d);

/* Whether machines can be drawn here: drawn ones have up to some hundred pageblocks, which must not be huge. */
bool machine_can_draw(void);
#define MACHINE_CANNOT_DRAW "drawn machines of some pageblocks are too large on this profile"

/* A number with a unit behind it or not, as 75M; end: what follows.  False where there is none. */
bool parse_bytes(const char *text, char **end, unsigned long long *bytes);

/*
 * One word of a description, "bottom-up" without value.  On failure returns false and leaves one line in error, which
 * names the word behind `dashes`.
 */
bool machine_set_word(struct machine *m, const char *dashes, const char *name, const char *value, char *error,
		      size_t size);

/* The setters of words, words.c. */
bool set_ram(const struct word *w);
bool set_reserve(const struct word *w);
bool set_cmdline(const struct word *w);
bool set_config(const struct word *w);
bool set_area(const struct word *w);
bool set_limit(const struct word *w);
bool set_dma_end(const struct word *w);
bool set_dma32_end(const struct word *w);
bool set_bottom_up(const struct word *w);
bool set_highmem(const struct word *w);
bool set_arch(const struct word *w);
bool set_tree_at(const struct word *w);
bool set_kernel(const struct word *w);

#endif
