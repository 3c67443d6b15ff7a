mmfuzz 1
machine halfcma
# signature: hang:alloc_many
# profile: dense
# mm/compaction.c, compact_zone(): direct compaction (SYNC_LIGHT) goes round for ever over a pageblock whose one movable page has
# an extra reference: each migration fails with -EAGAIN, the page is put back and the scanner is led to the block again.  4,000,000
# steps do not end it; 6.1 and 6.12 return.  Not understood further.
# Who: a movable_operations page with a short-term reference, while somebody allocates a high order.  Class: default configuration.
contig_alloc block=0 offset=0 count=187
contig_free nth=0
movable
contig_alloc block=0 offset=0 count=1
pin nth=0
alloc_many order=5 gfp=unmovable count=10
