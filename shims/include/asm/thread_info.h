/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Thread information of sim, inside task_struct.
 *
 * Kind: architecture
 */
#ifndef _ASM_SIM_THREAD_INFO_H
#define _ASM_SIM_THREAD_INFO_H

#define THREAD_SIZE_ORDER 2
#define THREAD_SIZE (PAGE_SIZE << THREAD_SIZE_ORDER)

#ifndef __ASSEMBLY__
#include <asm/page.h>
struct thread_info {
	unsigned long flags;
	int preempt_count;
	unsigned int cpu;
};
#define INIT_THREAD_INFO(tsk) { .preempt_count = 0 }
#endif

#define TIF_SYSCALL_TRACE 0
#define TIF_SIGPENDING 1
#define TIF_NEED_RESCHED 2
#define TIF_NOTIFY_SIGNAL 3
#define TIF_NOTIFY_RESUME 4
#define TIF_MEMDIE 5
#define TIF_RESTORE_SIGMASK 6
#define TIF_NEED_RESCHED_LAZY 7
#define _TIF_SIGPENDING (1 << TIF_SIGPENDING)
#define _TIF_NEED_RESCHED (1 << TIF_NEED_RESCHED)
#define _TIF_NOTIFY_SIGNAL (1 << TIF_NOTIFY_SIGNAL)
#define _TIF_NOTIFY_RESUME (1 << TIF_NOTIFY_RESUME)
#define _TIF_SYSCALL_TRACE (1 << TIF_SYSCALL_TRACE)
#define _TIF_NEED_RESCHED_LAZY (1 << TIF_NEED_RESCHED_LAZY)

#endif
