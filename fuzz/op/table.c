// SPDX-License-Identifier: GPL-2.0
/* table.c - operations by their code, owners by their kind.  How an operation is written is lang/ops.def. */
#include <assert.h>

#include "op/table.h"

#define SUBJECT(subject) &(subject),
static const struct op_subject *const subjects[] = {OP_SUBJECTS(SUBJECT)};
#undef SUBJECT

enum {
	SUBJECTS = sizeof(subjects) / sizeof(subjects[0]),
};

const struct op_action *op_action(enum op_code code)
{
	static const struct op_action *action[OP_COUNT];
	unsigned int i, n;

	for (i = 0; !action[code] && i < SUBJECTS; i++)
		for (n = 0; n < subjects[i]->actions; n++)
			action[subjects[i]->action[n].code] = &subjects[i]->action[n];
	assert(action[code]);
	return action[code];
}

const struct op_owner *op_owner(enum object_kind kind)
{
	static const struct op_owner *owner[OBJECT_KINDS];
	unsigned int i, n;

	for (i = 0; !owner[kind] && i < SUBJECTS; i++)
		for (n = 0; n < subjects[i]->owners; n++)
			owner[subjects[i]->owner[n].kind] = &subjects[i]->owner[n];
	assert(owner[kind]);
	return owner[kind];
}
