// SPDX-License-Identifier: GPL-2.0
/*
 * oom.c - the last resort: there is nobody to kill.
 *
 * out_of_memory() says no, or the slow path would retry for ever.
 *
 * Kind: nothing to do here
 */
#include <linux/mutex.h>
#include <linux/oom.h>

DEFINE_MUTEX(oom_lock);

bool out_of_memory(struct oom_control *oc)
{
	return false;
}
