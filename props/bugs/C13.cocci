// SPDX-License-Identifier: GPL-2.0
// C13 (2019): mm/cma.c: fail if fixed declaration can't be honored
// file: mm/cma.c
// A fixed area that is not aligned is moved up instead of being refused.
// Fixed by c633324e3115.

@@
identifier f = {cma_declare_contiguous_nid, __cma_declare_contiguous_nid};
identifier fixed, base;
expression E;
statement S;
@@
f(...)
{
	<...
-	if (fixed && base & (E))
-		S
	...>
}
