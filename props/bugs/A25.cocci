// SPDX-License-Identifier: GPL-2.0
// A25 (2020): mm/page_alloc: fix memalloc_nocma_{save/restore} APIs
// file: mm/page_alloc.c
// The first attempt may use CMA pages by what the caller passed, not by what
// the scope (now memalloc_pin_save()) left of it. Fixed by 8510e69c8efe.

@@
typedef gfp_t;
identifier f = {__alloc_pages, __alloc_pages_noprof, __alloc_frozen_pages_noprof};
identifier gfp, ac, flags;
@@
f(gfp_t gfp, ...)
{
	...
	struct alloc_context ac = { };
+	gfp_t caller_gfp = gfp;
	...
	if (!prepare_alloc_pages(..., &flags))
		return NULL;
+	flags = gfp_to_alloc_flags_cma(caller_gfp, flags);
	...
}
