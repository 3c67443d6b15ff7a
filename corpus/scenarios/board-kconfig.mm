mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# No device tree, no cma=: the size comes from Kconfig. CmaTotal 131072 kB.
machine ram=0x60000000+1G config=CMA_SIZE_MBYTES=128
expect CmaTotal=131072
expect CmaFree=131072
