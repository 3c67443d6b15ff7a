mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine flat
# The balloon of a virtual machine reports free blocks to the host (mm/page_reporting.c), and the host takes their memory: what is in use
# must never be among them (B12), and what is taken out of the free lists for a report goes back where it was (B9, M1). The first report
# is not taken: these blocks are reported another time.
report_on order=2
expect done
inject what=report nth=1
tick jiffies=512
alloc_many order=0 gfp=movable count=32
movable_many count=40
alloc_many order=1 gfp=unmovable count=8
free_many nth=0 count=4
tick jiffies=512
isolate block=3 blocks=2
free_many nth=0 count=3
tick jiffies=512
unisolate nth=0
tick jiffies=512
tick jiffies=512
report_off
expect done
# Blocks that were reported are allocated like any other.
alloc_many order=3 gfp=movable count=16
