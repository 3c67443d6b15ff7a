// SPDX-License-Identifier: GPL-2.0
// V12 (of no history): the zone's lock is taken with interrupts on as per-CPU lists are drained
// file: mm/page_alloc.c
// An interrupt that allocates or frees meanwhile waits for its own CPU. Wants an interrupt.
// Never was in a kernel.

@@
identifier zone;
@@
free_pcppages_bulk(struct zone *zone, ...)
{
	<...
(
-	spin_lock_irqsave(&zone->lock, ...);
+	spin_lock(&zone->lock);
|
-	spin_unlock_irqrestore(&zone->lock, ...);
+	spin_unlock(&zone->lock);
)
	...>
}
