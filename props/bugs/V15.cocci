// SPDX-License-Identifier: GPL-2.0
// V15 (never in a kernel): mm/compaction: recheck that a page is free under the lock
// file: mm/compaction.c
// What was free before the zone was locked is taken for free. Wants two CPUs.

@@
identifier page, out;
expression lock, flags, cc, locked;
@@
	locked = compact_lock_irqsave(lock, flags, cc);
-	if (!PageBuddy(page))
-		goto out;
