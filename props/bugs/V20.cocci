// SPDX-License-Identifier: GPL-2.0
// V20 (never in a kernel): mm/page_alloc: replace local_lock with normal spinlock
// file: mm/page_alloc.c
// Whoever allocates waits for its per-CPU lists: also the handler of an interrupt that came while they were locked. Wants an
// interrupt.

@@
expression zone, pcp;
@@
rmqueue_pcplist(...)
{
	...
-	pcp = pcp_spin_trylock(zone->per_cpu_pageset);
+	pcp = pcp_spin_lock(zone->per_cpu_pageset);
	...
}
