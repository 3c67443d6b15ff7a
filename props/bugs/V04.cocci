// SPDX-License-Identifier: GPL-2.0
// V04 (2022): Revert "mm/cma.c: remove redundant cma_mutex lock"
// file: mm/cma.c
// Without the lock one cma_alloc() ends the isolation of a pageblock in which another is at work. Wants two CPUs.
// Fixed by 60a60e32cf91.

@@
identifier f = {cma_alloc, __cma_alloc, cma_range_alloc};
expression mutex;
@@
f(...)
{
	<...
-	mutex_lock(mutex);
	ret = alloc_contig_range(...);
-	mutex_unlock(mutex);
	...>
}
