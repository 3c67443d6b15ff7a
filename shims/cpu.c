// SPDX-License-Identifier: GPL-2.0
/*
 * cpu.c - the CPUs: which one runs, its task, the CPU masks and the hotplug callbacks.
 *
 * An operation names its CPU; nothing else changes it but bound work (work.c).  All CPUs are online from the start: the
 * kernel's own hotplug machine would pull in the scheduler.
 *
 * Kind: deliberately different
 */
#include <linux/cpu.h>
#include <linux/cpuhotplug.h>
#include <linux/cpumask.h>
#include <linux/sched.h>
#include <linux/sched/prio.h>
#include <linux/sched/signal.h>
#include <linux/topology.h>

#include <generated/probes.h>
#include "sim.h"

int sim_cpu;
static struct task_struct tasks[NR_CPUS];
/* Where the allocator looks whether the task is being killed for want of memory. */
static struct signal_struct signals[NR_CPUS];
struct task_struct *sim_current = &tasks[0];
unsigned long sim_irqs = ARCH_IRQ_ENABLED;
/* The state before the outermost local_interrupt_disable(), on kernels that count them. */
DEFINE_PER_CPU(unsigned long, local_interrupt_disable_state);

struct cpumask __cpu_possible_mask, __cpu_online_mask, __cpu_present_mask, __cpu_active_mask, __cpu_dying_mask;
atomic_t __num_online_cpus;
#if NR_CPUS > 1
unsigned int nr_cpu_ids = NR_CPUS;
#endif

/* One row a bit, plus a row of zeros before: what get_cpu_mask() of the kernel's headers steps back into. */
#define MASK_ROW(n) [n + 1] = {[0] = 1UL << (n)}
const unsigned long cpu_bit_bitmap[BITS_PER_LONG + 1][BITS_TO_LONGS(NR_CPUS)] = {
	MASK_ROW(0), MASK_ROW(1), MASK_ROW(2), MASK_ROW(3), MASK_ROW(4), MASK_ROW(5), MASK_ROW(6), MASK_ROW(7),
};
static_assert(NR_CPUS <= 8, "a row for each CPU above");
const unsigned long cpu_all_bits[BITS_TO_LONGS(NR_CPUS)] = {(1UL << NR_CPUS) - 1};

void sim_cpu_set(int cpu)
{
	sim_cpu = cpu;
	sim_current = &tasks[cpu];
}

void sim_task_init(struct task_struct *task, struct signal_struct *signal, int cpu)
{
	task_thread_info(task)->cpu = cpu;
	task->signal = signal;
	refcount_set(&task->usage, 1);
	INIT_LIST_HEAD(&task->tasks);
	/* As copy_process() has it (kernel/fork.c). */
	task->nr_dirtied_pause = 128 >> (PAGE_SHIFT - 10);
	/* An ordinary task: to a real-time one, which 0 would be, the allocator gives half of the reserve. */
	task->prio = task->static_prio = task->normal_prio = DEFAULT_PRIO;
}

void sim_cpu_init(void)
{
	int cpu;

	for (cpu = 0; cpu < NR_CPUS; cpu++) {
		cpumask_set_cpu(cpu, &__cpu_possible_mask);
		cpumask_set_cpu(cpu, &__cpu_present_mask);
		cpumask_set_cpu(cpu, &__cpu_online_mask);
		cpumask_set_cpu(cpu, &__cpu_active_mask);
		sim_task_init(&tasks[cpu], &signals[cpu], cpu);
	}
	atomic_set(&__num_online_cpus, NR_CPUS);
	sim_cpu_set(0);
}

/* The states' startup callbacks are for CPUs that come online later; none does. */
int __cpuhp_setup_state(enum cpuhp_state state, const char *name, bool invoke, int (*startup)(unsigned int),
			int (*teardown)(unsigned int), bool multi)
{
	int cpu;

	if (!invoke || !startup)
		return 0;
	for_each_online_cpu (cpu)
		startup(cpu);
	return 0;
}
