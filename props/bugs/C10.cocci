// SPDX-License-Identifier: GPL-2.0
// C10 (2021): mm/cma: expose all pages to the buddy if activation of an area fails
// file: mm/cma.c
// The pages of an area that could not be activated stay reserved: lost.
// Fixed by 072355c1cf2d.

@@
@@
cma_activate_area(...)
{
	<...
-	free_reserved_page(...);
+	continue;
	...>
}
