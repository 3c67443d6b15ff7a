// SPDX-License-Identifier: GPL-2.0
/* parallel.c - operations that run at once: what runs them is run/parallel.c, so they have words alone. */
#include "op/table.h"

static const struct op_action actions[] = {
	{OP_PARALLEL, NULL, NULL, NULL, {"the next operations", "run at once, on several CPUs", NULL}},
	{OP_INTERRUPT, NULL, NULL, NULL, {"CPU {value}", "handles an interrupt", NULL}},
	{OP_PREEMPT, NULL, NULL, NULL, {"CPU {value}", "lets another go on", NULL}},
	{OP_PREEMPT_ACCESS, NULL, NULL, NULL, {"CPU {value}", "lets another go on before it accesses memory", NULL}},
};

const struct op_subject op_parallel = OP_SUBJECT(actions);
