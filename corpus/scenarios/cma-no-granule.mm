mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: dense
# An area that is smaller than the granule it was declared with: its bitmap has no bit, and nothing can be allocated (C8, C10).
machine ram=0x80000000+3328K area=odd=64K@0x80110000,order=7,reserved
cma_request area=odd size=20K
expect failed
cma_alloc area=0 count=1 align=0
expect failed
