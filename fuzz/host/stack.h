/* SPDX-License-Identifier: GPL-2.0 */
/* stack.h - where in the kernel a finding came up: its stack, with functions, files and lines. */
#ifndef MMFUZZ_STACK_H
#define MMFUZZ_STACK_H

enum {
	STACK_FRAMES = 64,
	STACK_NAME = 96,
	STACK_FILE = 128,
};

/* Return addresses, the innermost first. */
struct stack {
	unsigned int frames; /* 0: none was noted */
	void *pc[STACK_FRAMES];
};

/*
 * From now on the first finding with that signature leaves its stack in `stack`, and of a data race the writer's in
 * `writer`; NULL: none does.
 */
void stack_watch(struct stack *stack, struct stack *writer, const char *signature);
/* A finding comes up here; called where the kernel's frames are still there. */
void stack_note(const char *signature);
/* What that CPU is about to read is written here; and that is a finding, which comes up at the reader. */
void stack_note_write(unsigned int reader);
void stack_note_race(const char *signature, unsigned int reader);

struct stack_line {
	char function[STACK_NAME];
	char file[STACK_FILE]; /* below the tree or the project; "" if it is not known */
	unsigned int line;
};
/*
 * The kernel's part of a stack, from the function that complains to the door; calls that were inlined have a line each.
 * Returns how many. Without llvm-symbolizer, functions alone.
 */
unsigned int stack_lines(const struct stack *stack, struct stack_line *line, unsigned int max);

#endif
