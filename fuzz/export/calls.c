// SPDX-License-Identifier: GPL-2.0
/* calls.c - see calls.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export/calls.h"
#include "op/common.h"
#include "run/child.h"

enum {
	DIFFERENCE = 160,
};

static struct shared {
	struct outcome out;
	char difference[DIFFERENCE];
} *shared;

static struct calls {
	const char *machine;
	const struct core_description *description;
	void (*run)(void);
	struct model model;
	struct run run_state; /* as statements see it */
	bool statement; /* a statement is checked, which is no operation */
	unsigned int slot; /* what the operation has allocated, or MODEL_NONE */
	char name[24];
	int at;
} calls;

/* ---------------------------------------------------------------- the run */

static unsigned int index_of(const char *name)
{
	unsigned int i;

	for (i = 0; i < core_machines(); i++)
		if (!strcmp(core_machine(i)->name, name))
			return i;
	fprintf(stderr, "mmfuzz: this build has no machine '%s'\n", name);
	abort();
}

static bool boot(unsigned int *machine)
{
	const struct core_machine *m;

	*machine = calls.description ? (unsigned int)CORE_DESCRIBED : index_of(calls.machine);
	return !(calls.description ? core_boot(calls.description, &m) : core_reset(*machine));
}

static void run_calls(void *unused)
{
	unsigned int machine;

	(void)unused;
	verdict_begin(calls.machine);
	if (!setjmp(*host_enter())) {
		if (!boot(&machine)) {
			verdict_add(VERDICT_PLAIN, "boot:machine", "machine %s does not boot", calls.machine);
		} else {
			calls.run_state = (struct run){.build = core_build(), .machine = core_machine(machine)};
			model_reset(&calls.model, machine);
			props_program_begin(&calls.model);
			calls.run();
		}
	}
	host_leave();
}

void calls_run(const char *machine, const struct core_description *description, void (*run)(void))
{
	shared = shared ? shared : child_memory(sizeof(*shared));
	if (!shared)
		abort();
	shared->difference[0] = 0;
	calls.machine = machine;
	calls.description = description;
	calls.run = run;
	if (!child_do(run_calls, NULL, &shared->out, false))
		abort();
}

void calls_known(const char *signature)
{
	verdict_know(signature, "known when the test was written");
}

bool calls_met(const char *signature)
{
	return verdict_has(&shared->out.verdict, signature);
}

static const struct finding *found(void)
{
	return verdict_end(&shared->out.verdict);
}

const char *calls_found(void)
{
	return found() ? found()->signature : "nothing";
}

const char *calls_found_text(void)
{
	return found() ? found()->text : "";
}

int calls_found_at(void)
{
	return found() ? found()->at : VERDICT_AT_END;
}

const char *calls_difference(void)
{
	return shared->difference;
}

/* ---------------------------------------------------------------- an operation */

void calls_begin(int at, const char *name, enum op_kind kind)
{
	snprintf(calls.name, sizeof(calls.name), "%s", name);
	calls.at = at;
	calls.slot = MODEL_NONE;
	calls.statement = false;
	verdict_at(at, calls.name);
	props_op_begin(&calls.model, kind);
	core_op_begin();
}

/* The object of a kind that begins at or has the page. */
static unsigned int find(enum object_kind kind, unsigned long pfn)
{
	const struct model *m = &calls.model;
	const struct object *object;
	unsigned int i;

	for (i = 0; i < m->live_count[kind]; i++) {
		object = &m->object[m->live[kind][i]];
		if (pfn >= object->pfn && pfn < object->pfn + object->count)
			return m->live[kind][i];
	}
	return MODEL_NONE;
}

void calls_stamps(unsigned long pfn)
{
	unsigned int slot = model_owner(&calls.model, pfn);

	if (slot == MODEL_NONE)
		return;
	pfn = model_check_stamp(&calls.model, slot);
	if (pfn != CORE_NO_PFN)
		check_fail_page(pfn, "B12", "stamp", "pfn 0x%lx does not hold what its owner wrote", pfn);
}

void calls_end(void)
{
	core_op_end();
	follow_moves(&calls.model);
}

void calls_result(long got, long wanted)
{
	if (got == wanted || *shared->difference)
		return;
	snprintf(shared->difference, DIFFERENCE, "operation %d (%s) returned %ld (0x%lx), not %ld (0x%lx)", calls.at,
		 calls.name, got, got, wanted, wanted);
}

void calls_expect(const char *text)
{
	calls.statement = true;
	expect_check(&calls.run_state, text);
}

/* ---------------------------------------------------------------- who owns what */

void calls_own(unsigned long objects, const struct object *object)
{
	struct object next = *object;
	unsigned int slot;

	for (; objects; objects--, next.pfn++, next.index++) {
		slot = model_add(&calls.model, &next);
		calls.slot = calls.slot == MODEL_NONE ? slot : calls.slot;
	}
}

static const unsigned long *bulk;
static unsigned int bulk_count;

unsigned long calls_bulk(unsigned int gfp, unsigned int count)
{
	bulk_count = core_alloc_bulk(gfp, count, &bulk);
	return bulk_count ? bulk[0] : CORE_NO_PFN;
}

void calls_own_bulk(unsigned int gfp)
{
	struct object page = {.kind = OBJECT_PAGES, .count = 1, .gfp = gfp, .zeroed = core_gfp(gfp)->zero};
	unsigned int i;

	for (i = 0; i < bulk_count; i++) {
		page.pfn = bulk[i];
		calls_own(1, &page);
	}
}

void calls_disown(enum object_kind kind, unsigned long pfn)
{
	unsigned int slot = find(kind, pfn);

	if (slot != MODEL_NONE)
		model_remove(&calls.model, slot);
}

void calls_cut(enum object_kind kind, unsigned long pfn, unsigned long count)
{
	unsigned int slot = find(kind, pfn);

	if (slot != MODEL_NONE)
		model_cut(&calls.model, slot, pfn, count);
}

void calls_split(unsigned long pfn)
{
	unsigned int slot = find(OBJECT_PAGES, pfn);

	if (slot != MODEL_NONE)
		split_object(&calls.model, slot);
}

void calls_write(unsigned long pfn)
{
	unsigned int slot = find(OBJECT_PAGES, pfn);

	if (slot != MODEL_NONE)
		write_object(&calls.model, slot);
}

void calls_dirty(unsigned long pfn)
{
	unsigned int slot = find(OBJECT_CACHE, pfn);

	if (slot == MODEL_NONE)
		return;
	calls.model.object[slot].dirty = true;
	write_object(&calls.model, slot);
}

void calls_clean(unsigned long pfn, unsigned long count)
{
	clean_range(&calls.model, pfn, count);
}

void calls_truncated(unsigned int file, unsigned long index)
{
	follow_truncation(&calls.model, file, index);
}

void calls_pin(unsigned long pfn, int more)
{
	unsigned int slot = model_owner(&calls.model, pfn);

	if (slot != MODEL_NONE)
		calls.model.object[slot].pins += more;
}

/* ---------------------------------------------------------------- checks */

void calls_check(const struct op_record *record)
{
	struct op_record own = *record;

	own.slot = calls.slot;
	if (!calls.statement)
		calls.run_state.last = (struct run_last){record->ok, record->kind == OP_KIND_NONE, record->pfn};
	props_run(&calls.model, &own, record->kind == OP_KIND_NONE ? COST_WALK : COST_OP | COST_WALK);
}

void calls_finish(void)
{
	const struct op_record none = {.kind = OP_KIND_NONE, .ok = true, .slot = MODEL_NONE};

	verdict_at(VERDICT_AT_END, "end");
	props_run(&calls.model, &none, COST_WALK | COST_END);
}
