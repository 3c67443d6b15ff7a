// SPDX-License-Identifier: GPL-2.0
// C07 (2019): mm/cma.c: fix crash on CMA allocation if bitmap allocation fails
// file: mm/cma.c
// An area whose activation failed keeps its size, and cma_alloc() no longer
// looks whether it has a bitmap. Fixed by 1df3a339074e.

@@
identifier cma;
@@
cma_activate_area(...)
{
	<...
-	cma->count = 0;
	...>
}

@@
identifier f = {cma_alloc, __cma_alloc};
expression E;
identifier cma;
@@
f(...)
{
	<...
-	E || !cma->bitmap
+	E
	...>
}
