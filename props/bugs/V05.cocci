// SPDX-License-Identifier: GPL-2.0
// V05 (never in a kernel): mm/page_alloc: remotely drain per-cpu lists
// file: mm/page_alloc.c
// The lists of another CPU are drained without their lock. Wants two CPUs, of which one lets the other go on in the midst of
// its own lists: at a lock it never is.

@@
identifier cpu, zone;
@@
drain_pages_zone(unsigned int cpu, struct zone *zone)
{
	<...
(
-	pcp_spin_lock_maybe_irqsave(...);
|
-	pcp_spin_unlock_maybe_irqrestore(...);
|
-	pcp_spin_lock_nopin(...);
|
-	pcp_spin_unlock_nopin(...);
)
	...>
}
