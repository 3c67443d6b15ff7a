// SPDX-License-Identifier: GPL-2.0
// V14 (2014): mm: page_alloc: use word-based accesses for get/set pageblock bitmaps
// file: mm/page_alloc.c
// The bits of a pageblock are changed by a load and a store of their word: those of another pageblock that are changed between,
// as the skip bit is without a lock, are lost. Wants two CPUs, of which one lets the other go on between the two.
// Fixed by e58469bafd05.

@@
expression word, before, after;
@@
-	try_cmpxchg(word, &before, after)
+	(*(word) = after, 1)
