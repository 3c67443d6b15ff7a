// SPDX-License-Identifier: GPL-2.0
// B08 (2017): mm/cma: fix alloc_contig_range ret code/potential leak
// file: mm/page_alloc.c
// If the migration reports -EBUSY but the range is free after all, the range
// is taken and the caller told that it failed. Fixed by 63cd448908b5.

@@
identifier f = {alloc_contig_range, alloc_contig_range_noprof};
identifier ret;
@@
f(...)
{
	<...
	if (ret && ret != -EBUSY)
		goto done;
-	ret = 0;
	...>
}
