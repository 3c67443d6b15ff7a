// SPDX-License-Identifier: GPL-2.0
/* table.c - what each operation does, by its code.  How it is written is an entry of lang/ops.c. */
#include <assert.h>

#include "op/table.h"

static const struct op_subject *const subjects[] = {
	&op_pages, &op_movable, &op_cma, &op_dma, &op_contig, &op_system, &op_pool, &op_expect,
};

const struct op_action *op_action(enum op_code code)
{
	static const struct op_action *action[OP_COUNT];
	unsigned int i, n;

	for (i = 0; !action[code] && i < sizeof(subjects) / sizeof(subjects[0]); i++)
		for (n = 0; n < subjects[i]->actions; n++)
			action[subjects[i]->action[n].code] = &subjects[i]->action[n];
	assert(action[code]);
	return action[code];
}
