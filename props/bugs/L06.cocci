// SPDX-License-Identifier: GPL-2.0
// L06 (2023): mm/cma: fix potential memory loss on cma_declare_contiguous_nid
// file: mm/cma.c
// Where both the attempt above 4G and the one in high memory succeed, the
// second forgets the first, whose memory stays reserved for nobody.
// Fixed by 148aa87e4f63. (6.1 has the bug, the two in the other order.)

@@
identifier f = {cma_declare_contiguous_nid, __cma_declare_contiguous_nid, cma_alloc_mem};
identifier addr, base, start;
expression E;
@@
f(...)
{
	<...
-	!addr && base < start && E
+	base < start && E
	...>
}
