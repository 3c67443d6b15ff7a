// SPDX-License-Identifier: GPL-2.0
// V21 (never in a kernel): mm/cma: whoever wants an area while another has one prepared waits
// file: mm/cma.c
// cma_alloc() gives up where another cma_alloc() is under way, of whatever area. Wants two CPUs; nothing but the failure
// is wrong. Newer kernels have a mutex for each area.

@@
expression mutex, result, e;
@@
-	mutex_lock(mutex);
-	result = e;
-	mutex_unlock(mutex);
+	result = -ENOMEM;
+	if (mutex_trylock(mutex)) {
+		result = e;
+		mutex_unlock(mutex);
+	}
