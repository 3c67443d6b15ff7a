mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# signature: warn:memremap
# As on arm64: a DMA pool that is not no-map is set up, but is mapped as RAM already, so that its device cannot have it:
# kernel/iomem.c warns, rmem_dma_device_init() returns -EINVAL.
machine dts=am62x-map.dts arch=arm64
pool_alloc pool=0 count=1
