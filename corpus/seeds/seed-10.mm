mmfuzz 1
machine ragged
min_free share=58
min_free share=190
alloc order=6 gfp=dma32
