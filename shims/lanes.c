// SPDX-License-Identifier: GPL-2.0
/*
 * lanes.c - virtual CPUs: operations that run at once, each on a CPU and a stack of its own.
 *
 * One thread, so one lane runs at a time, and goes on until it comes to a point where another may: before a lock is
 * taken or tried for, behind its release, and where it would wait.  Who goes on there is the host's to choose, so that
 * a run is a function of the choices.  What a lane waits for it really waits for: where no lane can go on any more,
 * that is a deadlock.
 *
 * A CPU of a lane that runs bound work of another CPU (work.c) is that CPU meanwhile, whose own lane stands still.
 *
 * Kind: deliberately different
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/sched.h>

#include "sim.h"

#define STACK_BYTES (256UL << 10)
enum { LANES = CORE_MAX_CPUS, MAIN = LANES, NOBODY = -1, IN_VAIN = 1000 };

enum state { LANE_NONE, LANE_READY, LANE_WAITS, LANE_DONE };

static struct lane {
	void *sp;
	void *fake; /* what ASan keeps of a stack that stands still */
	const void *stack;
	size_t stack_bytes;
	enum state state;
	bool polls; /* it goes on if others have */
	const void *lock; /* for which it waits, and who has it */
	int holder;
	int cpu, lent; /* which it is; the lane that is its CPU, or NOBODY */
	struct task_struct *task;
	unsigned long irqs;
	const void *held; /* by lockdep */
} lane[LANES + 1] __nosave;

static const struct core_lanes *block __nosave;
int sim_lane_running __nosave;
static bool leaves __nosave;
static char *stacks __nosave;
bool sim_lanes_run __nosave;
/* So often one that waits went on to find nothing, since a CPU was done. */
static unsigned int in_vain __nosave;

#if SIM_ASAN
void __sanitizer_start_switch_fiber(void **fake, const void *stack, size_t bytes);
void __sanitizer_finish_switch_fiber(void *fake, const void **stack, size_t *bytes);
#else
static inline void __sanitizer_start_switch_fiber(void **fake, const void *stack, size_t bytes)
{
}
static inline void __sanitizer_finish_switch_fiber(void *fake, const void **stack, size_t *bytes)
{
}
#endif

/* The registers that a function keeps go to the stack that is left, and come from the one that is entered. */
static noinline __attribute__((naked)) void jump(void **from, void *to)
{
	asm volatile("push %rbp\n\tpush %rbx\n\tpush %r12\n\tpush %r13\n\tpush %r14\n\tpush %r15\n\t"
		     "mov %rsp, (%rdi)\n\t"
		     "mov %rsi, %rsp\n\t"
		     "pop %r15\n\tpop %r14\n\tpop %r13\n\tpop %r12\n\tpop %rbx\n\tpop %rbp\n\t"
		     "ret");
}

static void save(struct lane *l)
{
	l->cpu = sim_cpu;
	l->task = sim_current;
	l->irqs = sim_irqs;
	l->held = sim_held_save();
}

static void restore(const struct lane *l)
{
	sim_cpu = l->cpu;
	sim_current = l->task;
	sim_irqs = l->irqs;
	sim_held_restore(l->held);
}

/* Arrived; from whom is only wanted for the main stack's bounds, which nobody else knows. */
static void arrive(void *fake)
{
	const void *stack = NULL;
	size_t bytes = 0;

	__sanitizer_finish_switch_fiber(fake, &stack, &bytes);
	if (!lane[MAIN].stack) {
		lane[MAIN].stack = stack;
		lane[MAIN].stack_bytes = bytes;
	}
}

static void switch_to(int to)
{
	struct lane *from = &lane[sim_lane_running], *next = &lane[to];

	if (block->switched)
		block->switched(block->arg, sim_lane_running, to);
	save(from);
	sim_lane_running = to;
	next->polls = false;
	__sanitizer_start_switch_fiber(from->state == LANE_DONE ? NULL : &from->fake, next->stack, next->stack_bytes);
	jump(&from->sp, next->sp);
	arrive(from->fake);
	restore(from);
}

/* A bit for each lane that can go on; not one whose CPU another is. */
static unsigned int ready(bool with_polling)
{
	unsigned int set = 0, i;

	for (i = 0; i < block->lanes; i++)
		if (lane[i].state == LANE_READY && lane[i].lent == NOBODY && (with_polling || !lane[i].polls))
			set |= 1u << i;
	return set;
}

/* Which of the set is next, by the host's choice. */
static int choose(unsigned int set, enum core_lane_point point)
{
	int to = block->choose(block->arg, sim_lane_running, set, point);

	return set >> to & 1 ? to : __builtin_ctz(set);
}

/* None can go on: who waits, and who has what it waits for. */
static void deadlock(void)
{
	static char text[128] __nosave;
	unsigned int i, length = 0;

	for (i = 0; i < block->lanes; i++) {
		if (lane[i].state != LANE_WAITS)
			continue;
		length += scnprintf(text + length, sizeof(text) - length, "%sCPU %u waits for a lock",
				    length ? ", " : "", i);
		/* Of several readers nobody knows who they are. */
		if (lane[i].holder != NOBODY)
			length += scnprintf(text + length, sizeof(text) - length, " of CPU %d", lane[i].holder);
	}
	sim_report(CORE_REPORT_LOCK, "deadlock", length ? text : "no CPU can go on");
	sim_host->stop();
}

void sim_lane_open(void)
{
	if (sim_lane_running != MAIN && sim_irqs)
		choose(1u << sim_lane_running, CORE_LANE_OPEN);
}

/* Others may have run within the handler of an interrupt. */
void sim_lane_point_passed(void)
{
	int to;

	if (sim_lane_running == MAIN)
		return;
	sim_lane_open();
	to = choose(ready(true), CORE_LANE_MAY);
	if (to != sim_lane_running)
		switch_to(to);
}

bool sim_lane_within(void)
{
	return sim_lanes_run && sim_lane_running != MAIN;
}

/* So are what the architecture would have in registers. */
bool sim_lane_own(const volatile void *p)
{
	unsigned long address = (unsigned long)p;

	return address - (unsigned long)lane[sim_lane_running].stack < STACK_BYTES || p == &sim_cpu ||
	       p == &sim_current || p == &sim_irqs;
}

void sim_lane_access(const struct core_access *access)
{
	unsigned int set = ready(true), to;

	if (!block->access)
		return;
	to = block->access(block->arg, sim_lane_running, set, access);
	if (to != sim_lane_running && set >> to & 1)
		switch_to(to);
}

bool sim_lane_waits(const void *lock, int holder)
{
	struct lane *l = &lane[sim_lane_running];
	unsigned int set;

	if (!sim_lanes_run || holder == sim_lane_running)
		return false;
	l->state = LANE_WAITS;
	l->lock = lock;
	l->holder = holder;
	set = ready(true);
	if (!set)
		deadlock();
	switch_to(choose(set, CORE_LANE_MUST));
	return true;
}

void sim_lane_released(const void *lock)
{
	unsigned int i;

	for (i = 0; i < block->lanes; i++)
		if (lane[i].state == LANE_WAITS && lane[i].lock == lock)
			lane[i].state = LANE_READY;
}

bool sim_lane_yields(void)
{
	unsigned int set;

	if (!sim_lanes_run)
		return false;
	lane[sim_lane_running].polls = true;
	set = ready(false);
	if (set)
		switch_to(choose(set, CORE_LANE_MUST));
	lane[sim_lane_running].polls = false;
	return set;
}

/*
 * Another goes on that has already looked in vain: what it waits for may have come since.  Where that goes on for too
 * long nothing will.
 */
bool sim_lane_yields_again(void)
{
	unsigned int set = sim_lane_within() ? ready(true) & ~(1u << sim_lane_running) : 0;

	if (!set)
		return false;
	if (++in_vain == IN_VAIN)
		deadlock();
	switch_to(choose(set, CORE_LANE_MUST));
	return true;
}

/* Whether work that is bound to the CPU could run there now: its own lane, if it has one, can be preempted. */
static bool is_preemptible(unsigned int cpu)
{
	const struct lane *l = &lane[cpu];

	if (cpu >= block->lanes || cpu == sim_lane_running || l->state == LANE_DONE || !l->task)
		return true;
	return l->lent == NOBODY && l->irqs && !task_thread_info(l->task)->preempt_count;
}

void sim_lane_borrow(int cpu)
{
	if (!sim_lanes_run)
		return;
	while (!is_preemptible(cpu))
		if (!sim_lane_yields())
			deadlock();
	if ((unsigned int)cpu < block->lanes && cpu != sim_lane_running)
		lane[cpu].lent = sim_lane_running;
}

void sim_lane_return(int cpu)
{
	if (sim_lanes_run && (unsigned int)cpu < block->lanes && lane[cpu].lent == sim_lane_running)
		lane[cpu].lent = NOBODY;
}

/* No CPU is within a read side any more that was when this was called. */
void sim_lane_readers(void)
{
	unsigned int i;

	for (i = 0; sim_lanes_run && i < block->lanes; i++)
		while (i != sim_lane_running && !is_preemptible(i) && sim_lane_yields())
			;
}

/* What was seen at the end of an operation is the host's; here what a CPU that comes to its end still has. */
static void check_end(void)
{
	if (!sim_irqs)
		sim_report(CORE_REPORT_LOCK, "interrupts off at the end", "interrupts off at the end");
	if (preempt_count())
		sim_report(CORE_REPORT_LOCK, "preemption off at the end", "preemption off at the end");
	sim_irqs = ARCH_IRQ_ENABLED;
}

static void lane_main(void)
{
	unsigned int set;

	arrive(NULL);
	restore(&lane[sim_lane_running]);
	block->run(block->arg, sim_lane_running);
	check_end();
	in_vain = 0;
	lane[sim_lane_running].state = LANE_DONE;
	set = ready(true);
	if (set)
		switch_to(choose(set, CORE_LANE_MUST));
	else
		switch_to(MAIN);
	panic("shims/lanes.c: a CPU goes on that was done");
}

static void prepare(int i)
{
	struct lane *l = &lane[i];
	void **top;

	*l = (struct lane){.stack = stacks + i * STACK_BYTES, .stack_bytes = STACK_BYTES, .state = LANE_READY};
	l->lent = NOBODY;
	sim_cpu_set(i);
	l->cpu = i;
	l->task = sim_current;
	l->irqs = ARCH_IRQ_ENABLED;
	l->held = sim_held_fresh(i);
	__asan_unpoison_memory_region(l->stack, STACK_BYTES);
	/*
	 * As if a function had been called whose caller is nobody, six registers below it: the address to which that
	 * one would return lies 8 bytes below a multiple of 16, as the ABI has it.
	 */
	top = (void **)(stacks + (i + 1) * STACK_BYTES) - 1;
	*top = NULL;
	*--top = lane_main;
	l->sp = top - 6;
	sim_raw_fill(l->sp, 0, 6 * sizeof(void *));
}

static bool has_stacks(void)
{
	if (!stacks)
		stacks = sim_host->map(SIM_STACKS_BASE, LANES * STACK_BYTES);
	return stacks;
}

static bool none_waits(void)
{
	unsigned int i;

	for (i = 0; i < block->lanes; i++)
		if (lane[i].state != LANE_DONE)
			return false;
	return true;
}

int sim_lanes(const struct core_lanes *lanes)
{
	unsigned int i;

	if (lanes->lanes < 1 || lanes->lanes > NR_CPUS || !has_stacks())
		return -EINVAL;
	block = lanes;
	lane[MAIN] = (struct lane){.lent = NOBODY};
	save(&lane[MAIN]);
	for (i = 0; i < lanes->lanes; i++)
		prepare(i);
	restore(&lane[MAIN]);
	sim_lane_running = MAIN;
	leaves = false;
	in_vain = 0;
	sim_race_begin();
	sim_lanes_run = true;
	switch_to(choose(ready(true), CORE_LANE_MUST));
	sim_lanes_run = false;
	if (leaves)
		sim_host->stop();
	if (!none_waits())
		deadlock();
	return 0;
}

void sim_lanes_leave(void)
{
	if (!sim_lanes_run || sim_lane_running == MAIN)
		return;
	leaves = true;
	switch_to(MAIN);
}

void sim_lanes_forget(void)
{
	sim_lanes_run = false;
}
