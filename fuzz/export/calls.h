/* SPDX-License-Identifier: GPL-2.0 */
/*
 * calls.h - what a test that `mmfuzz export --c` wrote is made of, besides the calls of core.h: a machine, the checks
 * around each call, and what came of all of them.
 *
 * Between calls_begin() and calls_end() lies one operation of the kernel's; what it changed of who owns what follows,
 * then calls_check().  The calls run in a child, so that whatever ends it is a finding.
 */
#ifndef MMFUZZ_CALLS_H
#define MMFUZZ_CALLS_H

#include "props/props.h"

/* A finding of that signature, which is met, does not end the calls; before calls_run(). */
void calls_known(const char *signature);
bool calls_met(const char *signature);
/* Runs the calls on a machine: one of that name, or that the description is of. */
void calls_run(const char *machine, const struct core_description *description, void (*calls)(void));
/* The finding that ended them, "nothing" for none; and in words. */
const char *calls_found(void);
const char *calls_found_text(void);
/* Index of its operation, VERDICT_AT_END behind the last. */
int calls_found_at(void);
/* The first call that returned something else than it did when the test was written, or "". */
const char *calls_difference(void);

/* Operation `at` of that name begins; what kind it is to the checks. */
void calls_begin(int at, const char *name, enum op_kind kind);
/* The pages of the owner of pfn hold what they should (B12), before they are given back or written to. */
void calls_stamps(unsigned long pfn);
void calls_end(void);
void calls_result(long got, long wanted);
/* A statement "expect" of the program, of the call before; where it does not hold, that is the finding. */
void calls_expect(const char *text);

/* Who owns what has changed. */
/* So many objects alike, of one page behind the other; 1: that object. */
void calls_own(unsigned long objects, const struct object *object);
/* core_alloc_bulk(): its first page; its pages, of that class. */
unsigned long calls_bulk(unsigned int gfp, unsigned int count);
void calls_own_bulk(unsigned int gfp);
void calls_disown(enum object_kind kind, unsigned long pfn);
void calls_cut(enum object_kind kind, unsigned long pfn, unsigned long count);
void calls_split(unsigned long pfn);
void calls_write(unsigned long pfn);
/* A page of a file that somebody wrote to; pages that the device has. */
void calls_dirty(unsigned long pfn);
void calls_clean(unsigned long pfn, unsigned long count);
/* A file that was truncated from a page on. */
void calls_truncated(unsigned int file, unsigned long index);
void calls_pin(unsigned long pfn, int more);

/* All checks; the record is what was asked and what came of it. */
void calls_check(const struct op_record *record);
/* Those once everything is given back. */
void calls_finish(void);

#endif
