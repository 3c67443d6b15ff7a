mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine ragged
min_free share=58
min_free share=190
alloc order=6 gfp=dma32
