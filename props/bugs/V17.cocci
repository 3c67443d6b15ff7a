// SPDX-License-Identifier: GPL-2.0
// V17 (2012): mm: cma: use spinlock instead of mutex; the bitmap is given back with neither
// file: mm/cma.c
// The bits of what is released are cleared without the lock: others in the same word, which are set meanwhile, are lost. Wants
// two CPUs, of which one lets the other go on between load and store.

@@
expression lock, flags;
@@
cma_clear_bitmap(...)
{
	<...
(
-	spin_lock_irqsave(lock, flags);
|
-	spin_unlock_irqrestore(lock, flags);
)
	...>
}
