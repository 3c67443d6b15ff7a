mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine halfcma
alloc order=0 gfp=unmovable
alloc order=0 gfp=unmovable
tick jiffies=126
movable_many count=23
tick jiffies=430
isolate block=214 blocks=3 pcp_off=yes
isolate block=214 blocks=2 pcp_off=yes
isolate block=9 blocks=3 pcp_off=yes
free nth=214
cma_release nth=40
