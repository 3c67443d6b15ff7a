// SPDX-License-Identifier: GPL-2.0
// V07 (of no history): the bits of an allocation are set once the lock of the area is dropped
// file: mm/cma.c
// Two callers find the same window clear. Wants two CPUs.
// Never was in a kernel.

@@
expression bits, no, count;
@@
-	bitmap_set(bits, no, count);
	spin_unlock_irq(&cma->lock);
+	bitmap_set(bits, no, count);
