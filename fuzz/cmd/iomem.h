/* SPDX-License-Identifier: GPL-2.0 */
/* iomem.h - what /proc/iomem has of memory, as the setup code of each architecture makes resources of memblock's lists.
 */
#ifndef MMFUZZ_IOMEM_H
#define MMFUZZ_IOMEM_H

#include "mmcore/core.h"

struct iomem {
	unsigned int memories, reserves;
	struct core_region memory[CORE_MAX_REGIONS], reserved[CORE_MAX_REGIONS];
	struct core_owner header; /* of the kernel that crashed; size 0: none */
};

/* Of the machine that just booted. */
void iomem_note(struct iomem *io);
void iomem_print(const struct core_description *d, const struct iomem *io);

#endif
