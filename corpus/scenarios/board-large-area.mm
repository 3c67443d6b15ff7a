mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
# profile: board
# An area of 864 MiB by reg beside a kernel of 128 MiB: all of it is CMA.
# The layout question (`--what-fits`: 880 MiB at 0x68400000) is `mmfuzz boot`'s, see ci/checks/boot.
machine ram=0x60000000+1G reserve=0x60004000-0x6800bfd9 dts=../boot/large-area.dts config=CMA_SIZE_MBYTES=0
expect CmaTotal=884736
expect CmaFree=884736
