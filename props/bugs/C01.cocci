// SPDX-License-Identifier: GPL-2.0
// C01 (2014): mm/cma: fix cma bitmap aligned mask computing
// file: mm/cma.c
// The mask of an aligned request is too small when a bit stands for more than
// one page: the order is shifted by order_per_bit instead of reduced by it.
// Fixed by 68faed630fc1.

@@
expression order;
identifier cma;
@@
cma_bitmap_aligned_mask(...)
{
	<...
-	order - cma->order_per_bit
+	order >> cma->order_per_bit
	...>
}
