// SPDX-License-Identifier: GPL-2.0
// C02 (2014): mm: cma: align to physical address, not CMA region position
// file: mm/cma.c
// An alignment is counted from the start of the area, not from pfn 0: wrong
// as soon as the area starts less aligned than the request.
// Fixed by b5be83e308f7.

@@
expression E;
@@
cma_bitmap_aligned_offset(...)
{
	...
-	return E;
+	return 0;
}
