// SPDX-License-Identifier: GPL-2.0
// C05 (2016): mm: cma: check the max limit for cma allocation
// file: mm/cma.c
// A request larger than the area is no longer refused. The search truncates
// the number of bits to 32, so 2^32 + n bits look like n. Below 2^32 bits the
// search itself finds nothing. Fixed by 6b36ba599d60.

@@
identifier f = {cma_alloc, __cma_alloc, cma_range_alloc};
identifier count, maxno;
statement S;
@@
f(...)
{
	<...
-	if (count > maxno)
-		S
	...>
}
