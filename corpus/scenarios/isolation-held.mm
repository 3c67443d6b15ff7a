mmfuzz 2
# SPDX-License-Identifier: GPL-2.0
machine flat
# An isolation is held, as memory offlining holds it, while pages inside are freed.
#
# Sixteen movable pages in pageblock 10, pfn 0x700a0 to 0x700b0: what was freed last is handed out first.
contig_alloc block=10 offset=0 count=16
contig_free nth=0
movable_many count=16
isolate block=10 blocks=1 pcp_off=no
# These go to the ISOLATE lists, not to a per-CPU list (M9), and are not counted as free (M3).
free_movable nth=0
free_movable nth=0
free_movable nth=6
# So none of these comes from 0x700a0 to 0x700b0 (M7).
movable_many count=8
# The same again with the zone's per-CPU lists off; a second such isolation would sleep, so it is left out.
isolate block=20 blocks=2 pcp_off=yes
isolate block=30 blocks=1 pcp_off=yes
alloc_many order=2 gfp=movable count=4
unisolate nth=0
unisolate nth=0
# From here on the pageblock is used again.
contig_alloc block=10 offset=0 count=16
