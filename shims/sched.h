/* SPDX-License-Identifier: GPL-2.0 */
/*
 * sched.h - what kernel/sched/build_utility.c includes for the files of waiting, without the scheduler's own header.
 *
 * Kind: shared
 */
#ifndef SIM_SCHED_H
#define SIM_SCHED_H

#include <linux/completion.h>
#include <linux/hash.h>
#include <linux/kthread.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/sched/debug.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/swait.h>
#include <linux/wait.h>
#include <linux/wait_bit.h>

/* How to choose the CPU of who wakes up: nobody does. */
#define WF_SYNC 0
#define WF_CURRENT_CPU 0

/* shims/threads.c: who waits is the task that runs. */
int try_to_wake_up(struct task_struct *task, unsigned int state, int flags);

/* Between the two files. */
void swake_up_all_locked(struct swait_queue_head *q);
void __prepare_to_swait(struct swait_queue_head *q, struct swait_queue *wait);

#endif
